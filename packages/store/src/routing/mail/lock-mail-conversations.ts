import type { ConversationId, ConversationState, InboxId } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { type ConversationRow, conversationOf, STATE_COLUMNS } from "../conversation-row.ts";
import { WITH_CHAIN } from "./merged-chain.ts";

/** A conversation by mail as its row says. */
export interface MailConversationRow {
  readonly state: ConversationState;
  readonly subject: string;
  readonly mergedInto: ConversationId | undefined;
}

type Row = ConversationRow & {
  readonly subject: string | null;
  readonly mergedInto: ConversationId | null;
};

const SELECT = `${WITH_CHAIN}
  select ${STATE_COLUMNS}, c.subject, c.merged_into_id as "mergedInto" from conversations c
  where c.id in (select id from chain)`;

/**
 * Locks the conversations that mails name, and those they were merged into, in one statement and in id
 * order.
 *
 * Why routers do not deadlock here: a mail of one contact point may touch a conversation of another, so
 * the contact points' advisory locks do not keep two routers from one conversation; the row's lock does.
 * Every router takes its locks in classes, each sorted, and no statement goes back to an earlier class:
 * contact points; conversations of chats (`lockConversationsOfPoints`, which leaves mail alone);
 * conversations by mail, here; deliveries that bounces and receipts speak of (`lockOriginals`); names (`saveNames`).
 * People's verbs lock one conversation, and nothing after it that a router holds before. Of other
 * inboxes nothing is locked: no mail joins them.
 */
export async function lockMailConversations(
  tx: Queryable,
  ids: readonly ConversationId[],
  inboxIds: readonly InboxId[],
): Promise<readonly MailConversationRow[]> {
  const { rows } = await tx.query<Row>({
    name: "lock-mail-conversations",
    text: `${SELECT} and c.inbox_id = any($2::uuid[]) and c.channel in ('email','form')
      order by c.id for update of c`,
    values: [ids, inboxIds],
  });
  return rows.map(mailConversationOf);
}

/** The others that were named: judged and refused, and told of. */
export async function readOtherConversations(
  tx: Queryable,
  ids: readonly ConversationId[],
  inboxIds: readonly InboxId[],
): Promise<readonly MailConversationRow[]> {
  const { rows } = await tx.query<Row>({
    name: "read-other-named-conversations",
    text: `${SELECT} and not (c.inbox_id = any($2::uuid[]) and c.channel in ('email','form'))`,
    values: [ids, inboxIds],
  });
  return rows.map(mailConversationOf);
}

function mailConversationOf(row: Row): MailConversationRow {
  const { subject, mergedInto, ...state } = row;
  return {
    state: conversationOf(state),
    subject: subject ?? "",
    mergedInto: mergedInto ?? undefined,
  };
}
