import fc from "fast-check";
import { changeRollups, differenceOfFacts } from "./change-rollups.ts";
import { FACT_IDS, type FactId } from "./dictionary.ts";
import type { Fact } from "./fact.ts";
import { beginsIn } from "./periods.ts";
import { type CountedSums, sumsOf } from "./testing/sums-of.ts";

const begins = beginsIn("America/New_York");
const fact: fc.Arbitrary<Fact> = fc
  .record({
    fact: fc.constantFrom(...FACT_IDS),
    hours: fc.integer({ min: 0, max: 2_000 }),
    count: fc.integer({ min: 1, max: 3 }),
    minutes: fc.option(fc.integer({ min: 0, max: 5_000 }), { nil: undefined }),
  })
  .map(({ fact: id, hours, count, minutes }) => ({
    ...{ fact: id, at: Date.parse("2026-10-01") + hours * 3_600_000, count, hits: count - 1 },
    ...{ queueId: undefined, level: 1 as const, agentId: undefined },
    ...(minutes !== undefined && { value: minutes * 60_000, business: minutes * 30_000 }),
  }));
const lot = fc.record({
  subject: fc.record({
    inboxId: fc.constantFrom("a", "b"),
    channel: fc.constantFrom("email", "form"),
    categoryId: fc.constantFrom(undefined, "c"),
    segments: fc.subarray(["vip", "gold"]),
  }),
  facts: fc.array(fact, { maxLength: 8 }),
});

/** What is left to be added to each roll-up, by fact. */
function total(changes: ReturnType<typeof changeRollups>) {
  const all = new Map<string, ReadonlyMap<FactId, CountedSums>>();
  const names = new Set<string>();
  for (const { additions, ...of } of changes) {
    const name = JSON.stringify(of);
    expect(names).not.toContain(name);
    names.add(name);
    const left = [...sumsOf(additions)].filter(([, one]) => isSomething(one));
    if (left.length > 0) all.set(name, new Map(left));
  }
  return all;
}

const isSomething = ({ values, businessValues, ...numbers }: CountedSums): boolean =>
  (values?.size ?? 0) + (businessValues?.size ?? 0) > 0 ||
  Object.values(numbers).some((one) => one !== 0);

test("what came and went again leaves nothing", () => {
  fc.assert(
    fc.property(lot, (one) => {
      const both = [{ by: 1, ...one } as const, { by: -1, ...one } as const];
      expect(total(changeRollups(both, begins))).toEqual(new Map());
      expect(changeRollups(differenceOfFacts(one, one), begins)).toEqual([]);
    }),
  );
});

test("what changes is what is now less what was, however little of it differs", () => {
  fc.assert(
    fc.property(lot, lot, fc.boolean(), (was, other, keepsSome) => {
      const now = keepsSome
        ? { subject: was.subject, facts: [...was.facts.slice(1), ...other.facts] }
        : other;
      expect(total(changeRollups(differenceOfFacts(was, now), begins))).toEqual(
        total(
          changeRollups(
            [
              { by: -1, ...was },
              { by: 1, ...now },
            ],
            begins,
          ),
        ),
      );
    }),
  );
});

test("a month is its days, a day its hours", () => {
  fc.assert(
    fc.property(fc.array(lot, { maxLength: 4 }), (lots) => {
      const changes = changeRollups(
        lots.map((one) => ({ by: 1 as const, ...one })),
        begins,
      );
      const counts = (tier: string) =>
        changes
          .filter((change) => change.tier === tier && change.cut === "place")
          .flatMap(({ additions }) => additions)
          .reduce((sum, { count }) => sum + count, 0);
      expect(counts("day")).toBe(counts("hour"));
      expect(counts("month")).toBe(counts("hour"));
    }),
  );
});
