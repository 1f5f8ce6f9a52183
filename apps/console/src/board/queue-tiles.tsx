import type { AgentNowView, BoardTargets, QueueNowView } from "@circuito/protocol";
import { Chip, EmptyState } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Hourglass, TriangleAlert, UserRoundX } from "lucide-react";
import { duration } from "../i18n/format.ts";
import { levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { availableIn, byRisk, keptPercent, waitSeconds } from "./figures.ts";

interface QueueTilesProps {
  readonly queues: readonly QueueNowView[];
  readonly agents: readonly AgentNowView[];
  readonly targets: BoardTargets;
  readonly now: number;
  readonly isStale: boolean;
  /** On a wall: larger, and nothing to press. */
  readonly isLarge?: boolean;
}

/** Queues by risk; each leads to its list. */
export function QueueTiles({ queues, agents, now, isLarge = false, ...rest }: QueueTilesProps) {
  const t = useT();
  if (queues.length === 0) return <EmptyState title={t("board.noQueues")} />;
  return (
    <ul
      aria-label={t("board.queues")}
      className={
        isLarge
          ? "grid grow auto-rows-fr gap-4 min-[900px]:grid-cols-2"
          : "grid gap-3 min-[620px]:grid-cols-2 min-[1100px]:grid-cols-3 min-[1700px]:grid-cols-4"
      }
    >
      {byRisk(queues, agents, now).map((queue) => (
        <li key={queue.id} className="min-w-0">
          <QueueTile queue={queue} agents={agents} now={now} isLarge={isLarge} {...rest} />
        </li>
      ))}
    </ul>
  );
}

interface QueueTileProps extends Omit<QueueTilesProps, "queues"> {
  readonly queue: QueueNowView;
  readonly isLarge: boolean;
}

function QueueTile({ queue, agents, targets, now, isStale, isLarge }: QueueTileProps) {
  const t = useT();
  const wait = waitSeconds(queue, now);
  const available = availableIn(queue.id, agents);
  const kept = keptPercent(queue.met, queue.due);
  const isLate = targets.longestWaitSeconds !== null && wait > targets.longestWaitSeconds;
  const isUnserved = queue.waiting > 0 && available === 0;
  const isInTrouble = queue.broken > 0 || isLate || isUnserved;
  const look = `flex h-full flex-col gap-2 rounded-pane border bg-surface ${isLarge ? "p-5" : "p-3.5"} ${isInTrouble ? "border-danger" : "border-line"} ${isStale ? "text-fg-3" : ""}`;
  const inner = (
    <>
      <span className="flex items-center gap-2">
        <span className={`min-w-0 grow truncate ${isLarge ? "text-20" : "text-14s"}`}>
          {queue.name}
        </span>
        <Chip variant="plain">{levelName(queue.level)}</Chip>
      </span>
      <span className="flex items-baseline gap-x-3">
        <span
          className={`tabular-nums ${isLarge ? "text-[2.75rem]/[1.1] font-semibold" : "text-28"}`}
        >
          {queue.waiting}
        </span>
        <span className="text-12 text-fg-2">
          {queue.waiting === 0
            ? t("board.nobodyWaits")
            : t("board.waitingFor", { span: duration(wait * 1_000) })}
        </span>
      </span>
      <span className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-2 tabular-nums">
        <span>{t("board.queue.inService", { count: queue.inService })}</span>
        <span>{t("board.queue.available", { count: available })}</span>
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
        {isLate && (
          <Chip tone="danger" icon={<Hourglass />}>
            {t("board.queue.late")}
          </Chip>
        )}
        {isUnserved && (
          <Chip tone="danger" icon={<UserRoundX />}>
            {t("board.queue.unserved")}
          </Chip>
        )}
      </span>
    </>
  );
  if (isLarge) return <div className={look}>{inner}</div>;
  return (
    <Link
      to="/inbox"
      search={{ queue: queue.id }}
      className={`${look} ring-focus fade-colors hover:bg-hover`}
    >
      {inner}
    </Link>
  );
}
