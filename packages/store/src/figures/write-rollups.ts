import {
  addEncoded,
  addSums,
  encodeHistogram,
  type GrowingSums,
  isNothing,
  nameOfRollup,
  noSums,
  type RollupChange,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { NOWHERE } from "../schema/index.ts";

/** What a roll-up is stored as; bigints come as text. */
export interface RollupRow {
  readonly count: number;
  readonly hits: number;
  readonly timed: number;
  readonly value: string;
  readonly business: string;
  readonly values: Uint8Array;
  readonly businessValues: Uint8Array;
}

export const ROLLUP_COLUMNS = `r.count, r.hits, r.timed, r.value, r.business, r.values,
    r.business_values as "businessValues"`;

/** Adds a stored roll-up into sums that are being made. */
export function addRow(sums: GrowingSums, row: RollupRow): void {
  sums.count += row.count;
  sums.hits += row.hits;
  sums.timed += row.timed;
  sums.value += Number(row.value);
  sums.business += Number(row.business);
  addEncoded(sums.values, row.values);
  addEncoded(sums.businessValues, row.businessValues);
}

/** Roll-ups as they are to be: of some, nothing is left. */
export interface RollupPlan {
  readonly gone: readonly RollupChange[];
  readonly kept: readonly RollupChange[];
}

/** Adds changes to what there is. Reads only; whoever writes it is the only one. */
export async function planRollups(
  q: Queryable,
  changes: readonly RollupChange[],
): Promise<RollupPlan> {
  if (changes.length === 0) return { gone: [], kept: [] };
  const there = await loadRollups(q, changes);
  const after = changes.map((change) => {
    const sums = there.get(nameOfRollup(change)) ?? noSums();
    addSums(sums, change.sums);
    return { ...change, sums };
  });
  return {
    gone: after.filter(({ sums }) => isNothing(sums)),
    kept: after.filter(({ sums }) => !isNothing(sums)),
  };
}

/** Issues its statements in this turn, to be sent together. */
export function writeRollups(
  tx: Queryable,
  { gone, kept }: RollupPlan,
): readonly Promise<unknown>[] {
  const each = <T>(pick: (sums: GrowingSums) => T) => kept.map(({ sums }) => pick(sums));
  const forgetting =
    gone.length > 0 &&
    tx.query({
      name: "forget-rollups",
      text: `delete from figure_rollups r using ${KEYS} where ${IS_KEY}`,
      values: keysOf(gone),
    });
  const writing =
    kept.length > 0 &&
    tx.query({
      name: "write-rollups",
      text: `insert into figure_rollups (tier, cut, fact, at, key, inbox_id, channel, queue_id, level,
        count, hits, timed, value, business, values, business_values)
      select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[],
        $6::uuid[], $7::text[], $8::uuid[], $9::smallint[], $10::int[], $11::int[], $12::int[],
        $13::bigint[], $14::bigint[], $15::bytea[], $16::bytea[])
      on conflict (tier, cut, fact, at, key, inbox_id, channel, queue_id, level) do update set
        count = excluded.count, hits = excluded.hits, timed = excluded.timed,
        value = excluded.value, business = excluded.business, values = excluded.values,
        business_values = excluded.business_values`,
      values: [
        ...keysOf(kept),
        each((s) => s.count),
        each((s) => s.hits),
        each((s) => s.timed),
        each((s) => s.value),
        each((s) => s.business),
        each((s) => hexOf(encodeHistogram(s.values))),
        each((s) => hexOf(encodeHistogram(s.businessValues))),
      ],
    });
  return [forgetting, writing].filter((sent) => sent !== false);
}

const hexOf = (bytes: Uint8Array): string =>
  bytes.length === 0
    ? "\\x"
    : `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")}`;

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

const KEYS = `unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[],
    $7::text[], $8::uuid[], $9::smallint[]) with ordinality
    as k(tier, cut, fact, at, key, inbox_id, channel, queue_id, level, place)`;
const IS_KEY = `r.tier = k.tier and r.cut = k.cut and r.fact = k.fact and r.at = k.at
    and r.key = k.key and r.inbox_id = k.inbox_id and r.channel = k.channel and r.queue_id = k.queue_id and r.level = k.level`;

function keysOf(changes: readonly RollupChange[]): unknown[] {
  const instant = instants();
  return [
    changes.map(({ tier }) => tier),
    changes.map(({ cut }) => cut),
    changes.map(({ fact }) => fact),
    changes.map(({ at }) => instant(at)),
    changes.map(({ key }) => key),
    changes.map(({ inboxId }) => inboxId ?? NOWHERE),
    changes.map(({ channel }) => channel ?? ""),
    changes.map(({ queueId }) => queueId ?? NOWHERE),
    changes.map(({ level }) => level),
  ];
}

async function loadRollups(
  tx: Queryable,
  changes: readonly RollupChange[],
): Promise<ReadonlyMap<string, GrowingSums>> {
  const { rows } = await tx.query<RollupRow & { readonly place: string }>({
    name: "load-rollups",
    text: `select k.place, ${ROLLUP_COLUMNS} from ${KEYS} join figure_rollups r on ${IS_KEY}`,
    values: keysOf(changes),
  });
  const found = new Map<string, GrowingSums>();
  for (const row of rows) {
    const change = changes[Number(row.place) - 1];
    const sums = noSums();
    addRow(sums, row);
    if (change) found.set(nameOfRollup(change), sums);
  }
  return found;
}
