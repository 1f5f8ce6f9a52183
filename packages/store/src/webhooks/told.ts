import type {
  ConversationId,
  DeliveryStatus,
  MessageId,
  StoryLine,
  SurveyKind,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";
import { STORY_LINE_COLUMNS, type StoryLineRow, storyLineOf } from "../sla/story-line.ts";

/** A line of a story as a program outside is told of it. */
export interface ToldLine extends StoryLine {
  /** A bigint in decimal digits. */
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly actorName: string | null;
  /** Of a promise. ISO 8601. */
  readonly dueAt: string | null;
  readonly policy: string | null;
  /** Of a survey's answer. */
  readonly survey: {
    readonly id: string;
    readonly kind: SurveyKind;
    readonly score: number;
  } | null;
}

interface LineRow extends StoryLineRow, Pick<ToldLine, "id" | "conversationId" | "actorName"> {
  readonly dueAt: string | null;
  readonly policy: string | null;
  readonly survey: ToldLine["survey"];
}

/** Lines of stories by their ids, in the order they were written down. */
export async function loadToldLines(
  q: Queryable,
  ids: readonly string[],
): Promise<readonly ToldLine[]> {
  if (ids.length === 0) return [];
  const { rows } = await q.query<LineRow>({
    name: "load-told-lines",
    text: `select v.id, v.conversation_id as "conversationId", a.name as "actorName",
        v.data->>'dueAt' as "dueAt", v.data->>'policy' as policy,
        case when v.kind = 'survey-answered' then jsonb_build_object('id', v.data->'askId',
          'kind', v.data->'kind', 'score', v.data->'score') end as survey, ${STORY_LINE_COLUMNS}
      from activities v left join agents a on a.id = v.actor_id
      where v.id = any(${unseen("$1", "bigint[]")}::bigint[]) order by v.id`,
    values: [ids],
  });
  return rows.map((row) => ({ ...row, ...storyLineOf(row) }));
}

/** A status that a message of ours came to. */
export interface ToldStep {
  readonly messageId: MessageId;
  readonly status: DeliveryStatus;
  readonly words: string | null;
  readonly at: number;
}

/** All that messages of ours went through, step by step; instants as exact as those of notices. */
export async function loadToldSteps(
  q: Queryable,
  messageIds: readonly string[],
): Promise<readonly ToldStep[]> {
  if (messageIds.length === 0) return [];
  const { rows } = await q.query<Omit<ToldStep, "at"> & { readonly at: Date }>({
    name: "load-told-steps",
    text: `select d.message_id as "messageId", s.step->>'status' as status,
        s.step->>'words' as words, (s.step->>'at')::timestamptz(3) as at
      from deliveries d cross join lateral jsonb_array_elements(d.history) with ordinality as s(step, place)
      where d.message_id = any(${unseen("$1", "uuid[]")}::uuid[])
      order by d.message_id, s.place`,
    values: [messageIds],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** How queues and inboxes are called. */
export async function loadToldNames(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; name: string }>({
    name: "load-told-names",
    text: `select id, name from queues where id = any(${unseen("$1", "uuid[]")}::uuid[])
      union all select id, name from inboxes where id = any(${unseen("$1", "uuid[]")}::uuid[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
