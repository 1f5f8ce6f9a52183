import {
  type AgentId,
  type ContactId,
  type ConversationId,
  chooseElsewhere,
  ELSEWHERE_WINDOW_MS,
  tellElsewhere,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { writeNotices } from "../notices.ts";
import { addActivities } from "../routing/save-activities.ts";
import { findElsewhere } from "./find-elsewhere.ts";

/**
 * Two contacts became one person: what they are being served for on different channels is linked, as it
 * would have been had we known. Whom conversations prefer because of it is written down with the merge.
 * Their rows are locked.
 */
export async function linkElsewhere(
  tx: Queryable,
  id: ContactId,
  merge: { readonly id: string; readonly at: number },
): Promise<void> {
  const now = merge.at;
  const openers = { contactIds: [id], addresses: [], from: [] };
  const open = (await findElsewhere(tx, openers, now - ELSEWHERE_WINDOW_MS)).get(id) ?? [];
  for (const one of open.filter(({ assigneeId }) => assigneeId === undefined)) {
    const other = chooseElsewhere(one.channel, open, now);
    if (!other || (await isTold(tx, one.id, other.id))) continue;
    if (other.assigneeId) await preferAgent(tx, merge.id, one.id, other.assigneeId);
    const audiences = [one, other].map(
      ({ id: of, queueId, assigneeId }) =>
        [of, [queueId, assigneeId].filter((each) => each !== undefined)] as const,
    );
    await addActivities(tx, tellElsewhere(one, other), new Map(audiences));
    await writeNotices(
      tx,
      audiences.map(([conversationId, audience]) => ({
        type: "conversation.changed",
        subjectId: conversationId,
        conversationId,
        audience,
      })),
    );
  }
}

async function preferAgent(
  tx: Queryable,
  mergeId: string,
  conversationId: ConversationId,
  agentId: AgentId,
): Promise<void> {
  await tx.query({
    name: "prefer-agent-elsewhere",
    text: `with before as (
        select id, sticky_agent_id as was from conversations where id = $2
      ), preferred as (
        update conversations c set sticky_agent_id = $3 from before b
        where c.id = b.id returning jsonb_build_object('conversationId', b.id, 'was', b.was, 'is', $3::uuid) as one
      )
      update contact_merges m set preferred = m.preferred || p.one from preferred p where m.id = $1`,
    values: [mergeId, conversationId, agentId],
  });
}

async function isTold(tx: Queryable, one: string, other: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "is-told-of-elsewhere",
    text: `select from activities where conversation_id = $1 and kind = 'writes-elsewhere'
      and data->>'conversationId' = $2 limit 1`,
    values: [one, other],
  });
  return rowCount !== 0;
}
