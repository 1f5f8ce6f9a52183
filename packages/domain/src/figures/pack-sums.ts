import { ByteReader, ByteWriter } from "./byte-stream.ts";
import { FACT_IDS, FACTS, type FactId } from "./dictionary.ts";
import { addEncoded, writeMerged } from "./histogram.ts";
import { type Addition, addAddition, type GrowingSums, noSums, type Sums } from "./rollup.ts";

/**
 * Facts whose sums are kept together, by what changes and is asked for together: what is only counted is a
 * few bytes and changes with each message, histograms of times are long, and those of stages are read
 * by one report alone.
 */
export const FAMILIES = ["tallies", "times", "stages"] as const;
export type Family = (typeof FAMILIES)[number];

const FAMILY_OF = new Map(
  FACT_IDS.map((fact): [FactId, Family] => {
    if (fact.startsWith("stage-")) return [fact, "stages"];
    return [fact, FACTS[fact] === "duration" ? "times" : "tallies"];
  }),
);
const NUMBER_OF = new Map(FACT_IDS.map((fact, n) => [fact, n]));

export const familyOf = (fact: FactId): Family => FAMILY_OF.get(fact) ?? "tallies";
const numberOf = (fact: FactId): number => NUMBER_OF.get(fact) ?? 0;

/**
 * Adds to packed sums. They are a row of entries, by number of the fact (its place in {@link FACTS}): number,
 * length of what follows, count, hits, timed, value, business, length of the histogram of values, that
 * histogram, that of business values. What is zero has no entry, so that the same sums are the same
 * bytes; packed sums one after the other are their sum to {@link addPacked}.
 */
export function mergePacked(there: Uint8Array, additions: readonly Addition[]): Uint8Array {
  const writers = { into: new ByteWriter(), part: new ByteWriter() };
  const { into } = writers;
  const reader = new ByteReader(there);
  const changes = sumUp(additions);
  let n = 0;
  while (!reader.isAtEnd) {
    const number = reader.read();
    const body = reader.part(reader.read());
    while ((changes[n]?.number ?? number) < number) writeEntry(writers, NOTHING, changes[n++]);
    if (changes[n]?.number === number) {
      writeEntry(writers, body, changes[n++]);
    } else {
      into.write(number);
      into.write(body.length);
      into.append(body);
    }
  }
  while (n < changes.length) writeEntry(writers, NOTHING, changes[n++]);
  return into.take();
}

interface Change {
  /** Of the fact. */
  readonly number: number;
  readonly sums: GrowingSums;
}

/** By number of the fact. */
function sumUp(additions: readonly Addition[]): readonly Change[] {
  const all = new Map<FactId, Change>();
  for (const addition of additions) {
    let change = all.get(addition.fact);
    if (!change) {
      change = { number: numberOf(addition.fact), sums: noSums() };
      all.set(addition.fact, change);
    }
    addAddition(change.sums, addition);
  }
  return [...all.values()].sort((a, b) => a.number - b.number);
}

const NOTHING = new Uint8Array();

function writeEntry(
  { into, part }: { readonly into: ByteWriter; readonly part: ByteWriter },
  there: Uint8Array,
  change: Change | undefined,
): void {
  if (!change) return;
  const { number, sums } = change;
  const was = readBody(there);
  writeMerged(part, was.values, sums.values);
  const values = part.take();
  writeMerged(part, was.businessValues, sums.businessValues);
  const businessValues = part.take();
  const numbers = [
    ...[was.count + sums.count, was.hits + sums.hits, was.timed + sums.timed],
    ...[was.value + sums.value, was.business + sums.business, values.length],
  ];
  const isNothing = numbers.every((one) => one === 0) && businessValues.length === 0;
  if (isNothing) return;
  for (const one of numbers) part.write(one);
  part.append(values);
  part.append(businessValues);
  const body = part.take();
  into.write(number);
  into.write(body.length);
  into.append(body);
}

interface Body extends Omit<Sums, "values" | "businessValues"> {
  readonly values: Uint8Array;
  readonly businessValues: Uint8Array;
}

function readBody(bytes: Uint8Array): Body {
  if (bytes.length === 0) return NO_BODY;
  const reader = new ByteReader(bytes);
  const [count, hits, timed] = [reader.read(), reader.read(), reader.read()];
  const [value, business] = [reader.read(), reader.read()];
  const values = reader.part(reader.read());
  return { count, hits, timed, value, business, values, businessValues: reader.rest() };
}

const NO_BODY: Body = {
  ...{ count: 0, hits: 0, timed: 0, value: 0, business: 0 },
  ...{ values: NOTHING, businessValues: NOTHING },
};

/**
 * Adds packed sums, one or several in a row, into sums that are being made.
 * @param wanted facts; what is of others is passed over
 * Throws when they are cut short, or of a fact that nobody knows.
 */
export function addPacked(
  into: Map<FactId, GrowingSums>,
  bytes: Uint8Array,
  wanted: ReadonlySet<FactId>,
): void {
  const reader = new ByteReader(bytes);
  while (!reader.isAtEnd) {
    const fact = FACT_IDS[reader.read()];
    const body = reader.part(reader.read());
    if (fact === undefined) throw new Error("packed sums of an unknown fact");
    if (!wanted.has(fact)) continue;
    let sums = into.get(fact);
    if (!sums) {
      sums = noSums();
      into.set(fact, sums);
    }
    const { count, hits, timed, value, business, values, businessValues } = readBody(body);
    sums.count += count;
    sums.hits += hits;
    sums.timed += timed;
    sums.value += value;
    sums.business += business;
    addEncoded(sums.values, values);
    addEncoded(sums.businessValues, businessValues);
  }
}
