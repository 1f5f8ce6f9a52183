import type { ContactId, MailHtml } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { receiptKey } from "../ledger/contact-key.ts";
import type { StoredMedia } from "../schema/index.ts";
import { collectFiles } from "./collect-files.ts";
import { eraseLedgerRows } from "./erase-ledger-rows.ts";
import type { Erasure } from "./erasure.ts";
import type { TombstoneSeal } from "./tombstones.ts";

/** A transaction of some ten milliseconds: nobody waits for it. */
const MESSAGES_PER_CHUNK = 200;

interface Row {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly media: readonly StoredMedia[];
  readonly html: MailHtml | null;
  readonly ledgerId: string | null;
  readonly inboxId: string | null;
  readonly externalId: string | null;
}

/**
 * Empties the next messages of a person: their number, times, direction and author's id stay.
 * @param whose `own`: all of their conversations; `elsewhere`: what they wrote in those of others
 * @returns where to go on; `undefined` once there are no more
 */
export async function eraseMessages(
  tx: Queryable,
  erasure: Erasure,
  whose: "own" | "elsewhere",
  seal: TombstoneSeal,
): Promise<string | undefined> {
  const [conversation, seq] = erasure.cursor.split(" ");
  const { rows } = await tx.query<Row>({
    name: `find-messages-to-erase-${whose}`,
    text: `select m.id, m.conversation_id as "conversationId", m.seq, m.media, k.html,
        m.ledger_id as "ledgerId", d.inbox_id as "inboxId", d.external_id as "externalId"
      from messages m left join message_mails k on k.message_id = m.id
        left join deliveries d on d.message_id = m.id
      where ${
        whose === "own"
          ? `m.conversation_id in (select id from conversations where contact_id = any($1::uuid[]))
             and $4::uuid[] is not null`
          : "m.conversation_id = any($4::uuid[]) and m.contact_id = any($1::uuid[])"
      } and (m.conversation_id, m.seq) > ($2::uuid, $3::int)
      order by m.conversation_id, m.seq limit ${MESSAGES_PER_CHUNK}`,
    values: [erasure.ids, conversation || NO_ID, Number(seq ?? 0), erasure.elsewhereIds],
  });
  const last = rows.at(-1);
  if (!last) return undefined;
  await collectFiles(tx, erasure.contactId, rows);
  await noteReceipts(tx, erasure.contactId, rows);
  await empty(
    tx,
    rows.map(({ id }) => id),
  );
  await eraseLedgerRows(
    tx,
    erasure.contactId,
    rows.flatMap(({ ledgerId }) => ledgerId ?? []),
    seal,
  );
  return `${last.conversationId} ${last.seq}`;
}

const NO_ID = "00000000-0000-0000-0000-000000000000";

/** What providers told us of our messages names them by an id, which may hold a number. */
async function noteReceipts(
  tx: Queryable,
  contactId: ContactId,
  rows: readonly Row[],
): Promise<void> {
  const keys = rows.flatMap(({ inboxId, externalId }) =>
    inboxId === null || externalId === null ? [] : receiptKey(inboxId, externalId),
  );
  if (keys.length === 0) return;
  await tx.query({
    name: "note-receipts-to-erase",
    text: `insert into erasure_keys (contact_id, key) select distinct $1::uuid, k from
      unnest($2::bigint[]) k on conflict do nothing`,
    values: [contactId, keys],
  });
}

async function empty(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: "empty-messages",
    // A later revision: what a follower read before is not taken for the newer words.
    text: `update messages set text = '', footer = null, media = '[]', chat = null, ask = null,
        changes = null, client_id = null, revision = revision + 1
      where id = any($1::uuid[])`,
    values: [ids],
  });
  await tx.query({
    name: "empty-mails",
    text: `update message_mails set subject = '', mail_id = null, in_reply_to = null,
        people = '{"from":[],"replyTo":[],"to":[],"cc":[]}', "references" = '{}', full_text = null,
        html = null, remarks = '{}', bounce = null, verdict = null
      where message_id = any($1::uuid[])`,
    values: [ids],
  });
  await tx.query({
    name: "empty-deliveries",
    text: `update deliveries set external_id = null, error = null, partly = null, recipients = null,
        history = '[]', settled = null, resend_at = null
      where message_id = any($1::uuid[])`,
    values: [ids],
  });
  await emptyWords(tx, ids);
  await tx.query({
    name: "erase-media-fetches",
    text: "delete from media_fetches where message_id = any($1::uuid[])",
    values: [ids],
  });
}

/** The row stays: a follower that read the words before writes an earlier revision, which is not taken. */
async function emptyWords(tx: Queryable, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: "empty-words",
    text: `insert into message_words (message_id, revision, at, fold, words)
      select id, revision, created_at, 32767, '' from messages where id = any($1::uuid[])
      on conflict (message_id) do update
        set revision = excluded.revision, fold = excluded.fold, words = ''`,
    values: [ids],
  });
}
