import type { AgentNowView, BoardTargets, QueueNowView } from "@circuito/protocol";
import { Chip, EmptyState } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Hourglass, TriangleAlert, UserRoundX } from "lucide-react";
import { duration } from "../i18n/format.ts";
import { levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { byRisk, keptPercent, queueState } from "./figures.ts";

interface QueueTilesProps {
  readonly queues: readonly QueueNowView[];
  readonly agents: readonly AgentNowView[];
  readonly targets: BoardTargets;
  readonly now: number;
  readonly isStale: boolean;
}

/** Queues by risk; each leads to its list. */
export function QueueTiles({ queues, agents, now, ...rest }: QueueTilesProps) {
  const t = useT();
  if (queues.length === 0) return <EmptyState title={t("board.noQueues")} />;
  return (
    <ul
      aria-label={t("board.queues")}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,17rem),1fr))] gap-3"
    >
      {byRisk(queues, agents, now).map((queue) => (
        <li key={queue.id} className="min-w-0">
          <QueueTile queue={queue} agents={agents} now={now} {...rest} />
        </li>
      ))}
    </ul>
  );
}

interface QueueTileProps extends Omit<QueueTilesProps, "queues"> {
  readonly queue: QueueNowView;
}

function QueueTile({ queue, agents, targets, now, isStale }: QueueTileProps) {
  const t = useT();
  const state = queueState(queue, agents, targets, now);
  const kept = keptPercent(queue.met, queue.due);
  const isQuiet = isStale || queue.waiting === 0;
  return (
    <Link
      to="/inbox"
      search={{ queue: queue.id }}
      className={`ring-focus fade-colors flex h-full flex-col gap-2 rounded-pane border bg-surface p-3.5 hover:bg-hover ${state.isInTrouble ? "border-danger" : "border-line"} ${isStale ? "text-fg-3" : ""}`}
    >
      <span className="flex items-center gap-2">
        <span className="min-w-0 grow truncate text-14s">{queue.name}</span>
        <Chip variant="plain">{levelName(queue.level)}</Chip>
      </span>
      <span className="flex items-baseline gap-x-3">
        <span className={`text-28 tabular-nums ${isQuiet ? "text-fg-3" : ""}`}>
          {queue.waiting}
        </span>
        <span className="text-12 text-fg-2">
          {queue.waiting === 0
            ? t("board.nobodyWaits")
            : t("board.waitingFor", { span: duration(state.waitSeconds * 1_000) })}
        </span>
      </span>
      <span className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-2 tabular-nums">
        <span>{t("board.queue.inService", { count: queue.inService })}</span>
        <span>{t("board.queue.available", { count: state.available })}</span>
        {kept !== null && <span>{t("board.queue.kept", { value: kept })}</span>}
      </span>
      <span className="mt-auto flex flex-wrap gap-1.5 empty:hidden">
        {queue.broken > 0 && (
          <Chip tone="danger" icon={<TriangleAlert />}>
            {t("board.queue.broken", { count: queue.broken })}
          </Chip>
        )}
        {queue.atRisk > 0 && (
          <Chip tone="warn" icon={<Hourglass />}>
            {t("board.queue.atRisk", { count: queue.atRisk })}
          </Chip>
        )}
        {state.isLate && (
          <Chip tone="danger" icon={<Hourglass />}>
            {t("board.queue.late")}
          </Chip>
        )}
        {state.isUnserved && (
          <Chip tone="danger" icon={<UserRoundX />}>
            {t("board.queue.unserved")}
          </Chip>
        )}
      </span>
    </Link>
  );
}
