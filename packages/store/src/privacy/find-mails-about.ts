import { type ContactId, mailtoAddress, namedOriginals } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { contactKey } from "../ledger/contact-key.ts";
import type { Erasure } from "./erasure.ts";

/** A mail of the ledger that is not under its customer's key, by whom and what it names. */
interface MailAbout {
  readonly id: string;
  /** Whom it was written to, or what did not arrive there. */
  readonly addresses: readonly string[];
  /** Message-IDs of mails that may be ours. */
  readonly mailIds: readonly string[];
}

/**
 * Rows of a page of the ledger that are about the person, and came from somebody else: copies out of the Sent
 * folder, which are under our own address, and reports of mail servers, which bring our mail back with
 * them. Only what became no message: the others go with theirs, and a mail in which they are in copy is another
 * customer's.
 * @param byAddress false: only what names a mail of theirs; who has one of their addresses is somebody new
 */
export async function findMailsAbout(
  tx: Queryable,
  erasure: Erasure,
  page: { readonly after: bigint; readonly upTo: bigint },
  byAddress: boolean,
): Promise<readonly string[]> {
  const { rows: mails } = await tx.query<MailAbout>({
    name: "find-mails-from-us-or-servers",
    text: `select l.id, array(
          select m->>'address' from jsonb_path_query(l.element, '$.mail ? (@.origin == "sent").to[*]') m
          union all select m->>'address' from jsonb_path_query(l.element, '$.mail.cc[*]') m
            where l.reason = 'own-copy'
          union all select m->>'address' from jsonb_path_query(l.element, '$.mail.bounce.recipients[*]') m
        ) as addresses, array(
          select i #>> '{}' from jsonb_path_query(l.element, '$.mail ? (@.origin == "sent").messageId') i
          union all select i #>> '{}' from jsonb_path_query(l.element, '$.mail.bounce.originalIds[*]') i
        ) as "mailIds"
      from ledger l
      where l.id > $1 and l.id <= $2 and l.state in ('suppressed', 'parked') and l.kind = 'message'
        and (l.element #>> '{mail,origin}' = 'sent' or l.element #> '{mail,bounce}' is not null)`,
    values: [page.after, page.upTo],
  });
  if (mails.length === 0) return [];
  const keysOf = (mail: MailAbout) =>
    mail.addresses.flatMap((address) => (address ? contactKey(mailtoAddress(address)) : []));
  const originalsOf = ({ mailIds }: MailAbout) => namedOriginals({ originalIds: mailIds });
  const [keys, originals] = [
    byAddress ? await findKeys(tx, erasure.contactId, mails.flatMap(keysOf)) : new Set(),
    await findOwnMessages(tx, erasure.ids, mails.flatMap(originalsOf)),
  ];
  return mails
    .filter(
      (mail) =>
        keysOf(mail).some((key) => keys.has(key)) ||
        originalsOf(mail).some((id) => originals.has(id)),
    )
    .map(({ id }) => id);
}

/** Of these contact points, those that were the person's. */
export async function findKeys(
  tx: Queryable,
  contactId: ContactId,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ key: string }>({
    name: "find-erasure-keys",
    text: "select key from erasure_keys where contact_id = $1 and key = any($2::bigint[])",
    values: [contactId, keys],
  });
  return new Set(rows.map(({ key }) => key));
}

async function findOwnMessages(
  tx: Queryable,
  ids: readonly ContactId[],
  messageIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>({
    name: "find-own-messages",
    text: `select m.id from messages m join conversations c on c.id = m.conversation_id
      where m.id = any($1::uuid[]) and c.contact_id = any($2::uuid[])`,
    values: [messageIds, ids],
  });
  return new Set(rows.map(({ id }) => id));
}
