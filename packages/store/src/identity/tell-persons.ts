import type { AgentId, ContactId, ConversationId, QueueId } from "@circuito/domain";
import { addActivity } from "../conversations/add-activity.ts";
import { QUEUE_TO_SEE } from "../conversations/queue-to-see.ts";
import type { Queryable } from "../database.ts";
import { type Notice, writeNotices } from "../notices.ts";

/** Open ones are few; whoever has more is a machine, and is told of in the newest. */
const TOLD_MAX = 20;

export interface PersonNews {
  readonly kind: "person-merged" | "person-separated" | "contact-changed" | "address-shared";
  readonly because: string;
  readonly actorId: AgentId | undefined;
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly of: readonly ContactId[];
}

interface Row {
  readonly id: ConversationId;
  readonly queue_id: QueueId | null;
  readonly assignee_id: AgentId | null;
}

/**
 * Says in the open conversations of persons what was done with them; in the newest if none is open.
 * Their views show the person: each is another version. The persons are locked.
 */
export async function tellPersons(tx: Queryable, news: PersonNews): Promise<void> {
  const { kind, because, actorId, at, data, of } = news;
  const { rows } = await tx.query<Row>({
    name: "tell-conversations",
    text: `update conversations c set version = c.version + 1
      from (
        select o.id from unnest($1::uuid[]) as p(id) cross join lateral (
          (select id from conversations where contact_id = p.id and status in ('open','snoozed')
            order by arrived_at desc limit ${TOLD_MAX})
          union
          (select id from conversations where contact_id = p.id order by arrived_at desc limit 1)
        ) o
      ) told where c.id = told.id
      returning c.id, ${QUEUE_TO_SEE} as queue_id, c.assignee_id`,
    values: [of],
  });
  const notices: Notice[] = [];
  for (const { id, queue_id, assignee_id } of rows) {
    const told = await addActivity(tx, {
      ...{ conversationId: id, kind, actorId, data, because, at },
    });
    const audience = [queue_id, assignee_id].filter((one) => one !== null);
    notices.push(
      { type: "conversation.changed", subjectId: id, conversationId: id, audience },
      { type: "activity.created", subjectId: told, conversationId: id, audience },
    );
  }
  await writeNotices(tx, notices);
}
