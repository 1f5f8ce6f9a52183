import type { TcpProxy } from "../../../proxy/index.ts";
import { PROCESSES } from "../chaos-stage.ts";
import {
  AFTER_POSTGRES_MS,
  AFTER_PROCESS_MS,
  AFTER_REDIS_MS,
  type FaultKind,
  nothingToUndo,
  type Struck,
} from "./fault-kind.ts";

/** F43–F45, and the silent end of a connection to PostgreSQL that F43 is the visible half of. */
export const NETWORK_FAULTS: readonly FaultKind[] = [
  {
    id: "F43",
    does: "one process and PostgreSQL are parted; Redis is within reach",
    undone: "what waited goes on",
    targets: PROCESSES,
    lastsMs: [5_000, 30_000],
    recoversInMs: AFTER_POSTGRES_MS,
    begin: async (struck) => {
      const { postgres } = cablesOf(struck);
      const mend = postgres.worsen({ isHeld: true });
      return async () => mend();
    },
  },
  {
    id: "F43b",
    does: "the connections of one process to PostgreSQL are dead, and nobody says so",
    undone: "new connections work at once",
    targets: PROCESSES,
    lastsMs: [0, 0],
    recoversInMs: AFTER_REDIS_MS,
    begin: async (struck) => {
      cablesOf(struck).postgres.silence();
      return nothingToUndo;
    },
  },
  {
    id: "F44",
    does: "200 ± 150 ms on every cable",
    undone: "no latency",
    targets: ["cables"],
    lastsMs: [5_000, 15_000],
    recoversInMs: AFTER_PROCESS_MS,
    begin: ({ stage }) => worsenAll(everyCable(stage), { latencyMs: 50, jitterMs: 300 }),
  },
  {
    id: "F45",
    does: "one piece in a hundred resets its connection",
    undone: "none does",
    targets: ["cables"],
    lastsMs: [5_000, 15_000],
    recoversInMs: AFTER_PROCESS_MS,
    begin: ({ stage }) => worsenAll(everyCable(stage), { resetShare: 0.01 }),
  },
];

function everyCable({ cables, doors, smsCable }: Struck["stage"]): TcpProxy[] {
  const inside = [...cables.values()].flatMap(({ postgres, redis }) => [postgres, redis]);
  return [...inside, ...doors.values(), smsCable];
}

/** @returns what undoes it, and nothing of what other faults do to the same cables */
export async function worsenAll(
  cables: readonly TcpProxy[],
  conduct: Parameters<TcpProxy["worsen"]>[0],
): Promise<() => Promise<void>> {
  const mended = cables.map((cable) => cable.worsen(conduct));
  return async () => {
    for (const mend of mended) mend();
  };
}

function cablesOf({ stage, target }: Struck) {
  const name = PROCESSES.find((known) => known === target);
  if (!name) throw new Error(`${target} is no process`);
  return stage.cable(name);
}
