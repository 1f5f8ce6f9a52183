import { judgeAccent } from "@circuito/protocol/look-text";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { type ChatTheme, isColor } from "./webchat-settings.ts";

interface AccentVerdictProps {
  readonly accent: string;
  readonly theme: ChatTheme;
}

/** How a colour does in the chat: what is drawn in another shade, where the button is hard to find. */
export function AccentVerdict({ accent, theme }: AccentVerdictProps) {
  const t = useT();
  if (!isColor(accent)) return null;
  const { text, textRatio, shaded, faint } = judgeAccent(accent.trim(), theme);
  const ink = t(text === "#ffffff" ? "webchat.inkWhite" : "webchat.inkBlack");
  return (
    <ul className="flex flex-col gap-1 text-12 text-fg-2 [&_.lucide]:mt-px [&_.lucide]:size-3.5 [&_.lucide]:flex-none">
      <li className="flex gap-1.5">
        <CircleCheck aria-hidden="true" className="text-ok-icon" />
        {t("webchat.verdict", { ink, ratio: Math.floor(textRatio * 10) / 10 })}
      </li>
      {shaded.map((surface) => (
        <li key={`shaded-${surface}`} className="flex gap-1.5">
          <CircleCheck aria-hidden="true" className="text-ok-icon" />
          {t(`webchat.shaded.${surface}`)}
        </li>
      ))}
      {faint.map((surface) => (
        <li key={`faint-${surface}`} className="flex gap-1.5 text-warn-text">
          <CircleAlert aria-hidden="true" />
          {t(`webchat.faint.${surface}`)}
        </li>
      ))}
    </ul>
  );
}
