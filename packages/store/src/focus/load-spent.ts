import {
  type AgentId,
  type ConversationId,
  LOOK_MAX_MS,
  type Look,
  type LookId,
  type Spent,
  spendLooks,
} from "@circuito/domain";
import { byConversation } from "../by-conversation.ts";
import type { Queryable } from "../database.ts";
import { unseen } from "../one-plan.ts";

/** Looks of one person that are open at the same time: `o` of whomever has `l`. Index focus_looks_agent. */
export const OVERLAPS = `o.agent_id = l.agent_id and o.began_at < l.ended_at
    and o.began_at > l.began_at - interval '${LOOK_MAX_MS} milliseconds' and o.ended_at > l.began_at`;

/** The time that went to conversations, in the order of time: one statement, however many there are. */
export async function loadSpent(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Spent[]>> {
  const { rows } = await q.query<LookRow>({
    name: "load-looks",
    // Index focus_looks_conversation, for each conversation by itself: for many at once the planner would
    // rather read the whole table. What else their people looked at meanwhile takes its part.
    text: `select distinct o.id, o.agent_id as "agentId", o.conversation_id as "conversationId",
        o.began_at as "beganAt", o.ended_at as "endedAt"
      from unnest(${unseen("$1", "uuid[]")}::uuid[]) c(id)
      join focus_looks l on l.conversation_id = c.id join focus_looks o on ${OVERLAPS}`,
    values: [ids],
  });
  const ofPerson = new Map<AgentId, Look[]>();
  for (const row of rows) {
    const look = { ...row, beganAt: row.beganAt.getTime(), endedAt: row.endedAt.getTime() };
    const looks = ofPerson.get(look.agentId);
    if (looks) looks.push(look);
    else ofPerson.set(look.agentId, [look]);
  }
  const spent = [...ofPerson.values()].flatMap((looks) => spendLooks(looks));
  // Persons come in the order of their ids: the same looks always give the same list.
  spent.sort((a, b) => a.from - b.from || (a.agentId < b.agentId ? -1 : 1));
  return byConversation(spent);
}

interface LookRow {
  readonly id: LookId;
  readonly agentId: AgentId;
  readonly conversationId: ConversationId;
  readonly beganAt: Date;
  readonly endedAt: Date;
}
