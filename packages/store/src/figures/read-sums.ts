import {
  type Channel,
  type Cut,
  FACTS,
  type FactId,
  type GrowingSums,
  noSums,
  type Piece,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { addRow, ROLLUP_COLUMNS, type RollupRow } from "./write-rollups.ts";

/** By what sums are told apart. */
export const SUM_GROUPS = ["inbox", "channel", "queue", "level", "key"] as const;
export type SumGroup = (typeof SUM_GROUPS)[number];

export interface SumQuery {
  readonly pieces: readonly Piece[];
  readonly facts: readonly FactId[];
  readonly cut: Cut;
  /** Of one agent, category or segment. */
  readonly key?: string | undefined;
  readonly inboxId?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly queueId?: string | undefined;
  readonly level?: number | undefined;
  readonly by?: SumGroup | undefined;
  /** Each roll-up's time by itself. */
  readonly isSeries?: boolean;
}

/** Sums of one group at one time, by fact. */
export interface GroupSums {
  /** Undefined where groups are not told apart. */
  readonly group: string | undefined;
  /** Ms since epoch; undefined where times are not told apart. */
  readonly at: number | undefined;
  readonly sums: Map<FactId, GrowingSums>;
}

/**
 * Sums of a period: of as many rows as it has hours, days or months, whatever history there is. What is
 * only counted is added up in the database; histograms, which it cannot add, are added here.
 */
export async function readSums(q: Queryable, query: SumQuery): Promise<readonly GroupSums[]> {
  const counted = query.facts.filter((fact) => isCounted(fact));
  const measured = query.facts.filter((fact) => !isCounted(fact));
  const groups = new Map<string, GroupSums>();
  const take = ({ group, at, fact, ...row }: SumRow): void => {
    const name = `${at?.getTime() ?? ""} ${group ?? ""}`;
    let of = groups.get(name);
    if (!of) {
      of = { group: group ?? undefined, at: at?.getTime(), sums: new Map() };
      groups.set(name, of);
    }
    let sums = of.sums.get(fact);
    if (!sums) {
      sums = noSums();
      of.sums.set(fact, sums);
    }
    addRow(sums, row);
  };
  for (const piece of query.pieces) {
    const asked = [
      ...(counted.length > 0 ? [sumsOf(q, query, piece, counted, COUNTED)] : []),
      ...(measured.length > 0 ? [sumsOf(q, query, piece, measured, ROLLUP_COLUMNS)] : []),
    ];
    for (const rows of await Promise.all(asked)) for (const row of rows) take(row);
  }
  return [...groups.values()];
}

const isCounted = (fact: FactId) => FACTS[fact] === "count" || FACTS[fact] === "share";

const COUNTED = `sum(r.count)::int as count, sum(r.hits)::int as hits, 0 as timed, 0 as value,
    0 as business, ''::bytea as values, ''::bytea as "businessValues"`;

const GROUPS: Readonly<Record<SumGroup, string>> = {
  inbox: "r.inbox_id::text",
  channel: "r.channel",
  queue: "r.queue_id::text",
  level: "r.level::text",
  key: "r.key",
};

interface SumRow extends RollupRow {
  readonly group: string | null;
  readonly at: Date | null;
  readonly fact: FactId;
}

/** Primary key: one stretch of it for each kind of fact. */
async function sumsOf(
  q: Queryable,
  query: SumQuery,
  piece: Piece,
  facts: readonly FactId[],
  columns: string,
): Promise<readonly SumRow[]> {
  const { cut, key, inboxId, channel, queueId, level, by, isSeries } = query;
  const values: unknown[] = [
    ...[piece.tier, cut, facts],
    ...[new Date(piece.from).toISOString(), new Date(piece.to).toISOString()],
  ];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "r.tier = $1 and r.cut = $2 and r.fact = any($3::text[])",
    "r.at >= $4::timestamptz and r.at < $5::timestamptz",
    ...(key === undefined ? [] : [`r.key = ${bind(key)}`]),
    ...(inboxId === undefined ? [] : [`r.inbox_id = ${bind(inboxId)}::uuid`]),
    ...(channel === undefined ? [] : [`r.channel = ${bind(channel)}`]),
    ...(queueId === undefined ? [] : [`r.queue_id = ${bind(queueId)}::uuid`]),
    ...(level === undefined ? [] : [`r.level = ${bind(level)}::smallint`]),
  ];
  const group = by === undefined ? "null::text" : GROUPS[by];
  const at = isSeries ? "r.at" : "null::timestamptz";
  const { rows } = await q.query<SumRow>({
    // Periods differ by thousands of times: each is planned for itself.
    text: `select ${group} as "group", ${at} as at, r.fact, ${columns}
      from figure_rollups r where ${conditions.join(" and ")}
      ${columns === COUNTED ? "group by 1, 2, 3" : ""}`,
    values,
  });
  return rows;
}
