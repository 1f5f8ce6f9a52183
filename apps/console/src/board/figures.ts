import type {
  AgentNowView,
  BoardMinuteView,
  BoardTargets,
  BoardView,
  QueueNowView,
} from "@circuito/protocol";
import type { BoardSearch } from "./board-search.ts";

/** The figures of the first row, in the order of a customer's way. */
export const FIGURES = [
  "waiting",
  "longestWait",
  "kept",
  "inService",
  "available",
  "abandoned",
] as const;
export type FigureName = (typeof FIGURES)[number];

export interface Figure {
  readonly name: FigureName;
  /** A count, seconds, or percent; null: nothing was to be counted. */
  readonly value: number | null;
  /** Of agents: how many there are. */
  readonly of?: number;
  readonly target: number | null;
  readonly isBreached: boolean;
  /** The last hour, minute by minute; null where nothing was written down. */
  readonly course: readonly (number | null)[];
}

/** The part of a board that somebody wants to see. */
export function boardPart(
  { queues, agents }: Pick<BoardView, "queues" | "agents">,
  { queue, team }: BoardSearch,
): { readonly queues: readonly QueueNowView[]; readonly agents: readonly AgentNowView[] } {
  if (queue === undefined && team === undefined) return { queues, agents };
  const shown = queues.filter(
    ({ id, area }) =>
      (queue === undefined || id === queue) && (team === undefined || area === team),
  );
  const ids = new Set(shown.map(({ id }) => id));
  return { queues: shown, agents: agents.filter((a) => a.queueIds.some((id) => ids.has(id))) };
}

export const isAvailable = ({ wanted, reachable }: Pick<AgentNowView, "wanted" | "reachable">) =>
  wanted === "available" && reachable;

/** Whoever is here, whatever they do. */
export const isHere = ({ wanted, reachable }: Pick<AgentNowView, "wanted" | "reachable">) =>
  wanted !== "offline" || reachable;

export const waitSeconds = ({ waitingSince }: Pick<QueueNowView, "waitingSince">, now: number) =>
  waitingSince === null ? 0 : Math.max(0, Math.floor((now - Date.parse(waitingSince)) / 1_000));

/** What was kept of what was due, in whole percent; null: nothing was due. */
export const keptPercent = (met: number, due: number): number | null =>
  due === 0 ? null : Math.floor((met / due) * 100);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Figures of a part of the board, each with what it should be. */
export function figuresOf(
  { queues, agents }: ReturnType<typeof boardPart>,
  targets: BoardTargets,
  minutes: readonly BoardMinuteView[],
  now: number,
): readonly Figure[] {
  const most = (value: number, target: number | null) => target !== null && value > target;
  const least = (value: number | null, target: number | null) =>
    target !== null && value !== null && value < target;
  const waiting = sum(queues.map((queue) => queue.waiting));
  const longest = Math.max(0, ...queues.map((queue) => waitSeconds(queue, now)));
  const kept = keptPercent(sum(queues.map((q) => q.met)), sum(queues.map((q) => q.due)));
  const available = agents.filter(isAvailable).length;
  const abandoned = sum(queues.map((queue) => queue.abandoned));
  const course = courses(minutes, now);
  return [
    {
      ...{ name: "waiting", value: waiting, target: targets.waiting },
      ...{ isBreached: most(waiting, targets.waiting), course: course((m) => m.waiting) },
    },
    {
      ...{ name: "longestWait", value: longest, target: targets.longestWaitSeconds },
      isBreached: most(longest, targets.longestWaitSeconds),
      course: course((minute) => minute.longestWaitSeconds),
    },
    {
      ...{ name: "kept", value: kept, target: targets.keptPercent },
      isBreached: least(kept, targets.keptPercent),
      course: course((minute) => keptPercent(minute.met, minute.due)),
    },
    {
      ...{ name: "inService", value: sum(queues.map((queue) => queue.inService)), target: null },
      ...{ isBreached: false, course: course((minute) => minute.inService) },
    },
    {
      ...{ name: "available", value: available, of: agents.length, target: targets.available },
      isBreached: least(available, targets.available),
      course: course((minute) => minute.available),
    },
    {
      ...{ name: "abandoned", value: abandoned, target: targets.abandoned },
      isBreached: most(abandoned, targets.abandoned),
      course: course((minute) => minute.abandoned),
    },
  ];
}

const MINUTE_MS = 60_000;
const COURSE_MINUTES = 60;

/** The minutes of one queue, or of all, laid out on the last hour. */
function courses(minutes: readonly BoardMinuteView[], now: number) {
  const last = Math.floor(now / MINUTE_MS);
  const at = new Map(minutes.map((each) => [Date.parse(each.minute) / MINUTE_MS, each]));
  return (of: (minute: BoardMinuteView) => number | null): readonly (number | null)[] =>
    Array.from({ length: COURSE_MINUTES }, (_, index) => {
      const minute = at.get(last - COURSE_MINUTES + 1 + index);
      return minute === undefined ? null : of(minute);
    });
}

/**
 * The minutes that tell of what is shown: all queues together, or one. Of several there are none, since
 * an agent of two queues would count twice.
 */
export function minutesOf(
  minutes: readonly BoardMinuteView[],
  search: BoardSearch,
  shown: readonly QueueNowView[],
): readonly BoardMinuteView[] {
  const isAll = search.queue === undefined && search.team === undefined;
  const [only] = shown;
  if (!isAll && (shown.length !== 1 || only === undefined)) return [];
  return minutes.filter(({ queueId }) => queueId === (isAll ? null : (only?.id ?? null)));
}

/**
 * Queues by risk: a broken promise, then one at risk, then who waits longer than is wanted, then who
 * waits at all, and what nobody serves before what somebody does.
 */
export function byRisk(
  queues: readonly QueueNowView[],
  agents: readonly AgentNowView[],
  now: number,
): readonly QueueNowView[] {
  const risk = (queue: QueueNowView): readonly number[] => [
    queue.broken,
    queue.atRisk,
    queue.waiting > 0 && availableIn(queue.id, agents) === 0 ? 1 : 0,
    waitSeconds(queue, now),
    queue.waiting,
  ];
  // The order of equals is the admin's own.
  return [...queues].sort((a, b) => {
    const [left, right] = [risk(a), risk(b)];
    const differs = left.findIndex((value, at) => value !== right[at]);
    return differs < 0 ? 0 : (right[differs] ?? 0) - (left[differs] ?? 0);
  });
}

export const availableIn = (queueId: string, agents: readonly AgentNowView[]): number =>
  agents.filter((agent) => isAvailable(agent) && agent.queueIds.includes(queueId)).length;

export interface QueueState {
  readonly waitSeconds: number;
  /** Who would take something now. */
  readonly available: number;
  readonly isLate: boolean;
  readonly isUnserved: boolean;
  /** What colours its tile. */
  readonly isInTrouble: boolean;
}

/** How a queue stands against what is wanted of it. */
export function queueState(
  queue: QueueNowView,
  agents: readonly AgentNowView[],
  { longestWaitSeconds }: BoardTargets,
  now: number,
): QueueState {
  const wait = waitSeconds(queue, now);
  const available = availableIn(queue.id, agents);
  const isLate = longestWaitSeconds !== null && wait > longestWaitSeconds;
  const isUnserved = queue.waiting > 0 && available === 0;
  const isInTrouble = queue.broken > 0 || isLate || isUnserved;
  return { waitSeconds: wait, available, isLate, isUnserved, isInTrouble };
}
