import type { SkipView } from "@circuito/protocol";
import { Chip, ErrorState } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { triageApi } from "../api/triage.ts";
import { listTime } from "../i18n/format.ts";
import type { MessageId } from "../i18n/translate.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { useNow } from "../workspace/use-now.ts";

/** Somebody skips a few times an hour: asked for again this often. */
const LOOK_EVERY_MS = 60_000;
/** A column that is looked over; who skips more often than this is talked to. */
const SHOWN_MAX = 12;

/** What directors left to others within a day, and why; nothing where nobody did. */
export function Skips({ queueId }: { readonly queueId: string | undefined }) {
  const t = useT();
  const query = useQuery({
    queryKey: ["skips"],
    queryFn: async () => (await triageApi.listSkips()).items,
    refetchInterval: LOOK_EVERY_MS,
  });
  const all = query.data ?? [];
  const skips = all.filter((skip) => queueId === undefined || skip.queueId === queueId);
  if (skips.length === 0 && !query.isError) return null;
  return (
    <section aria-label={t("board.skips")} className="flex min-w-0 flex-col gap-3">
      <h2 className="text-14s">{t("board.skips")}</h2>
      {query.isError && (
        <ErrorState
          title={errorText(query.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void query.refetch()}
        />
      )}
      <ul className="flex flex-col gap-2">
        {skips.slice(0, SHOWN_MAX).map((skip) => (
          <Skip key={`${skip.conversationId} ${skip.at}`} skip={skip} />
        ))}
      </ul>
      {skips.length > SHOWN_MAX && (
        <p className="text-12 text-fg-2">
          {t("board.skipsMore", { count: skips.length - SHOWN_MAX })}
        </p>
      )}
    </section>
  );
}

const REASONS: Readonly<Record<string, MessageId>> = {
  "needs-supervisor": "triage.skip.needs-supervisor",
  "not-my-language": "triage.skip.not-my-language",
  "wait-for-more": "triage.skip.wait-for-more",
};

/** One of them: a press leads to its conversation. */
function Skip({ skip }: { readonly skip: SkipView }) {
  const t = useT();
  const now = useNow();
  const { open } = useInboxWays();
  const { contactName, protocol, agent, at, waits, times } = skip;
  const reason = REASONS[skip.reason];
  return (
    <li className="rounded-pane border border-line-subtle bg-surface">
      <button
        type="button"
        onClick={() => open(skip.conversationId, { peek: true })}
        className="ring-focus-inset flex w-full flex-col gap-0.5 rounded-pane px-3 py-2 text-left hover:bg-hover"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 grow truncate font-medium">{contactName ?? protocol}</span>
          <time dateTime={at} className="flex-none text-12 tabular-nums text-fg-2">
            {listTime(at, now)}
          </time>
        </span>
        <span className="text-12 text-fg-2 wrap-anywhere">
          {t("board.skippedBy", {
            name: agent.name,
            reason: reason === undefined ? (skip.words ?? t("triage.skip.other")) : t(reason),
          })}
        </span>
        <span className="flex flex-wrap gap-1 pt-0.5 empty:hidden">
          {waits && <Chip tone="warn">{t("board.skipWaits")}</Chip>}
          {times > 1 && <Chip>{t("board.skipTimes", { count: times })}</Chip>}
        </span>
      </button>
    </li>
  );
}
