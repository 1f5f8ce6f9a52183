import {
  type Address,
  type AgentId,
  type ContactId,
  type ConversationId,
  claimKeys,
  type Evidence,
  type LinkBecause,
  type MessageId,
  mergeProfiles,
  type Profile,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { bare } from "../routing/mail/bare-address.ts";
import type { LockedPerson } from "./lock-persons.ts";
import { tellPersons } from "./tell-persons.ts";

/** A merge that was decided: by whom, when and why. */
export interface Merging {
  readonly id: string;
  readonly evidence: Evidence;
  readonly because: LinkBecause;
  /** Absent: the machine, or a program. */
  readonly actorId?: AgentId | undefined;
  /** Ms since epoch, taken while the persons are locked. */
  readonly at: number;
}

/**
 * Makes one person of two: everything that points at `from` points at `into`, and each row that was
 * re-pointed is written down. The id of `from` is another name of `into` from then on.
 */
export async function mergePersons(
  tx: Queryable,
  into: LockedPerson,
  from: LockedPerson,
  merging: Merging,
): Promise<void> {
  const { profile, gave } = mergeProfiles(into.profile, from.profile);
  const messageIds = await moveMessages(tx, into.id, from);
  const addresses = await moveAddresses(tx, into.id, from.id);
  const conversationIds = await moveConversations(tx, into.id, from.id);
  await saveProfile(tx, into.id, profile);
  await tx.query({
    name: "become-another-name",
    text: "update contacts set merged_into_id = $1 where id = $2 or merged_into_id = $2",
    values: [into.id, from.id],
  });
  await tx.query({
    name: "log-merge",
    text: `insert into contact_merges (id, into_id, from_id, evidence, because, actor_id, at,
        addresses, conversation_ids, message_ids, gave)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      merging.id,
      into.id,
      from.id,
      merging.evidence,
      merging.because,
      merging.actorId ?? null,
      new Date(merging.at).toISOString(),
      addresses,
      conversationIds,
      messageIds,
      JSON.stringify(gave),
    ],
  });
  await tellPersons(tx, {
    kind: "person-merged",
    because: merging.because,
    actorId: merging.actorId,
    at: merging.at,
    data: { mergeId: merging.id, contactId: into.id, otherId: from.id, name: from.profile.name },
    of: [into.id],
  });
}

async function moveAddresses(
  tx: Queryable,
  to: ContactId,
  from: ContactId,
): Promise<readonly Address[]> {
  const { rows } = await tx.query<{ address: Address }>({
    name: "move-addresses",
    text: "update identities set contact_id = $1 where contact_id = $2 returning address",
    values: [to, from],
  });
  return rows.map(({ address }) => address);
}

async function moveConversations(
  tx: Queryable,
  to: ContactId,
  from: ContactId,
): Promise<readonly ConversationId[]> {
  const { rows } = await tx.query<{ id: ConversationId }>({
    name: "move-conversations",
    text: `update conversations set contact_id = $1, version = version + 1 where contact_id = $2
      returning id`,
    values: [to, from],
  });
  return rows.map(({ id }) => id);
}

/** Whoever writes is in their own conversations, and by mail in those of others they take part in. */
async function moveMessages(
  tx: Queryable,
  to: ContactId,
  from: LockedPerson,
): Promise<readonly MessageId[]> {
  const { rows } = await tx.query<{ id: MessageId }>({
    name: "move-messages",
    text: `update messages set contact_id = $1 where contact_id = $2 and conversation_id in (
        ${CONVERSATIONS_WRITTEN_IN})
      returning id`,
    values: [to, from.id, [from.id, to], mailNames(from.addresses.map(({ address }) => address))],
  });
  return rows.map(({ id }) => id);
}

/** Conversations that contacts $3, with mail addresses $4, may have written in. */
export const CONVERSATIONS_WRITTEN_IN = `select id from conversations where contact_id = any($3::uuid[])
        union select conversation_id from mail_participants where address = any($4::text[])`;

/** Of these addresses, those of mail as its own tables name them. */
export function mailNames(addresses: readonly Address[]): readonly string[] {
  return addresses.flatMap((a) => (a.startsWith("mailto:") ? bare(a) : []));
}

export async function saveProfile(
  tx: Queryable,
  id: ContactId,
  { name, claims, segments, attributes }: Profile,
): Promise<void> {
  await tx.query({
    name: "save-profile",
    text: `update contacts set name = $2, claims = $3, claim_keys = $4, segments = $5,
        attributes = $6
      where id = $1`,
    values: [
      id,
      name ?? null,
      JSON.stringify(claims),
      claimKeys(claims),
      segments,
      JSON.stringify(attributes),
    ],
  });
}
