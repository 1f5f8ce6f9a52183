import {
  type ConversationId,
  type MailMessage,
  namedOriginals,
  storedName,
  threadKeyName,
} from "@circuito/domain";
import type { Queryable } from "../../database.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Everything that the mails of a batch name, by kind; each once. */
interface Names {
  readonly conversations: Set<string>;
  readonly messages: Set<string>;
  readonly protocols: Set<string>;
  /** By {@link storedName}. */
  readonly stored: Map<string, { readonly inboxId: string; readonly name: string }>;
}

/**
 * Which conversations the mails of a batch name, in one statement, by the name of the key. Signatures
 * were checked when the mail was read; what a report names is checked against the mail it names.
 */
export async function findNamed(
  tx: Queryable,
  mails: readonly MailMessage[],
): Promise<Map<string, ConversationId>> {
  const names = namesIn(mails);
  const stored = [...names.stored.values()];
  const { rows } = await tx.query<{
    kind: string;
    inbox_id: string;
    id: string;
    to: ConversationId;
  }>({
    name: "find-named-conversations",
    // Of whom nothing is known any more no mail speaks: their data were erased.
    text: `select n.* from (
      select 'conversation' as kind, null::uuid as inbox_id, id::text as id, id as "to"
        from conversations where id = any($1::uuid[])
      union all
      select 'message', null, id::text, conversation_id from messages where id = any($2::uuid[])
      union all
      select 'protocol', null, protocol, id from conversations where protocol = any($3::text[])
      union all
      select 'name', n.inbox_id, n.name, n.conversation_id
        from unnest($4::uuid[], $5::text[]) as w(inbox_id, name)
        join mail_names n on n.inbox_id = w.inbox_id and n.name = w.name
      ) n join conversations c on c.id = n."to" join contacts p on p.id = c.contact_id
      where p.erased_at is null`,
    values: [
      [...names.conversations],
      [...names.messages],
      [...names.protocols],
      stored.map(({ inboxId }) => inboxId),
      stored.map(({ name }) => name),
    ],
  });
  return new Map(
    rows.map((row) => [
      row.kind === "name" ? storedName(row.inbox_id, row.id) : `${row.kind} ${row.id}`,
      row.to,
    ]),
  );
}

function namesIn(mails: readonly MailMessage[]): Names {
  const names: Names = {
    conversations: new Set(),
    messages: new Set(),
    protocols: new Set(),
    stored: new Map(),
  };
  for (const { inboxId, mail } of mails) {
    for (const key of mail.keys) {
      if (key.rule === "reply-address" && UUID.test(key.id)) names.conversations.add(key.id);
      else if (key.rule === "own-message-id" && UUID.test(key.id)) names.messages.add(key.id);
      else if (key.rule === "signed-reference") names.protocols.add(key.id.toUpperCase());
      else if (key.rule === "stored-id" || key.rule === "provider-thread") {
        const name = `${key.rule === "stored-id" ? "mid" : "thr"}:${key.id}`;
        names.stored.set(threadKeyName(inboxId, key), { inboxId, name });
      }
    }
    for (const id of originalsOf([{ mail }])) names.messages.add(id);
  }
  return names;
}

/** Ids of messages that the delivery reports of a batch name, unproven. */
export function originalsOf(mails: readonly Pick<MailMessage, "mail">[]): readonly string[] {
  return [
    ...new Set(
      mails.flatMap(({ mail }) =>
        mail.bounce && mail.classification.class === "bounce" ? namedOriginals(mail.bounce) : [],
      ),
    ),
  ];
}
