import {
  type ContactId,
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
 * would have been had we known. Their conversations are locked.
 */
export async function linkElsewhere(tx: Queryable, id: ContactId, now: number): Promise<void> {
  const openers = { contactIds: [id], addresses: [], from: [] };
  const open = (await findElsewhere(tx, openers, now - ELSEWHERE_WINDOW_MS)).get(id) ?? [];
  for (const one of open.filter(({ assigneeId }) => assigneeId === undefined)) {
    const other = chooseElsewhere(one.channel, open, now);
    if (!other || (await isTold(tx, one.id, other.id))) continue;
    await tx.query({
      name: "prefer-agent-elsewhere",
      text: "update conversations set sticky_agent_id = coalesce($2, sticky_agent_id) where id = $1",
      values: [one.id, other.assigneeId ?? null],
    });
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

async function isTold(tx: Queryable, one: string, other: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "is-told-of-elsewhere",
    text: `select from activities where conversation_id = $1 and kind = 'writes-elsewhere'
      and data->>'conversationId' = $2 limit 1`,
    values: [one, other],
  });
  return rowCount !== 0;
}
