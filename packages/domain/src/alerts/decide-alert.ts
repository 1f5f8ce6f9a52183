import { MINUTE_MS } from "../calendar/time-zone.ts";
import type { AlertCondition, AlertFinding } from "./condition.ts";
import { usualVolume } from "./unusual-volume.ts";

/** Where an alert stands. Instants in ms since epoch. */
export type AlertState =
  | {
      readonly kind: "quiet";
      /** When it fired last; null: never. */
      readonly firedAt: number | null;
    }
  | {
      readonly kind: "firing";
      readonly firedAt: number;
      /** Since when it has been well below its limit; null: it is not. */
      readonly calmSince: number | null;
    };

export const NEVER_FIRED: AlertState = { kind: "quiet", firedAt: null };

/** The numbers that a decision was made on. */
export interface AlertReading {
  readonly value: number;
  /** It fires above this. */
  readonly limit: number;
  /** It is calm at or below this. */
  readonly calm: number;
  /** Of a volume: what that hour usually has. */
  readonly usual: number | null;
  /** The queue, inbox or category it is about, where there is one. */
  readonly subject: string | null;
}

/** Why it told something, or nothing. */
export type AlertReason =
  | "over-limit"
  | "under-limit"
  /** Over its limit, and it fired so lately that nobody needs to hear it again. */
  | "told-lately"
  | "still-over"
  /** Below its limit, not yet for long enough. */
  | "calming"
  | "calm"
  /** There was nothing to read: it stays as it was. */
  | "nothing-to-read";

export interface AlertDecision {
  readonly state: AlertState;
  /** What people hear; null: nothing. */
  readonly tells: "fired" | "over" | null;
  readonly because: AlertReason;
  readonly reading: AlertReading | null;
}

/** A queue that swings around its limit is not over: it has to be a fifth below. */
const CALM_SHARE = 0.8;
/** And for as long as a supervisor needs to look twice. */
export const CALM_FOR_MS = 2 * MINUTE_MS;

/**
 * Whether an alert fires, goes on or is over. It fires once; what is over is told once; between two
 * firings lies an end, and the pause that the rule asks for.
 */
export function decideAlert(
  condition: AlertCondition,
  {
    state,
    finding,
    pauseMs,
    now,
  }: {
    readonly state: AlertState;
    readonly finding: AlertFinding;
    /** From one firing to the next, at least. */
    readonly pauseMs: number;
    readonly now: number;
  },
): AlertDecision {
  const reading = readingOf(condition, finding);
  const stays = (because: AlertReason, next: AlertState = state): AlertDecision => ({
    ...{ state: next, tells: null, because, reading },
  });
  if (reading === null) {
    // What is not known is not calm.
    return stays(
      "nothing-to-read",
      state.kind === "firing" ? { ...state, calmSince: null } : state,
    );
  }
  if (state.kind === "quiet") {
    if (reading.value <= reading.limit) return stays("under-limit");
    if (state.firedAt !== null && now < state.firedAt + pauseMs) return stays("told-lately");
    const fired: AlertState = { kind: "firing", firedAt: now, calmSince: null };
    return { state: fired, tells: "fired", because: "over-limit", reading };
  }
  if (reading.value > reading.calm) return stays("still-over", { ...state, calmSince: null });
  const calmSince = state.calmSince ?? now;
  if (now < calmSince + CALM_FOR_MS) return stays("calming", { ...state, calmSince });
  const quiet: AlertState = { kind: "quiet", firedAt: state.firedAt };
  return { state: quiet, tells: "over", because: "calm", reading };
}

function readingOf({ kind, limit }: AlertCondition, finding: AlertFinding): AlertReading | null {
  switch (finding.kind) {
    case "nothing":
      return null;
    case "counted": {
      const { value, subject } = finding;
      // A connection is there or it is not: there is no "a little".
      const calm = kind === "channel-down" ? 0 : Math.floor(limit * CALM_SHARE);
      return { value, limit, calm, usual: null, subject };
    }
    case "volume": {
      const usual = usualVolume(finding.counts, limit);
      if (usual === undefined) return null;
      const calm = Math.floor(usual.limit * CALM_SHARE);
      const { counts, subject } = finding;
      return { value: counts.now, limit: usual.limit, calm, usual: usual.usual, subject };
    }
  }
}
