import type { AgentId, ConversationId, QueueId, SurveyKind } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A score that somebody gave, and where the conversation stands that it is of: who may read it. */
export interface GivenByPerson {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly kind: SurveyKind;
  readonly score: number;
  readonly comment: string | null;
  /** When it was given, or changed; ms since epoch. */
  readonly at: number;
  readonly queueId: QueueId | null;
  readonly assigneeId: AgentId | null;
}

/** The scores that the person of a conversation gave, the newest first; those of this one before all. */
export async function scoresOfPerson(
  q: Queryable,
  conversationId: ConversationId,
  limit: number,
): Promise<readonly GivenByPerson[]> {
  const { rows } = await q.query<Omit<GivenByPerson, "at"> & { readonly at: Date }>({
    name: "scores-of-person",
    // Indexes conversations_contact, asks_conversation: what people who were merged said is theirs.
    text: `select c.id as "conversationId", c.protocol, s.kind, s.score, s.comment,
        coalesce(s.changed_at, s.answered_at) as at, c.queue_id as "queueId",
        c.assignee_id as "assigneeId"
      from conversations here join conversations c on c.contact_id = here.contact_id
      join asks a on a.conversation_id = c.id join surveys s on s.ask_id = a.id
      where here.id = $1 and s.score is not null
      order by c.id <> here.id, 6 desc limit $2`,
    values: [conversationId, limit],
  });
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
