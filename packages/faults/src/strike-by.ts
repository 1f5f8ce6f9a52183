import type { Strike } from "./crash-point.ts";
import type { CrashPoint } from "./crash-points.ts";
import type { Fault, How } from "./fault.ts";

/** The line by which a process says that its fault struck; read by whoever started it. */
const STRUCK = /^struck (?<point>\w+) (?<how>\w+)$/gm;

export interface Blows {
  /** Says it where even a process that is killed next has said it. */
  readonly say: (line: string) => void;
  /** Does it. `throw` and `note` need none. */
  readonly deal: (how: Exclude<How, "throw" | "note">) => void;
}

/** Counts how often each point is passed, and strikes once. */
export function strikeBy(fault: Fault, { say, deal }: Blows): Strike {
  const passed = new Map<CrashPoint, number>();
  return (point) => {
    if (fault.point !== "every" && fault.point !== point) return;
    const times = (passed.get(point) ?? 0) + 1;
    passed.set(point, times);
    if (times !== fault.nth) return;
    say(`struck ${point} ${fault.how}\n`);
    switch (fault.how) {
      case "note":
        return;
      case "throw":
        throw new Error(`crash point ${point}: thrown on purpose`);
      case "kill":
      case "stop":
      case "delay":
        deal(fault.how);
    }
  };
}

/** The points of which these words of a process say that they were struck so. */
export function readStruck(output: string, how: How): ReadonlySet<string> {
  const struck = [...output.matchAll(STRUCK)].flatMap(({ groups }) =>
    groups?.how === how ? (groups.point ?? []) : [],
  );
  return new Set(struck);
}
