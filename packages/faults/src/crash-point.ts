import type { CrashPoint } from "./crash-points.ts";

/** What happens at a point. It may throw, and it may not come back. */
export type Strike = (point: CrashPoint) => void;

let strike: Strike | undefined;

/** A place where a proof may break this process. A call of nothing where nobody armed it. */
export function crashPoint(point: CrashPoint): void {
  strike?.(point);
}

/**
 * Makes the points live, for as long as the process runs. Only the lab does, from a module that is
 * loaded before the gateway and is in no image that anybody deploys.
 */
export function armCrashPoints(by: Strike): void {
  strike = by;
}

export function areCrashPointsArmed(): boolean {
  return strike !== undefined;
}
