import { summarizeLatency } from "../../load/latency.ts";
import type { Timed } from "../overload/calm.ts";
import type { ProofRow } from "../proof-report.ts";
import type { Vitals } from "../vitals/vitals.ts";

/** F88: all back by then, on two cores. */
export const BACK_WITHIN_MS = 120_000;
/** F88: accept p99 meanwhile. */
const ACCEPT_P99_MS = 500;
/** Performance §6: of an idle console, over what socket.io itself takes. */
const OWN_BYTES_MAX = 20_000;
/** A p99 of fewer is their maximum. */
const ACCEPTED_MIN = 200;

const BYTES_PER_KB = 1_000;

/** Memory of a process before and after so many sockets were opened, all garbage collected. */
export interface Grown {
  readonly before: Vitals;
  readonly after: Vitals;
}

/** What an idle console takes of the gateway beyond what the same socket takes of socket.io alone. */
export function memoryRow(sockets: number, ours: Grown, plain: Grown): ProofRow {
  const each = (grown: Grown, of: (vitals: Vitals) => number): number =>
    (of(grown.after) - of(grown.before)) / sockets;
  const kinds = [
    { name: "resident", of: ({ rssBytes }: Vitals) => rssBytes },
    { name: "heap", of: ({ heapBytes, externalBytes }: Vitals) => heapBytes + externalBytes },
  ];
  const found = kinds.map(({ name, of }) => ({
    name,
    ours: each(ours, of),
    own: each(ours, of) - each(plain, of),
  }));
  const wrong = found.flatMap(({ name, own }) =>
    own > OWN_BYTES_MAX ? [`${name}: ${kb(own)} of its own, not ${kb(OWN_BYTES_MAX)}`] : [],
  );
  const words = found.map(
    ({ name, ours, own }) => `${name} ${kb(ours)}, ${kb(own)} of it over socket.io's own`,
  );
  return {
    name: "memory",
    verdict: wrong.length > 0 ? "invalid" : "valid",
    figures: { n: sockets, told: `an idle socket: ${words.join("; ")}` },
    because: wrong,
  };
}

/** @param tookMs of each that came back, from the moment in which all were lost */
export function backRow(drop: string, sockets: number, tookMs: readonly number[]): ProofRow {
  const { p50Ms, p99Ms, maxMs } = summarizeLatency(tookMs);
  const missing = sockets - tookMs.length;
  const wrong = [
    ...(missing > 0 ? [`${missing} did not come back`] : []),
    ...(maxMs > BACK_WITHIN_MS ? [`the last was back after ${seconds(maxMs)}`] : []),
  ];
  return {
    name: `${drop}: back`,
    verdict: wrong.length > 0 ? "invalid" : "valid",
    figures: {
      n: tookMs.length,
      told: `p50 ${seconds(p50Ms)}, p99 ${seconds(p99Ms)}, the last after ${seconds(maxMs)}`,
    },
    because: wrong,
  };
}

/**
 * How messages were taken while consoles came back, from the instant at which each was meant to leave.
 * @param fromMs from when on somebody was there to take them
 */
export function acceptRow(
  drop: string,
  accepted: readonly Timed[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): ProofRow {
  const meanwhile = accepted.filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
  const { p50Ms, p99Ms, maxMs } = summarizeLatency(meanwhile.map(({ tookMs }) => tookMs));
  const isEnough = meanwhile.length >= ACCEPTED_MIN;
  const isLate = p99Ms > ACCEPT_P99_MS;
  const because = isLate ? [`p99 is ${Math.round(p99Ms)} ms, not ${ACCEPT_P99_MS}`] : [];
  return {
    name: `${drop}: accept`,
    verdict: !isEnough ? "unknown" : isLate ? "invalid" : "valid",
    figures: {
      n: meanwhile.length,
      told: `p50 ${Math.round(p50Ms)} ms, p99 ${Math.round(p99Ms)} ms, slowest ${Math.round(maxMs)} ms`,
    },
    because: isEnough ? because : [`${meanwhile.length} messages are too few for a p99`],
  };
}

function kb(bytes: number): string {
  return `${(bytes / BYTES_PER_KB).toFixed(1)} kB`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
