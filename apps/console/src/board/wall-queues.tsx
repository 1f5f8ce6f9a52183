import type { AgentNowView, BoardTargets, QueueNowView } from "@circuito/protocol";
import { Chip, EmptyState } from "@circuito/ui";
import { duration } from "../i18n/format.ts";
import { levelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { queueState } from "./figures.ts";
import { WallTile } from "./wall-tile.tsx";

interface WallQueuesProps {
  /** Those of one page, by risk. */
  readonly queues: readonly QueueNowView[];
  readonly agents: readonly AgentNowView[];
  readonly targets: BoardTargets;
  readonly now: number;
  readonly isStale: boolean;
}

/** A page of queues, for a screen on a wall: who waits in each, and what is wrong there. */
export function WallQueues({ queues, agents, targets, now, isStale }: WallQueuesProps) {
  const t = useT();
  if (queues.length === 0) return <EmptyState title={t("board.noQueues")} />;
  const room = Math.max(...queues.map(({ waiting }) => String(waiting).length));
  return (
    <ul
      aria-label={t("board.queues")}
      className="grid grow auto-rows-fr grid-cols-2 gap-4 min-[900px]:grid-cols-3"
    >
      {queues.map((queue) => {
        const state = queueState(queue, agents, targets, now);
        return (
          <li key={queue.id} className="min-w-0">
            <WallTile
              label={queue.name}
              mark={<Chip variant="plain">{levelName(queue.level)}</Chip>}
              value={String(queue.waiting)}
              room={room}
              text={
                <>
                  <span>
                    {queue.waiting === 0
                      ? t("board.nobodyWaits")
                      : t("board.waitingFor", { span: duration(state.waitSeconds * 1_000) })}
                  </span>
                  <span>{t("board.queue.inService", { count: queue.inService })}</span>
                  <span>{t("board.queue.available", { count: state.available })}</span>
                </>
              }
              alerts={[
                ...(queue.broken > 0 ? [t("board.queue.broken", { count: queue.broken })] : []),
                ...(state.isLate ? [t("board.queue.late")] : []),
                ...(state.isUnserved ? [t("board.queue.unserved")] : []),
              ]}
              isStale={isStale}
            />
          </li>
        );
      })}
    </ul>
  );
}
