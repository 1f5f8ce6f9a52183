import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type Addition,
  FAMILIES,
  type Family,
  familyOf,
  mergePacked,
  type RollupChange,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { NOWHERE } from "../schema/index.ts";

/** Roll-ups added to without a pause: some hundredths of a second in which the process does nothing else. */
const WITHOUT_A_PAUSE = 200;

type Packed = Readonly<Record<Family, Uint8Array>>;

/** A roll-up that changes, and what its families are to be; those that are absent stay as they are. */
interface Changed {
  readonly change: RollupChange;
  readonly isThere: boolean;
  readonly packed: Partial<Packed>;
  readonly isGone: boolean;
}

/** Roll-ups as they are to be: of some, nothing is left. */
export interface RollupPlan {
  readonly gone: readonly Changed[];
  readonly there: readonly Changed[];
  readonly fresh: readonly Changed[];
}

/** Adds changes to what there is. Reads only; whoever writes it is the only one. */
export async function planRollups(
  q: Queryable,
  changes: readonly RollupChange[],
): Promise<RollupPlan> {
  if (changes.length === 0) return { gone: [], there: [], fresh: [] };
  const changed = await mergeInto(q, changes);
  const left = changed.filter(({ isGone }) => !isGone);
  return {
    gone: changed.filter(({ isGone, isThere }) => isGone && isThere),
    there: left.filter(({ isThere }) => isThere),
    fresh: left.filter(({ isThere }) => !isThere),
  };
}

/** Issues its statements in this turn, to be sent together. */
export function writeRollups(
  tx: Queryable,
  { gone, there, fresh }: RollupPlan,
): readonly Promise<unknown>[] {
  return [
    ...(gone.length > 0 ? [forget(tx, gone)] : []),
    ...(there.length > 0 ? [update(tx, there)] : []),
    ...(fresh.length > 0 ? [insert(tx, fresh)] : []),
  ];
}

interface ThereRow extends Readonly<Record<Family, Uint8Array | null>> {
  readonly place: string;
  readonly isEmpty: Readonly<Record<Family, boolean>>;
}

/** What roll-ups are there, and what becomes of them. Of those that are long, what stays is not read. */
async function mergeInto(
  q: Queryable,
  changes: readonly RollupChange[],
): Promise<readonly Changed[]> {
  const families = changes.map(({ additions }) => byFamily(additions));
  const touched = FAMILIES.map((family) => families.map((of) => of.has(family)));
  const { rows } = await q.query<ThereRow>({
    name: "load-rollups",
    text: `select k.place, case when k.tallies then r.tallies end as tallies,
        case when k.times then r.times end as times, case when k.stages then r.stages end as stages,
        json_build_object('tallies', length(r.tallies) = 0, 'times', length(r.times) = 0,
          'stages', length(r.stages) = 0) as "isEmpty"
      from ${keysFrom("tallies bool[]", "times bool[]", "stages bool[]")}
      join figure_rollups r on ${IS_KEY}`,
    values: [...keysOf(changes), ...touched],
  });
  const there = new Map(rows.map((row) => [Number(row.place) - 1, row]));
  const changed: Changed[] = [];
  for (const [n, change] of changes.entries()) {
    if (n % WITHOUT_A_PAUSE === WITHOUT_A_PAUSE - 1) await nextTurn();
    const row = there.get(n);
    const packed: Partial<Record<Family, Uint8Array>> = {};
    for (const [family, additions] of families[n] ?? []) {
      packed[family] = mergePacked(row?.[family] ?? NOTHING, additions);
    }
    const isGone = FAMILIES.every((family) => {
      const bytes = packed[family];
      return bytes ? bytes.length === 0 : (row?.isEmpty[family] ?? true);
    });
    changed.push({ change, isThere: row !== undefined, packed, isGone });
  }
  return changed;
}

const NOTHING = new Uint8Array();

function byFamily(additions: readonly Addition[]): ReadonlyMap<Family, readonly Addition[]> {
  const families = new Map<Family, Addition[]>();
  for (const addition of additions) {
    const of = families.get(familyOf(addition.fact));
    if (of) of.push(addition);
    else families.set(familyOf(addition.fact), [addition]);
  }
  return families;
}

function forget(tx: Queryable, changed: readonly Changed[]): Promise<unknown> {
  return tx.query({
    name: "forget-rollups",
    text: `delete from figure_rollups r using ${keysFrom()} where ${IS_KEY}`,
    values: keysOf(changed.map(({ change }) => change)),
  });
}

