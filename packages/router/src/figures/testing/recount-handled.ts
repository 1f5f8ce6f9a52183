import type { Glance, Life, Moment } from "./lives.ts";
import type { BusinessTime, Counted } from "./recount.ts";

const SECOND_MS = 1_000;

interface Seen {
  readonly life: Life;
  readonly glance: Glance;
}

/**
 * Handling time counted second by second: who has two windows open looks at the one turned to last.
 * Made-up lives change on whole seconds only.
 * @returns by the conversation's id
 */
export function recountHandled(
  lives: readonly Life[],
  business: BusinessTime,
): ReadonlyMap<string, readonly Counted[]> {
  const seen = lives
    .flatMap((life) => life.glances.map((glance) => ({ life, glance })))
    .sort((a, b) => later(a.glance, b.glance));
  const byAgent = new Map<string, Seen[]>();
  for (const one of seen) {
    const of = byAgent.get(one.glance.agent);
    if (of) of.push(one);
    else byAgent.set(one.glance.agent, [one]);
  }
  const sums = new Map<string, Map<string, Counted>>();
  for (const [agent, all] of byAgent) {
    all.forEach(({ life }, n) => {
      const of = sums.get(life.id) ?? new Map<string, Counted>();
      sums.set(life.id, of);
      for (const { from, to } of stretches(all, n)) {
        const queue = queueAt(life.moments, from);
        const before = of.get(`${queue} ${agent}`);
        of.set(`${queue} ${agent}`, {
          ...{ fact: "handle", queue, agent, at: Math.max(before?.at ?? 0, to) },
          value: (before?.value ?? 0) + to - from,
          business: (before?.business ?? 0) + business(from, to),
        });
      }
    });
  }
  return new Map([...sums].map(([id, of]) => [id, [...of.values()]]));
}

/** What is left of a glance, second by second, cut where the conversation moved. */
function stretches(all: readonly Seen[], n: number): { from: number; to: number }[] {
  const one = all[n];
  if (!one) return [];
  const { from, to } = one.glance;
  const secondOf = (at: number) => Math.max(0, (at - from) / SECOND_MS);
  const isTaken = new Uint8Array(secondOf(to));
  // Those that begin later, while it lasts.
  for (let next = n + 1; (all[next]?.glance.from ?? to) < to; next += 1) {
    const after = all[next]?.glance;
    if (after) isTaken.fill(1, secondOf(after.from), secondOf(after.to));
  }
  const moves = new Set(one.life.moments.flatMap(({ at, to: hop }) => (hop ? [at] : [])));
  const left: { from: number; to: number }[] = [];
  let since: number | undefined;
  for (let second = 0; second <= isTaken.length; second += 1) {
    const at = from + second * SECOND_MS;
    const isLeft = isTaken[second] === 0;
    if (since !== undefined && (!isLeft || moves.has(at))) {
      left.push({ from: since, to: at });
      since = undefined;
    }
    if (isLeft) since ??= at;
  }
  return left;
}

const later = (a: Glance, b: Glance): number => a.from - b.from || (a.id < b.id ? -1 : 1);

/** Who looks before it began sees it where it began. */
function queueAt(moments: readonly Moment[], at: number): string | undefined {
  let queue = moments[0]?.queue;
  for (const moment of moments) if (moment.to !== undefined && moment.at <= at) queue = moment.to;
  return queue;
}
