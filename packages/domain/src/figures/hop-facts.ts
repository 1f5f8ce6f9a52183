import type { Level } from "../conversation.ts";
import type { QueueId } from "../ids.ts";
import type { StoryLine } from "../sla/read-story.ts";
import type { Fact } from "./fact.ts";

const HOPS = ["directed", "escalated", "transferred", "returned"];
const TAKEN = ["claimed", "assigned", "accepted"];

/**
 * Hand-overs from one queue to another, counted where they left and for whoever made them; and of what
 * a director directed, whether the area kept it. What was taken back at once was none.
 */
export function hopFacts(
  lines: readonly StoryLine[],
  levelOf: (queue: QueueId) => Level,
): readonly Fact[] {
  const moves = lines.filter(({ kind }) => [...HOPS, "recalled"].includes(kind));
  const hops = moves.filter(
    (line, n) => line.kind !== "recalled" && moves[n + 1]?.kind !== "recalled",
  );
  return hops.flatMap((line): Fact[] => {
    if (line.toQueueId === line.fromQueueId) return [];
    const fact = {
      at: line.at,
      queueId: line.fromQueueId,
      level: line.fromQueueId === undefined ? (1 as const) : levelOf(line.fromQueueId),
      agentId: line.actorId,
      count: 1,
    };
    const right = line.kind === "directed" ? wasRight(line, lines, moves) : undefined;
    return [
      { fact: "transfers", ...fact },
      ...(right === undefined
        ? []
        : [{ fact: "directed-right" as const, ...fact, hits: right ? 1 : 0 }]),
    ];
  });
}

/** `undefined`: nobody has taken it on yet. */
function wasRight(
  line: StoryLine,
  lines: readonly StoryLine[],
  moves: readonly StoryLine[],
): boolean | undefined {
  const next = moves[moves.indexOf(line) + 1];
  if (next?.kind === "returned") return false;
  const from = lines.indexOf(line);
  const to = next ? lines.indexOf(next) : lines.length;
  const isTaken =
    line.toAgentId !== undefined ||
    lines.slice(from + 1, to).some(({ kind }) => TAKEN.includes(kind));
  return isTaken ? true : undefined;
}
