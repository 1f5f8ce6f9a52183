import { findBoardSettings } from "../board/board-settings.ts";
import { findSetting, saveSetting } from "../configuration/installation.ts";
import type { Queryable } from "../database.ts";
import type { Position } from "../outbox-tail.ts";
import { forgetPosition } from "../sla/follower.ts";

/** The follower of the outbox that keeps facts. */
export const FIGURES_FOLLOWER = "figures";
const KEY = "figures";

/** By what facts are added up, since somebody began to. */
export interface FiguresBuild {
  /** Whose hours and days these are. */
  readonly timeZone: string;
  /** By which rules ({@link FIGURES_VERSION}) they were made; absent: by the first ones. */
  readonly version?: number;
  /** Ms since epoch: tells one beginning from the next. */
  readonly begunAt: number;
  /** Everything is being read; absent: it was, to its end. */
  readonly reading?: {
    /** Place in the outbox at which it began: what was noticed from there on is taken afterwards. */
    readonly from: Position;
    /** The last conversation that was read; null: none yet. In the order of ids. */
    readonly after: string | null;
  };
}

/** `undefined`: nothing is measured yet, or it is about to be measured anew. */
export async function findFiguresBuild(q: Queryable): Promise<FiguresBuild | undefined> {
  return (await findSetting(q, KEY)) as FiguresBuild | undefined;
}

/** The zone whose hours and days reports are in. */
export async function findReportZone(q: Queryable): Promise<string> {
  return (await findFiguresBuild(q))?.timeZone ?? (await findBoardSettings(q)).timeZone;
}

export async function saveFiguresBuild(tx: Queryable, build: FiguresBuild): Promise<void> {
  await saveSetting(tx, KEY, build);
}

/**
 * Says how far everything was read; without a place, that it was, to its end.
 * @returns `false`: it has been begun anew since, and this reading is none any more
 */
export async function noteReading(
  q: Queryable,
  { begunAt }: FiguresBuild,
  reading: FiguresBuild["reading"],
): Promise<boolean> {
  const { rowCount } = await q.query({
    name: "note-figures-reading",
    text: `update settings set value = case when $3::jsonb is null then value - 'reading'
        else jsonb_set(value, '{reading}', $3::jsonb) end
      where key = $1 and (value->>'begunAt')::bigint = $2`,
    values: [KEY, begunAt, reading === undefined ? null : JSON.stringify(reading)],
  });
  return rowCount === 1;
}

/**
 * Forgets all facts and roll-ups: the follower reads every story anew. Nothing of a conversation is
 * lost; until it is through, reports are of the part it has read.
 */
export async function forgetFigures(tx: Queryable): Promise<void> {
  await tx.query("truncate figure_facts, figure_subjects, figure_participants, figure_rollups");
  await tx.query("delete from settings where key = $1", [KEY]);
  await forgetPosition(tx, FIGURES_FOLLOWER);
}

/** Conversations with a story, in the order of their ids. */
export async function listAllConversations(
  q: Queryable,
  after: string | undefined,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "list-all-conversations",
    text: `select id from conversations where ($1::uuid is null or id > $1::uuid) order by id limit $2`,
    values: [after ?? null, limit],
  });
  return rows.map(({ id }) => id);
}
