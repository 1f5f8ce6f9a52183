import type { Principal } from "../desk/principal.ts";
import type { HandOver } from "./hand-over.ts";

/**
 * How long the one who handed it over may take it back: what a console offers for ten seconds, and a
 * slow network. Later on it is a return, with its reason.
 */
export const TAKE_BACK_MS = 30_000;

/** Whether a hand-over is the one that somebody made a moment ago. */
export function mayTakeBack(last: HandOver | undefined, who: Principal, now: number): boolean {
  if (!last || last.byAgentId === undefined || last.byAgentId !== who.id) return false;
  return now - last.at <= TAKE_BACK_MS;
}
