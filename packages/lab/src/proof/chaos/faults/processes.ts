import { DOORS, PROCESSES, type ProcessName } from "../chaos-stage.ts";
import { EVERYTHING } from "../schedule.ts";
import { AFTER_PROCESS_MS, type FaultKind, nothingToUndo, type Struck } from "./fault-kind.ts";

/** F01–F14, as far as signals go. */
export const PROCESS_FAULTS: readonly FaultKind[] = [
  killed("F01", "kill -9 of a door", ["web-1", "web-2"]),
  killed("F02", "kill -9 of a router", ["router-1", "router-2"]),
  killed("F04", "kill -9 of what sends", ["delivery"]),
  killed("F05", "kill -9 of the door that the consoles are on", ["web-1"]),
  {
    id: "F07",
    does: "kill -9 of every process at once",
    undone: "all are started again",
    targets: [EVERYTHING],
    lastsMs: [1_000, 4_000],
    recoversInMs: 60_000,
    begin: async ({ stage }) => {
      const all = [...stage.processes.values()];
      await Promise.all(all.map((one) => one.down()));
      return async () => {
        await Promise.all(all.map((one) => one.up()));
      };
    },
  },
  {
    id: "F08",
    does: "SIGTERM to each process in turn, under load",
    undone: "each is started again before the next",
    targets: [EVERYTHING],
    lastsMs: [0, 0],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async ({ stage }) => {
      for (const name of PROCESSES) await stage.process(name).restart();
      return nothingToUndo;
    },
  },
  paused("F09", "SIGSTOP of a router beyond its locks", ["router-1", "router-2"]),
  paused("F10", "SIGSTOP of what sends, beyond its claims", ["delivery"]),
  {
    id: "F95",
    does: "SIGTERM to a door with sockets",
    undone: "it is started again",
    targets: DOORS,
    lastsMs: [0, 0],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async (struck) => {
      await targetOf(struck).restart();
      return nothingToUndo;
    },
  },
];

function killed(id: string, does: string, targets: readonly [ProcessName, ...ProcessName[]]) {
  return {
    id,
    does,
    undone: "it is started again",
    targets,
    lastsMs: [0, 5_000],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async (struck: Struck) => {
      const one = targetOf(struck);
      await one.down();
      return () => one.up();
    },
  } satisfies FaultKind;
}

function paused(id: string, does: string, targets: readonly [ProcessName, ...ProcessName[]]) {
  return {
    id,
    does,
    undone: "SIGCONT",
    targets,
    lastsMs: [15_000, 30_000],
    recoversInMs: AFTER_PROCESS_MS,
    begin: async (struck: Struck) => {
      const { process } = targetOf(struck);
      process.signal("SIGSTOP");
      return async () => process.signal("SIGCONT");
    },
  } satisfies FaultKind;
}

function targetOf({ stage, target }: Struck) {
  const name = PROCESSES.find((known) => known === target);
  if (!name) throw new Error(`${target} is no process`);
  return stage.process(name);
}