/** What stays as it is keeps its place out of line: long histograms are not written again for a count. */
function update(tx: Queryable, changed: readonly Changed[]): Promise<unknown> {
  const { bytes, froms, lengths } = oneAfterTheOther(changed);
  const slice = (family: Family) =>
    `case when k.${family}_length is null then r.${family}
      else substring($9::bytea from k.${family}_from for k.${family}_length) end`;
  return tx.query({
    name: "change-rollups",
    text: `update figure_rollups r set ${FAMILIES.map((f) => `${f} = ${slice(f)}`).join(", ")}
      from ${keysFrom(undefined, ...SLICES)} where ${IS_KEY}`,
    values: [...keysOf(changed.map(({ change }) => change)), bytes, ...froms, ...lengths],
  });
}

function insert(tx: Queryable, changed: readonly Changed[]): Promise<unknown> {
  const { bytes, froms, lengths } = oneAfterTheOther(changed);
  const slice = (family: Family) =>
    `substring($9::bytea from k.${family}_from for coalesce(k.${family}_length, 0))`;
  return tx.query({
    name: "write-rollups",
    text: `insert into figure_rollups (tier, cut, at, key, inbox_id, channel, queue_id, level,
        ${FAMILIES.join(", ")})
      select k.tier, k.cut, k.at, k.key, k.inbox_id, k.channel, k.queue_id, k.level,
        ${FAMILIES.map(slice).join(", ")}
      from ${keysFrom(undefined, ...SLICES)}`,
    values: [...keysOf(changed.map(({ change }) => change)), bytes, ...froms, ...lengths],
  });
}

const SLICES = [
  ...FAMILIES.map((family) => `${family}_from int[]`),
  ...FAMILIES.map((family) => `${family}_length int[]`),
];

/** All bytes as one parameter, which travels as it is; arrays of bytes travel as twice as much text. */
function oneAfterTheOther(changed: readonly Changed[]) {
  const parts: Uint8Array[] = [];
  let length = 0;
  const froms: number[][] = FAMILIES.map(() => []);
  const lengths: (number | null)[][] = FAMILIES.map(() => []);
  for (const { packed } of changed) {
    FAMILIES.forEach((family, n) => {
      const bytes = packed[family];
      froms[n]?.push(length + 1);
      lengths[n]?.push(bytes?.length ?? null);
      if (!bytes) return;
      parts.push(bytes);
      length += bytes.length;
    });
  }
  return { bytes: Buffer.concat(parts, length), froms, lengths };
}

/** An instant as the database reads it: thousands of roll-ups are of the same few hours. */
function instants(): (at: number) => string {
  const known = new Map<number, string>();
  return (at) => {
    let text = known.get(at);
    if (text === undefined) {
      text = new Date(at).toISOString();
      known.set(at, text);
    }
    return text;
  };
}

const KEY_COLUMNS = [
  ...["tier text[]", "cut text[]", "at timestamptz[]", "key text[]", "inbox_id uuid[]"],
  ...["channel text[]", "queue_id uuid[]", "level smallint[]"],
];

/**
 * Keys as a table `k`, with their `place` in the arrays from 1 on.
 * @param more columns, as `name type[]`; undefined: a parameter that is no array is in between
 */
function keysFrom(...more: readonly (string | undefined)[]): string {
  const columns = [...KEY_COLUMNS, ...more].flatMap((column, n) => {
    const [name, type] = column?.split(" ") ?? [];
    return name === undefined ? [] : [{ name, array: `$${n + 1}::${type}` }];
  });
  const arrays = columns.map(({ array }) => array).join(", ");
  return `unnest(${arrays}) with ordinality as k(${columns.map(({ name }) => name).join(", ")}, place)`;
}

const IS_KEY = `r.tier = k.tier and r.cut = k.cut and r.at = k.at and r.key = k.key
    and r.inbox_id = k.inbox_id and r.channel = k.channel and r.queue_id = k.queue_id and r.level = k.level`;

function keysOf(changes: readonly RollupChange[]): unknown[] {
  const instant = instants();
  return [
    changes.map(({ tier }) => tier),
    changes.map(({ cut }) => cut),
    changes.map(({ at }) => instant(at)),
    changes.map(({ key }) => key),
    changes.map(({ inboxId }) => inboxId ?? NOWHERE),
    changes.map(({ channel }) => channel ?? ""),
    changes.map(({ queueId }) => queueId ?? NOWHERE),
    changes.map(({ level }) => level),
  ];
}
