import type { ClockView, ConversationView } from "@circuito/protocol";
import { Button, ErrorState, SkeletonRows, SlaChip } from "@circuito/ui";
import { useState } from "react";
import { ContextDisclosure } from "../conversation/context-disclosure.tsx";
import { dayTime, duration, lateBy, span } from "../i18n/format.ts";
import { measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { PANE_IDS } from "../workspace/panes.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { useQueues } from "../workspace/queries.ts";
import { useNow } from "../workspace/use-now.ts";
import { segmentName, stateText, sumsOf, sumsText } from "./clock-words.ts";
import { useClocks } from "./use-clocks.ts";

interface SectionProps {
  readonly conversation: ConversationView;
}

/** What was promised, how it stands, and where every minute of it went. */
export function PromisesSection({ conversation }: SectionProps) {
  const t = useT();
  const isExpanded = usePreferences(({ contextClosed }) => !contextClosed.includes("promises"));
  return (
    <div id={PANE_IDS.promises} tabIndex={-1} className="outline-none">
      <ContextDisclosure id="promises" title={t("clock.title")}>
        {isExpanded && <Promises conversation={conversation} />}
      </ContextDisclosure>
    </div>
  );
}

/** Asks for them, and goes on asking, as long as it is mounted. */
function Promises({ conversation }: SectionProps) {
  const t = useT();
  const query = useClocks(conversation);
  const clocks = inOrder(query.data?.items ?? []);
  const policy = query.data?.policyName ?? null;
  return (
    <>
      {query.isPending && <SkeletonRows rows={2} label={t("list.loading")} />}
      {query.isError && (
        <ErrorState
          title={errorText(query.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
      {query.isSuccess && (
        <p className="pb-2 text-12 text-fg-2">
          {policy === null ? t("clock.noPolicy") : t("clock.policy", { policy })}
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {clocks.map((clock) => (
          <li key={`${clock.measure} ${clock.startedAt}`}>
            <Clock clock={clock} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** What goes on first, and of that what is due first. */
function inOrder(clocks: readonly ClockView[]): readonly ClockView[] {
  const rank = ({ endedAt, dueAt }: ClockView) => `${endedAt === null ? 0 : 1} ${dueAt ?? "9"}`;
  return [...clocks].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function Clock({ clock }: { readonly clock: ClockView }) {
  const t = useT();
  const now = useNow();
  const queues = useQueues().data ?? [];
  const [isShown, setShown] = useState(false);
  const queueName = (id: string) => queues.find((queue) => queue.id === id)?.name;
  const { segments, wallMs, countedMs, withinMs, calendar } = clock;
  return (
    <article aria-label={measureName(clock.measure)}>
      <header className="flex items-baseline gap-2">
        <h4 className="min-w-0 grow font-medium">{measureName(clock.measure)}</h4>
        <StateChip clock={clock} now={now} />
      </header>
      <p className="text-fg-2">{stateText(clock, now)}</p>
      {segments.length > 0 && (
        <p className="text-12 text-fg-2">{sumsText(sumsOf(segments, queueName))}</p>
      )}
      {segments.length > 1 && (
        <Button
          variant="ghost"
          size="small"
          className="-ml-1.5"
          aria-expanded={isShown}
          onPress={() => setShown(!isShown)}
        >
          {t(isShown ? "clock.hideSegments" : "clock.showSegments", { count: segments.length })}
        </Button>
      )}
      {isShown && (
        <>
          <ol className="mt-1 flex flex-col border-line border-l pl-3">
            {segments.map((segment) => (
              <li
                key={segment.from}
                className={`flex items-baseline gap-2 ${segment.because === "counts" ? "" : "text-fg-3"}`}
              >
                <time dateTime={segment.from} className="flex-none text-12 tabular-nums">
                  {dayTime(segment.from)}
                </time>
                <span className="min-w-0 grow">{segmentName(segment, queueName)}</span>
                <span className="flex-none tabular-nums">{duration(segment.ms)}</span>
              </li>
            ))}
          </ol>
          <p className="mt-1 text-12 text-fg-2">
            {t("clock.figures", {
              counted: duration(countedMs),
              wall: duration(wallMs),
              within: withinMs === null ? t("fact.none") : duration(withinMs),
              hours: calendar ?? t("clock.aroundTheClock"),
            })}
          </p>
        </>
      )}
    </article>
  );
}

/** The same colours as in the list; what is decided needs none. */
function StateChip({ clock, now }: { readonly clock: ClockView; readonly now: number }) {
  const { state, dueAt, warningAt, endedAt } = clock;
  if (endedAt !== null && state !== "broken") return null;
  const label = stateText(clock, now);
  if (state === "paused") return <SlaChip state="paused" text="" label={label} />;
  if (dueAt === null) return null;
  const left = Date.parse(dueAt) - now;
  if (endedAt !== null || left < 0) {
    const late = endedAt === null ? -left : Date.parse(endedAt) - Date.parse(dueAt);
    return <SlaChip state="breached" text={lateBy(late)} label={label} />;
  }
  const isAtRisk = warningAt !== null && Date.parse(warningAt) <= now;
  return <SlaChip state={isAtRisk ? "at-risk" : "on-time"} text={span(left)} label={label} />;
}
