import type { PastConversationView } from "@circuito/protocol";
import { EyeOff } from "lucide-react";
import { listTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";

type Hidden = Extract<PastConversationView, { isVisible: false }>;

/** That there is one, and with whom: all that the reader may know. */
export function HiddenLine({ past }: { readonly past: Hidden }) {
  const t = useT();
  const now = useNow();
  return (
    <li className="flex items-center gap-1.5 px-4 py-2 text-12 text-fg-3 [&_.lucide]:size-3.5">
      <EyeOff aria-hidden="true" />
      <span className="min-w-0 grow">
        {past.queueName === null
          ? t("history.hidden")
          : t("history.hiddenIn", { queue: past.queueName })}
      </span>
      <time dateTime={past.arrivedAt} className="flex-none tabular-nums">
        {listTime(past.arrivedAt, now)}
      </time>
    </li>
  );
}
