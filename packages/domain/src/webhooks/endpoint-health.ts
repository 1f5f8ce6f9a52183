import type { AfterAttempt } from "./retry.ts";

/** Why an endpoint gets nothing. */
export type EndpointOff =
  | "by-hand"
  /** It answered 410. */
  | "gone"
  /** Nothing got through as long as one delivery was tried. */
  | "nothing-got-through";

/** How it went lately. */
export interface EndpointStanding {
  /** When the first attempt failed after which none succeeded; null: the last one succeeded. */
  readonly failingSince: number | null;
}

/**
 * Whether an endpoint is switched off for what became of a delivery. One that takes other things stays
 * on, whatever it refuses: what it refused is listed, and can be sent again.
 * @param firstFailedAt when the first attempt of the delivery failed
 */
export function judgeEndpoint(
  { failingSince }: EndpointStanding,
  after: AfterAttempt,
  firstFailedAt: number,
): Exclude<EndpointOff, "by-hand"> | undefined {
  if (after.kind === "again") return undefined;
  if (after.because === "gone") return "gone";
  const tookSomething = failingSince === null || failingSince > firstFailedAt;
  return tookSomething ? undefined : "nothing-got-through";
}

/** Requests at once to one endpoint. More is an attack on a small server, fewer a queue behind a slow one. */
const LANE_WIDTH = 4;
/** After so many failures in a row one request at a time asks whether it is back. */
const DOUBTFUL_AFTER = 5;

export function laneWidth(failuresInRow: number): number {
  return failuresInRow >= DOUBTFUL_AFTER ? 1 : LANE_WIDTH;
}
