import fc from "fast-check";
import { FACT_IDS, FACTS, type FactId } from "./dictionary.ts";
import { addPacked, mergePacked } from "./pack-sums.ts";
import { type Addition, additionOf, type GrowingSums } from "./rollup.ts";
import { counted, sumsOf } from "./testing/sums-of.ts";

const of = { queueId: undefined, level: 1 as const, agentId: undefined };
const additions: fc.Arbitrary<readonly Addition[]> = fc.array(
  fc
    .record({
      fact: fc.constantFrom(...FACT_IDS),
      count: fc.integer({ min: 1, max: 300 }),
      value: fc.integer({ min: 0, max: 400 * 86_400_000 }),
    })
    .map(({ fact, count, value }) => {
      const isTimed = FACTS[fact] === "duration";
      const values = isTimed ? { value, business: Math.floor(value / 3) } : { hits: count - 1 };
      return additionOf({ fact, at: 0, ...of, count, ...values }, 1);
    }),
  { maxLength: 20 },
);
const packed = (all: readonly Addition[]) => mergePacked(new Uint8Array(), all);
const unpacked = (bytes: Uint8Array, wanted: readonly FactId[] = FACT_IDS) => {
  const into = new Map<FactId, GrowingSums>();
  addPacked(into, bytes, new Set(wanted));
  return new Map([...into].map(([fact, sums]) => [fact, counted(sums)]));
};
test("what was packed is what is unpacked; what is added is packed as if it had been there from the first", () => {
  fc.assert(
    fc.property(additions, additions, (some, more) => {
      expect(unpacked(packed(some))).toEqual(sumsOf(some));
      const both = [...more, ...some];
      expect(mergePacked(packed(some), more)).toEqual(packed(both));
      const inARow = Uint8Array.from([...packed(some), ...packed(more)]);
      expect(unpacked(inARow)).toEqual(sumsOf(both));
    }),
  );
});

test("what is taken away again leaves nothing, and no more than there is can be taken", () => {
  fc.assert(
    fc.property(additions, additions, (some, more) => {
      const less = some.map((one) => ({
        ...{ ...one, by: -1 as const, count: -one.count, hits: -one.hits, timed: -one.timed },
        ...{ value: -one.value, business: -one.business },
      }));
      expect(mergePacked(packed([...some, ...more]), less)).toEqual(packed(more));
      if (some.length > 0) expect(() => packed(less)).toThrow("less than nothing");
    }),
  );
});

test("only what is wanted is unpacked", () => {
  fc.assert(
    fc.property(additions, fc.subarray([...FACT_IDS]), (all, wanted) => {
      const found = [...sumsOf(all)].filter(([fact]) => wanted.includes(fact));
      expect(unpacked(packed(all), wanted)).toEqual(new Map(found));
    }),
  );
});

test("facts keep the numbers that are stored: new ones come at the end", () => {
  const numbers = { opened: 0, handle: 9, csat: 28, "stage-knowledge": 37 };
  for (const [fact, number] of Object.entries(numbers)) expect(FACT_IDS[number]).toBe(fact);
});
