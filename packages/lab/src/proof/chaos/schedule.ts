import { z } from "zod";
import { makePrng } from "../../load/prng.ts";

/** What of a kind of fault the schedule must know. */
export interface Drawable {
  readonly id: string;
  /** What it may strike, by name; one of them is drawn. */
  readonly targets: readonly [string, ...string[]];
  /** Shortest and longest time it lasts, ms. */
  readonly lastsMs: readonly [shortest: number, longest: number];
}

const strike = z.strictObject({
  fault: z.string(),
  target: z.string(),
  /** From the beginning of the chaos. */
  atMs: z.int().min(0),
  lastsMs: z.int().min(0),
  /** How bad, between 0 and 1; each kind says what that means. */
  amount: z.number().min(0).max(1),
});
export type Strike = z.infer<typeof strike>;

export const chaosSchedule = z.strictObject({
  seed: z.string(),
  minutes: z.number().positive(),
  perSecond: z.number().positive(),
  strikes: z.array(strike),
});
export type ChaosSchedule = z.infer<typeof chaosSchedule>;

/** Between the beginnings of two faults: what one has broken is found while the next begins. */
const GAP_MS = [2_500, 6_000] as const;
/** More at once, and nothing is left that could work. */
const AT_ONCE_MAX = 3;
/** What strikes everything strikes alone. */
export const EVERYTHING = "everything";

/**
 * Draws what strikes when: every kind once in random order, then any, with some of them at once but
 * never two at one target. The same seed and kinds give the same schedule on every machine.
 */
export function drawSchedule(
  kinds: readonly [Drawable, ...Drawable[]],
  { seed, minutes, perSecond }: Omit<ChaosSchedule, "strikes">,
): ChaosSchedule {
  const prng = makePrng(seed, "faults");
  const between = ([least, most]: readonly [number, number]): number =>
    Math.round(least + prng.next() * (most - least));
  const once = [...kinds];
  const strikes: Strike[] = [];
  const endsAtMs = minutes * 60_000;
  for (let atMs = between(GAP_MS); atMs < endsAtMs; atMs += between(GAP_MS)) {
    const [first] = once.length > 0 ? once.splice(prng.below(once.length), 1) : [];
    const kind = first ?? prng.pick(kinds);
    const drawn = {
      fault: kind.id,
      target: prng.pick(kind.targets),
      lastsMs: between(kind.lastsMs),
      amount: Math.round(prng.next() * 1_000) / 1_000,
    };
    const startsAtMs = earliest({ ...drawn, atMs }, strikes);
    if (startsAtMs + drawn.lastsMs > endsAtMs) continue;
    strikes.push({ ...drawn, atMs: startsAtMs });
    atMs = startsAtMs;
  }
  return { seed, minutes, perSecond, strikes };
}

/** When it may begin at the earliest: not with too many others, and not where another is at work. */
function earliest(wanted: Strike, others: readonly Strike[]): number {
  const { target } = wanted;
  let { atMs } = wanted;
  for (;;) {
    const during = others.filter((other) => atMs < other.atMs + other.lastsMs + SETTLE_MS);
    const meets = during.filter(
      (other) => other.target === target || [other.target, target].includes(EVERYTHING),
    );
    const blocking = meets.length > 0 ? meets : during.length >= AT_ONCE_MAX ? during : [];
    if (blocking.length === 0) return atMs;
    atMs = Math.min(...blocking.map((other) => other.atMs + other.lastsMs + SETTLE_MS));
  }
}

/** A target that has just been mended is not struck again before it stands. */
const SETTLE_MS = 2_000;
