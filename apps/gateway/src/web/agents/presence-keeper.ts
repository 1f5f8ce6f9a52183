import { nameOfFreeAgent } from "@circuito/domain";
import { createGroupCommit, type Database, markSeen } from "@circuito/store";
import type { Log } from "../../log/log.ts";
import { TOGETHER } from "./together.ts";

/** A third of the grace after which somebody counts as gone: two may be lost (rules §9). */
const SIGN_OF_LIFE_EVERY_MS = 15_000;

export interface PresenceParts {
  readonly database: Database;
  readonly jobs: { nudge(kind: "assign", ids: readonly string[]): Promise<void> };
  readonly wake: { publish(topic: "outbox"): void };
  readonly log: Log;
}

/** Writes down who has a live socket on this node. */
export interface PresenceKeeper {
  /** Somebody connected: they can be reached from this moment on. */
  arrived(agentId: string): Promise<void>;
  /** A socket of theirs is gone: from this moment the grace runs, and not from the last round. */
  left(agentId: string): Promise<void>;
  /** Somebody touched something; written down with the next sign of life. */
  active(agentId: string): void;
  stop(): void;
}

/** @param connected the agents with a live socket here, now */
export function keepPresence(
  parts: PresenceParts,
  connected: () => readonly string[],
): PresenceKeeper {
  const { database, jobs, wake, log } = parts;

  const active = new Set<string>();
  let stopped = false;

  /** Whoever comes or goes while others are written down is written down with the next. */
  const notes = createGroupCommit<string, string>({
    ...TOGETHER,
    async commit(agentIds) {
      await write([...new Set(agentIds)]);
      return agentIds;
    },
  });

  async function write(agentIds: readonly string[]): Promise<void> {
    if (agentIds.length === 0 || stopped) return;
    const activeIds = agentIds.filter((id) => active.delete(id));
    try {
      const returned = await database.transaction(({ client }) =>
        markSeen(client, agentIds, activeIds),
      );
      if (returned.length === 0) return;
      wake.publish("outbox");
      await jobs.nudge(
        "assign",
        returned.map(({ id }) => nameOfFreeAgent(id)),
      );
    } catch (error) {
      // The grace covers two of these in a row.
      log.warn("presence not written", { agents: agentIds.length, error });
    }
  }

  const timer = setInterval(() => void write(connected()), SIGN_OF_LIFE_EVERY_MS);
  return {
    async arrived(agentId) {
      active.add(agentId);
      await notes.add(agentId);
    },
    async left(agentId) {
      await notes.add(agentId);
    },
    active: (agentId) => void active.add(agentId),
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}
