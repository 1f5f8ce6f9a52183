import type { ConversationId } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";

/** A line of the story: what was done or decided, by whom, and why. */
export interface ActivityReading {
  /** A bigint in decimal digits. */
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly kind: string;
  readonly actorName: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly because: string | null;
  readonly at: number;
}

type Row = Omit<ActivityReading, "at"> & { readonly at: Date };

const SELECT = `select v.id, v.conversation_id as "conversationId", v.kind, a.name as "actorName",
  v.data, v.because, v.at from activities v left join agents a on a.id = v.actor_id`;
/** A conversation with a longer story has its beginning cut; nobody scrolls that far. */
const STORY_MAX = 2_000;

const activityReading = (row: Row): ActivityReading => ({ ...row, at: row.at.getTime() });

export async function loadActivityViews(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly ActivityReading[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<Row>({
    name: "load-activity-views",
    text: `${SELECT} where v.id = any(${unseen("$1", "bigint[]")}::bigint[]) order by v.id`,
    values: [ids],
  });
  return rows.map(activityReading);
}

/** The story of a conversation in the order it happened. */
export async function listActivities(
  q: Queryable,
  conversationId: string,
): Promise<readonly ActivityReading[]> {
  const { rows } = await q.query<Row>({
    name: "list-activities",
    text: `${SELECT} where v.conversation_id = $1 order by v.id desc limit ${STORY_MAX}`,
    values: [conversationId],
  });
  return rows.reverse().map(activityReading);
}
