import type { Attended, ContactState, ConversationId, TalkingConversation } from "@circuito/domain";
import { isTalking, queueToSee } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type ContactKey, contactKey } from "../ledger/contact-key.ts";
import { customerKey, type Notice, writeNotices } from "../notices.ts";
import { beginPlans } from "../plans/begin-plans.ts";
import { type ConversationRow, conversationOf, STATE_COLUMNS } from "./conversation-row.ts";
import { CONTACT_COLUMNS, type ContactRow, contactOf } from "./load-points.ts";
import { addActivities } from "./save-activities.ts";
import { saveAttended } from "./save-attended.ts";
import { at } from "./save-conversations.ts";

/** A conversation in the menu, and whose it is. */
export interface Talk {
  readonly conversation: TalkingConversation;
  readonly contact: ContactState;
  /** Something of theirs came and is not routed yet: it may be the answer. */
  readonly isUnheard: boolean;
}

/**
 * Locks those of these conversations that stand in the menu, in id order. Before their times are
 * taken: the router, too, has the conversation first.
 */
export async function lockTalks(
  tx: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Talk>> {
  const { rows } = await tx.query<ConversationRow>({
    name: "lock-talks",
    text: `select ${STATE_COLUMNS} from conversations c
      where c.id = any($1::uuid[]) and c.attendant ? 'talk' order by c.id for update`,
    values: [ids],
  });
  const talking = rows.map(conversationOf).filter(isTalking);
  if (talking.length === 0) return new Map();
  const contacts = await tx.query<ContactRow>({
    name: "contacts-of-talks",
    text: `select ${CONTACT_COLUMNS} from contacts c where c.id = any($1::uuid[])`,
    values: [talking.map((conversation) => conversation.contactId)],
  });
  const byId = new Map(contacts.rows.map((row) => [row.id, contactOf(row)]));
  // Asked when their rows are had: what a router had in hand is routed by then.
  const unheard = await findUnheard(
    tx,
    talking.map(({ address }) => contactKey(address)),
  );
  return new Map(
    talking.flatMap((conversation) => {
      const contact = byId.get(conversation.contactId);
      const isUnheard = unheard.has(contactKey(conversation.address));
      return contact ? [[conversation.id, { conversation, contact, isUnheard }] as const] : [];
    }),
  );
}

/** Of these contacts' keys, those of whom something came and is not routed yet. */
export async function findUnheard(
  tx: Queryable,
  keys: readonly ContactKey[],
): Promise<ReadonlySet<ContactKey>> {
  const { rows } = await tx.query<{ key: ContactKey }>({
    name: "find-unheard",
    text: `select distinct contact_key::text as key from ledger
      where contact_key = any($1::bigint[]) and state = 'accepted'`,
    values: [keys],
  });
  return new Set(rows.map(({ key }) => key));
}

/** Puts conversations that nobody answered in into their queues, with the reasons and the notices. */
export async function saveEndedTalks(
  tx: Queryable,
  ended: readonly Attended[],
  now: number,
): Promise<void> {
  if (ended.length === 0) return;
  const conversations = ended.map(({ conversation }) => conversation);
  await saveAttended(
    tx,
    conversations.map((conversation) => ({ conversation, isToldProtocol: false })),
    now,
  );
  await tx.query({
    name: "save-ended-talks",
    text: `update conversations c set waiting_on = u.waiting_on, waiting_since = u.waiting_since,
        sticky_agent_id = u.sticky_agent_id, version = c.version + 1
      from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[])
        as u(id, waiting_on, waiting_since, sticky_agent_id)
      where c.id = u.id`,
    values: [
      conversations.map((c) => c.id),
      conversations.map((c) => c.waitingOn),
      conversations.map((c) => at(c.waitingSince)),
      conversations.map((c) => c.stickyAgentId ?? null),
    ],
  });
  await beginPlans(
    tx,
    conversations.map((c) => c.id),
    now,
  );
  const audienceOf = (c: Attended["conversation"]) =>
    [queueToSee(c), c.stickyAgentId].filter((id) => id !== undefined);
  await addActivities(
    tx,
    ended.flatMap(({ activities }) => activities),
    new Map(
      conversations.map((c): [ConversationId, ReturnType<typeof audienceOf>] => [
        c.id,
        audienceOf(c),
      ]),
    ),
  );
  await writeNotices(
    tx,
    conversations.map(
      (c): Notice => ({
        type: "conversation.changed",
        subjectId: c.id,
        conversationId: c.id,
        audience: audienceOf(c),
        customer: customerKey(c.inboxId, c.address),
      }),
    ),
  );
}
