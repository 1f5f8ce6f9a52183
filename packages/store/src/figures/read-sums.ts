import {
  addPacked,
  type Channel,
  type Cut,
  FAMILIES,
  type FactId,
  type Family,
  familyOf,
  type GrowingSums,
  type Piece,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

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
  /** How many were added up: what it cost. */
  rollups: number;
}

/**
 * Sums of a period: of as many rows as it has hours, days or months, whatever history there is. The database
 * puts those of a group one after the other; they are added up here.
 */
export async function readSums(q: Queryable, query: SumQuery): Promise<readonly GroupSums[]> {
  const wanted = new Set(query.facts);
  const families = FAMILIES.filter((family) =>
    query.facts.some((fact) => familyOf(fact) === family),
  );
  if (families.length === 0) return [];
  const groups = new Map<string, GroupSums>();
  for (const piece of query.pieces) {
    for (const { group, at, rollups, ...packed } of await packedOf(q, query, piece, families)) {
      const name = `${at?.getTime() ?? ""} ${group ?? ""}`;
      let of = groups.get(name);
      if (!of) {
        of = { group: group ?? undefined, at: at?.getTime(), sums: new Map(), rollups: 0 };
        groups.set(name, of);
      }
      of.rollups += rollups;
      for (const family of families) addPacked(of.sums, packed[family], wanted);
    }
  }
  return [...groups.values()].filter(({ sums }) => sums.size > 0);
}

const GROUPS: Readonly<Record<SumGroup, string>> = {
  inbox: "r.inbox_id::text",
  channel: "r.channel",
  queue: "r.queue_id::text",
  level: "r.level::text",
  key: "r.key",
};

interface PackedRow extends Readonly<Record<Family, Uint8Array>> {
  readonly group: string | null;
  readonly at: Date | null;
  readonly rollups: number;
}

/** Primary key: one stretch of it. */
async function packedOf(
  q: Queryable,
  query: SumQuery,
  piece: Piece,
  families: readonly Family[],
): Promise<readonly PackedRow[]> {
  const { cut, key, inboxId, channel, queueId, level, by, isSeries } = query;
  const values: unknown[] = [
    ...[piece.tier, cut],
    ...[new Date(piece.from).toISOString(), new Date(piece.to).toISOString()],
  ];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    "r.tier = $1 and r.cut = $2",
    "r.at >= $3::timestamptz and r.at < $4::timestamptz",
    ...(key === undefined ? [] : [`r.key = ${bind(key)}`]),
    ...(inboxId === undefined ? [] : [`r.inbox_id = ${bind(inboxId)}::uuid`]),
    ...(channel === undefined ? [] : [`r.channel = ${bind(channel)}`]),
    ...(queueId === undefined ? [] : [`r.queue_id = ${bind(queueId)}::uuid`]),
    ...(level === undefined ? [] : [`r.level = ${bind(level)}::smallint`]),
  ];
  const group = by === undefined ? "null::text" : GROUPS[by];
  const at = isSeries ? "r.at" : "null::timestamptz";
  const packed = families.map((family) => `string_agg(r.${family}, '') as ${family}`);
  const { rows } = await q.query<PackedRow>({
    // Periods differ by thousands of times: each is planned for itself.
    text: `select ${group} as "group", ${at} as at, count(*)::int as rollups, ${packed.join(", ")}
      from figure_rollups r where ${conditions.join(" and ")} group by 1, 2`,
    values,
  });
  return rows;
}
