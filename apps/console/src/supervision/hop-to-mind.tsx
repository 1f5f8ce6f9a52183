import type { HopToMindView } from "@circuito/protocol";
import { clockTime, listTime, spanInWords } from "../i18n/format.ts";
import { reasonText } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useNow } from "../workspace/use-now.ts";

/** A hand-over that nobody took, or that goes to and fro: a press leads to its conversation. */
export function HopToMind({ hop }: { readonly hop: HopToMindView }) {
  const t = useT();
  const now = useNow();
  const { open } = useInboxWays();
  const queue = useQueue(hop.toQueueId);
  const waited = spanInWords(now - Date.parse(hop.at));
  return (
    <li className="rounded-pane border border-line-subtle">
      <button
        type="button"
        onClick={() => {
          open(hop.conversationId);
          showLayer(null);
        }}
        className="ring-focus-inset flex w-full flex-col gap-0.5 rounded-pane px-3 py-2 text-left hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate font-medium">
            {hop.contactName ?? hop.protocol}
          </span>
          <time dateTime={hop.at} className="flex-none text-12 tabular-nums text-fg-3">
            {listTime(hop.at, now)}
          </time>
        </span>
        <span className="text-12 text-fg-2">
          {t(`hop.${hop.kind}`, {
            name: hop.byName,
            queue: queue?.name ?? t("handOver.unknownQueue"),
          })}
          {hop.diverted !== null && ` · ${reasonText(hop.diverted)}`}
        </span>
        <span className="text-12 text-warn-text">
          {hop.acceptBy !== null && Date.parse(hop.acceptBy) <= now
            ? t("hop.overdue", { span: waited, time: clockTime(hop.acceptBy) })
            : t("hop.waiting", { span: waited })}
        </span>
      </button>
    </li>
  );
}
