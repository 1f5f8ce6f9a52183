import {
  type Assignment,
  type ConversationId,
  type OfferId,
  tellCandidates,
  timeOutAt,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Due, setDue } from "../due/due.ts";
import { noteOffers } from "../offers/note-offers.ts";
import { noteLastAssignments } from "./last-assignments.ts";
import type { Given } from "./save.ts";

/** An assignment that asks its agent first. */
export interface Offered extends Given {
  readonly offerId: OfferId;
  readonly expiresAt: number;
}

/** Splits what was decided into what is given and what is offered. */
export function withOffers(
  assignments: readonly Assignment[],
  newOfferId: () => OfferId,
  now: number,
): { readonly given: readonly Given[]; readonly offered: readonly Offered[] } {
  const given: Given[] = [];
  const offered: Offered[] = [];
  for (const { conversation, choice } of assignments) {
    if (choice.kind !== "agent") continue;
    if (choice.offerMs === undefined) given.push({ conversation, choice });
    else {
      const expiresAt = now + choice.offerMs;
      offered.push({ conversation, choice, offerId: newOfferId(), expiresAt });
    }
  }
  return { given, offered };
}

/** What was really offered, and when each offer has gone by: for jobs to be placed after the commit. */
export interface SavedOffers {
  readonly conversationIds: readonly ConversationId[];
  readonly dues: readonly Due[];
}

/**
 * Holds conversations out to agents. One that somebody took or moved meanwhile is left alone: its row
 * is locked and looked at again, so that whoever takes it next finds the offer and rescinds it.
 */
export async function saveOffers(
  tx: Queryable,
  offered: readonly Offered[],
  now: number,
): Promise<SavedOffers> {
  if (offered.length === 0) return { conversationIds: [], dues: [] };
  const { rows } = await tx.query<{ id: OfferId }>({
    name: "save-offers",
    text: `with still as (
        select c.id, c.queue_id, c.channel, c.epoch from conversations c
          join unnest($2::uuid[], $3::int[]) as o(conversation_id, epoch)
            on o.conversation_id = c.id and o.epoch = c.epoch
        where c.assignee_id is null and c.status = 'open' and c.queue_id is not null
        order by c.channel in ('email','form'), c.id for no key update of c
      )
      insert into offers (id, conversation_id, agent_id, queue_id, channel, epoch, because,
        offered_at, expires_at)
      select o.id, s.id, o.agent_id, s.queue_id, s.channel, s.epoch, o.because, $6, o.expires_at
      from unnest($1::uuid[], $2::uuid[], $4::uuid[], $5::text[], $7::timestamptz[])
          as o(id, conversation_id, agent_id, because, expires_at)
        join still s on s.id = o.conversation_id
      on conflict do nothing
      returning id`,
    values: [
      offered.map((o) => o.offerId),
      offered.map((o) => o.conversation.id),
      offered.map((o) => o.conversation.epoch),
      offered.map((o) => o.choice.agentId),
      offered.map((o) => o.choice.because),
      new Date(now).toISOString(),
      offered.map((o) => new Date(o.expiresAt).toISOString()),
    ],
  });
  const saved = new Set(rows.map((row) => row.id));
  const made = offered.filter((o) => saved.has(o.offerId));
  if (made.length === 0) return { conversationIds: [], dues: [] };
  // Whoever was asked goes to the end of the line, whatever they say.
  await noteLastAssignments(tx, made, now);
  const dues = made.map((o): Due => ({ kind: "offer", id: o.offerId, at: timeOutAt(o) }));
  await setDue(tx, dues);
  await noteOffers(
    tx,
    made.map((o) => ({
      offerId: o.offerId,
      conversationId: o.conversation.id,
      queueId: o.conversation.queueId,
      agentId: o.choice.agentId,
      kind: "offered",
      because: o.choice.because,
      data: {
        agentId: o.choice.agentId,
        expiresAt: new Date(o.expiresAt).toISOString(),
        ...tellCandidates(o.choice),
      },
    })),
  );
  return { conversationIds: made.map((o) => o.conversation.id), dues };
}
