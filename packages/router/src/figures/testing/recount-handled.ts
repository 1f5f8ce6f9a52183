import type { Glance, Life, Moment } from "./lives.ts";
import type { BusinessTime, Counted } from "./recount.ts";

const SECOND_MS = 1_000;

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
  const byAgent = new Map<string, typeof seen>();
  for (const one of seen) {
    const of = byAgent.get(one.glance.agent);
    if (of) of.push(one);
    else byAgent.set(one.glance.agent, [one]);
  }
  const sums = new Map<string, Map<string, Counted>>();
  for (const [agent, all] of byAgent) {
    all.forEach(({ life, glance }, n) => {
      const afterwards = all.slice(n + 1, n + 1 + overlapping(all, n)).map((one) => one.glance);
      for (let at = glance.from; at < glance.to; at += SECOND_MS) {
        if (afterwards.some(({ from, to }) => from <= at && at < to)) continue;
        const queue = queueAt(life.moments, at);
        const of = sums.get(life.id) ?? new Map<string, Counted>();
        const before = of.get(`${queue} ${agent}`);
        of.set(`${queue} ${agent}`, {
          ...{ fact: "handle", queue, agent, at: Math.max(before?.at ?? 0, at + SECOND_MS) },
          value: (before?.value ?? 0) + SECOND_MS,
          business: (before?.business ?? 0) + business(at, at + SECOND_MS),
        });
        sums.set(life.id, of);
      }
    });
  }
  return new Map([...sums].map(([id, of]) => [id, [...of.values()]]));
}

const later = (a: Glance, b: Glance): number => a.from - b.from || (a.id < b.id ? -1 : 1);

/** How many of those that begin later begin before it is over. */
function overlapping(all: readonly { readonly glance: Glance }[], n: number): number {
  const over = all[n]?.glance.to ?? 0;
  let count = 0;
  while ((all[n + 1 + count]?.glance.from ?? Number.POSITIVE_INFINITY) < over) count += 1;
  return count;
}

/** Who looks before it began sees it where it began. */
function queueAt(moments: readonly Moment[], at: number): string | undefined {
  let queue = moments[0]?.queue;
  for (const moment of moments) if (moment.to !== undefined && moment.at <= at) queue = moment.to;
  return queue;
}
