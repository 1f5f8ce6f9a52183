import type { TemplateView } from "@circuito/protocol";
import { ExternalLink, Phone, Reply } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import type { ChosenTemplate } from "../workspace/drafts.ts";
import { pieces } from "./template-choice.ts";

interface TemplatePreviewProps {
  readonly template: TemplateView;
  readonly chosen: ChosenTemplate;
}

const ICONS = { "quick-reply": <Reply />, url: <ExternalLink />, phone: <Phone />, other: null };

/** The message as the customer will read it; what is still to be filled in stands out. */
export function TemplatePreview({ template, chosen }: TemplatePreviewProps) {
  const t = useT();
  const { header, body, footer, buttons } = template;
  return (
    <figure aria-label={t("chat.preview")} className="min-w-0">
      <figcaption className="pb-1 text-12 font-medium text-fg-2">{t("chat.preview")}</figcaption>
      <div className="rounded-bubble rounded-br-key bg-bubble-out px-3 py-2 text-14 wrap-anywhere">
        {header !== null && (
          <p className="pb-1 font-semibold">
            <Filled text={header} words={chosen.header ?? []} />
          </p>
        )}
        <p className="whitespace-pre-wrap">
          <Filled text={body} words={chosen.body ?? []} />
        </p>
        {footer !== null && <p className="pt-1 text-12 text-fg-2">{footer}</p>}
      </div>
      {buttons.length > 0 && (
        <ul aria-label={t("chat.choicesOffered")} className="flex flex-col gap-1 pt-1">
          {buttons.map(({ kind, text }) => (
            <li
              key={text}
              className="flex items-center justify-center gap-1.5 rounded-control border border-line px-2 py-1 text-13 font-medium text-accent-text [&>svg]:size-3.5"
            >
              {ICONS[kind]}
              {text}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function Filled({ text, words }: { readonly text: string; readonly words: readonly string[] }) {
  return pieces(text).map((piece, place) => {
    if (typeof piece === "string") return piece;
    const word = words[piece - 1] ?? "";
    const isMissing = word.trim() === "";
    return (
      <mark
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text that never changes
        key={place}
        className={`-mx-0.5 rounded-key px-0.5 ${isMissing ? "bg-warn-soft text-warn-text" : "bg-accent-soft-2 text-fg"}`}
      >
        {isMissing ? `{{${piece}}}` : word}
      </mark>
    );
  });
}
