import { ByteReader, ByteWriter } from "./byte-stream.ts";
import { FACT_IDS, FACTS, type FactId } from "./dictionary.ts";
import { type BucketChanges, writeMerged } from "./histogram.ts";
import { type Addition, type GrowingSums, noSums, type Sums } from "./rollup.ts";

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

export const familyOf = (fact: FactId): Family => FAMILY_OF.get(fact) ?? "tallies";

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
  const changes = additions.toSorted((a, b) => a.number - b.number);
  const write = (body: Uint8Array, from: number) => writeEntry(writers, body, changes, from);
  let n = 0;
  while (!reader.isAtEnd) {
    const number = reader.read();
    const body = reader.part(reader.read());
    while ((changes[n]?.number ?? number) < number) n = write(NOTHING, n);
    if (changes[n]?.number === number) {
      n = write(body, n);
    } else {
      into.write(number);
      into.write(body.length);
      into.append(body);
    }
  }
  while (n < changes.length) n = write(NOTHING, n);
  return into.take();
}

const NOTHING = new Uint8Array();

/**
 * Adds up all additions of one fact, those that follow each other from `from` on, and writes its entry. Adding
 * up as they are written, and not before, spares two maps for each fact of each roll-up.
 * @returns where those of the next fact begin
 */
function writeEntry(
  { into, part }: { readonly into: ByteWriter; readonly part: ByteWriter },
  there: Uint8Array,
  changes: readonly Addition[],
  from: number,
): number {
  const { values: oldValues, businessValues: oldBusinessValues, ...was } = readBody(there);
  let { count, hits, timed, value, business } = was;
  const values: BucketChanges = { come: [], gone: [] };
  const businessValues: BucketChanges = { come: [], gone: [] };
  const number = changes[from]?.number ?? 0;
  let n = from;
  for (let one = changes[n]; one?.number === number; one = changes[++n]) {
    count += one.count;
    hits += one.hits;
    timed += one.timed;
    value += one.value;
    business += one.business;
    const way = one.by > 0 ? "come" : "gone";
    if (one.bucket !== undefined) values[way].push(one.bucket);
    if (one.businessBucket !== undefined) businessValues[way].push(one.businessBucket);
  }
  writeMerged(part, oldValues, values);
  const written = part.take();
  writeMerged(part, oldBusinessValues, businessValues);
  const businessWritten = part.take();
  const numbers = [count, hits, timed, value, business, written.length];
  const isNothing = numbers.every((sum) => sum === 0) && businessWritten.length === 0;
  if (isNothing) return n;
  for (const sum of numbers) part.write(sum);
  part.append(written);
  part.append(businessWritten);
  const body = part.take();
  into.write(number);
  into.write(body.length);
  into.append(body);
  return n;
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
 * Adds packed sums, one or several in a row, into sums that are being made. Histograms stay as they are in `bytes`.
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
    if (values.length > 0) {
      sums.values ??= [];
      sums.values.push(values);
    }
    if (businessValues.length > 0) {
      sums.businessValues ??= [];
      sums.businessValues.push(businessValues);
    }
  }
}
