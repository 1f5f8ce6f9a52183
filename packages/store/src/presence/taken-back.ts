import type { AgentId, ConversationId, QueueId, ReleaseReason } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** A conversation that went back to its queue while its owner was gone, and where it is now. */
export interface TakenBackReading {
  readonly conversationId: ConversationId;
  readonly protocol: string;
  readonly contactName: string | null;
  readonly at: number;
  readonly because: ReleaseReason;
  readonly absentSince: number;
  readonly queueId: QueueId | null;
  readonly assignee: { readonly id: AgentId; readonly name: string } | null;
}

/** More than anybody holds. */
const SHOWN_MAX = 200;

/** What was taken from somebody since they last said that they had read it, oldest first. */
export async function listTakenBack(
  q: Queryable,
  agentId: string,
): Promise<readonly TakenBackReading[]> {
  const { rows } = await q.query<
    Omit<TakenBackReading, "at" | "absentSince"> & { at: Date; absentSince: Date }
  >({
    name: "list-taken-back",
    text: `select t.conversation_id as "conversationId", c.protocol, p.name as "contactName", t.at,
        t.because, t.absent_since as "absentSince", c.queue_id as "queueId",
        case when a.id is null then null
          else jsonb_build_object('id', a.id, 'name', a.name) end as assignee
      from taken_back t join conversations c on c.id = t.conversation_id
        join contacts p on p.id = c.contact_id left join agents a on a.id = c.assignee_id
      where t.agent_id = $1 order by t.at, t.conversation_id limit ${SHOWN_MAX}`,
    values: [agentId],
  });
  return rows.map((row) => ({
    ...row,
    at: row.at.getTime(),
    absentSince: row.absentSince.getTime(),
  }));
}

/** The owner has read it, up to an instant: what was taken later is still to be told. */
export async function forgetTakenBack(q: Queryable, agentId: string, upTo: number): Promise<void> {
  await q.query({
    name: "forget-taken-back",
    text: "delete from taken_back where agent_id = $1 and at <= $2",
    values: [agentId, new Date(upTo).toISOString()],
  });
}
