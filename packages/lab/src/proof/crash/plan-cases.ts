import {
  CRASH_POINTS,
  type CrashPoint,
  type Fault,
  type How,
  isCrashPoint,
} from "@circuito/faults";

/** The process of a gateway in two that passes a point: its door, or everything behind it. */
export type Place = "web" | "router";

/** Points of what only the door does; all others are the router's. */
const AT_THE_DOOR: readonly CrashPoint[] = [
  ...(["I1", "I2", "I3", "I4", "I5", "I6"] as const),
  ...(["S1", "S2", "S3", "O1", "B1", "B2", "B3"] as const),
];

/** Every point, in the order of a message's way. */
export const ALL_POINTS: readonly CrashPoint[] = Object.keys(CRASH_POINTS).filter(isCrashPoint);

export interface CrashCase extends Fault {
  readonly point: CrashPoint;
}

export function placeOf(point: CrashPoint): Place {
  return AT_THE_DOOR.includes(point) ? "web" : "router";
}

/** Each point as often as asked, in each way. */
export function planCases(
  points: readonly CrashPoint[],
  nths: readonly number[],
  hows: readonly How[],
): readonly CrashCase[] {
  return points.flatMap((point) => nths.flatMap((nth) => hows.map((how) => ({ point, nth, how }))));
}
