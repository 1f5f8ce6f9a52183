import { summarizeLatency } from "../../load/latency.ts";
import type { ProofRow } from "../proof-report.ts";
import { calmFrom, type Timed } from "./calm.ts";
import type { Flood } from "./flood.ts";

/** Calm again within this after the last request too many. */
export const CALM_WITHIN_MS = 10_000;
/** Promises P15: accept p99. A machine that is slower when all is easy is measured by itself. */
const ACCEPT_P99_MS = 250;
const SLOWER_TIMES = 2;
/** Less of the rate that was asked for is another, easier proof. */
const OFFERED_SHARE_MIN = 0.95;

/** Answers that come while it stands still are read late: it gives up on them after 5 s. */
const SENDER_STANDS_STILL_MAX_MS = 1_000;

/** What the sender saw. */
export interface Answers {
  /** By status; `0` counts the missing ones. */
  readonly told: ReadonlyMap<number, number>;
  /** Refusals that did not say when to come back. */
  readonly withoutRetryAfter: number;
}

/** Whether the sender, which shares the machine, did what was asked of it. */
export function offeredRow(
  wanted: number,
  { perSecond, stoodStillMs }: Pick<Flood, "perSecond" | "stoodStillMs">,
): ProofRow {
  const told = `${Math.round(perSecond)} requests a second left, of ${wanted}; the sender stood still for ${Math.round(stoodStillMs)} ms at most`;
  const isEnough =
    perSecond >= OFFERED_SHARE_MIN * wanted && stoodStillMs <= SENDER_STANDS_STILL_MAX_MS;
  return {
    name: "offered",
    verdict: isEnough ? "valid" : "unknown",
    figures: { n: Math.round(perSecond), told },
    because: isEnough ? [] : [`${told}: it shares this machine, and was too slow`],
  };
}

/** @param offered a sender that was too slow may itself be why it saw no answer */
export function answersRow(
  { told, withoutRetryAfter }: Answers,
  offered: ProofRow["verdict"],
): ProofRow {
  const all = [...told].toSorted(([a], [b]) => a - b);
  const name = (status: number) => (status === 0 ? "no answer" : String(status));
  const wrong = all.flatMap(([status, n]) =>
    [0, 204, 429, 503].includes(status) ? [] : [`${name(status)}: ${n} times`],
  );
  if (withoutRetryAfter > 0) wrong.push(`${withoutRetryAfter} refusals without Retry-After`);
  const doubtful: string[] = [];
  const missing = told.get(0) ?? 0;
  if (missing > 0) (offered === "valid" ? wrong : doubtful).push(`no answer: ${missing} times`);
  const refused = (told.get(503) ?? 0) + (told.get(429) ?? 0);
  if (refused === 0) doubtful.push("nothing was refused: it was no overload");
  return {
    name: "answers",
    verdict: wrong.length > 0 ? "invalid" : doubtful.length > 0 ? "unknown" : "valid",
    figures: {
      n: all.reduce((sum, [, n]) => sum + n, 0),
      told: all.map(([status, n]) => `${name(status)}: ${n}`).join(", "),
    },
    because: [...wrong, ...doubtful],
  };
}

/** @param endedAtMs when the last request too many left */
export function calmRow(
  endedAtMs: number,
  before: readonly Timed[],
  during: readonly Timed[],
  after: readonly Timed[],
): ProofRow {
  const limitMs = Math.max(ACCEPT_P99_MS, SLOWER_TIMES * latencyOf(before).p99Ms);
  const calmAtMs = calmFrom(after, limitMs);
  const tookMs = calmAtMs === undefined ? undefined : Math.max(0, Math.round(calmAtMs - endedAtMs));
  const isCalm = tookMs !== undefined && tookMs <= CALM_WITHIN_MS;
  const words = [before, during, after].map((times) => {
    const { p50Ms, p99Ms } = latencyOf(times);
    return `${Math.round(p50Ms)}/${Math.round(p99Ms)}`;
  });
  const when = tookMs === undefined ? "never calm" : `calm after ${tookMs} ms`;
  return {
    name: "calm again",
    verdict: isCalm ? "valid" : "invalid",
    figures: {
      n: after.length,
      told: `accepted, p50/p99 ms before, during, after: ${words.join(", ")}; ${when}`,
    },
    because: isCalm ? [] : [`p99 was above ${Math.round(limitMs)} ms for too long`],
  };
}

/** Of what was taken: a refusal has no latency worth waiting for. */
function latencyOf(times: readonly Timed[]) {
  return summarizeLatency(times.map(({ tookMs }) => tookMs).filter(Number.isFinite));
}
