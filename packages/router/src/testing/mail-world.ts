import { createHash } from "node:crypto";
import { hmacSigner } from "@circuito/connector";
import {
  asId,
  type ConversationId,
  type InboxId,
  type LedgerId,
  type MailClass,
  type MailContent,
  type MessageElement,
  type MessageId,
  mailtoAddress,
  replyAddress,
  signedMessageId,
  threadKeys,
} from "@circuito/domain";
import {
  contactKey,
  createLedgerWriter,
  type Database,
  ledgerEntry,
  loadRoutingConfiguration,
  openDatabase,
  schema,
} from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { uuidv7 } from "uuidv7";
import { type RoutedPoints, routeContactPoints } from "../route-contact-points.ts";

export const SUPPORT = "support@example.org";
const signer = hmacSigner([new Uint8Array(32).fill(7)]);

/** How a test writes a mail; what it leaves out is a person's plain first mail. */
export interface WrittenMail {
  readonly from?: string | readonly string[];
  readonly replyTo?: string;
  /** Whom the channel read as the sender, when it is not From. */
  readonly sender?: string;
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly subject?: string;
  readonly text?: string;
  readonly id?: string | undefined;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly class?: MailClass;
  readonly evidence?: MailContent["classification"]["evidence"];
  readonly isAuthenticated?: boolean;
  readonly origin?: "received" | "sent" | "form";
  readonly hasQuote?: boolean;
  readonly bounce?: MailContent["bounce"];
  readonly sentAt?: number;
}

/** A database, a mail inbox, a queue; mails in, rows out. No jobs: the tests say what is routed when. */
export interface MailWorld extends AsyncDisposable {
  readonly database: Database;
  readonly inboxId: InboxId;
  readonly clock: { at: number };
  element(written: WrittenMail): MessageElement;
  /** Accepts, without routing. */
  accept(...mails: readonly WrittenMail[]): Promise<readonly string[]>;
  /** Routes what waits at the contact points. */
  route(keys: readonly string[], limit?: number): Promise<RoutedPoints>;
  receive(...mails: readonly WrittenMail[]): Promise<RoutedPoints>;
  rows<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** What became of a mail, by its Message-ID. */
  fate(id: string): Promise<Fate>;
  /** A mail of ours to the requester, as the desk and delivery leave it. */
  answer(conversationId: string, more?: { readonly to?: readonly string[] }): Promise<OurMail>;
  replyAddressOf(conversationId: string): string;
}

export interface Fate {
  readonly ledgerId: LedgerId;
  readonly state: string;
  readonly reason: string | null;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly seq: number;
  readonly direction: string;
  readonly author: string | null;
  readonly writer: string | null;
  readonly status: string;
  readonly followsId: string | null;
  readonly because: string;
}

export interface OurMail {
  readonly messageId: MessageId;
  readonly mailId: string;
}

export async function createMailWorld(): Promise<MailWorld> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase({
    url: testDatabase.url,
    connectionsMax: 8,
    applicationName: "mail routing test",
  });
  const inboxId = asId<InboxId>(uuidv7());
  const clock = { at: Date.now() };
  await database.drizzle.insert(schema.inboxes).values({
    id: inboxId,
    name: "Support",
    channel: "email",
    settings: { address: SUPPORT, aliases: ["help@example.org"], staff: ["staff@example.org"] },
  });
  await database.drizzle.insert(schema.queues).values({
    id: asId(uuidv7()),
    name: "Solucionadores",
    level: 1,
    role: "solver",
    position: 1,
  });
  const writer = createLedgerWriter(database);
  const rows = async <Row>(sql: string, values: readonly unknown[] = []) =>
    (await database.pool.query(sql, [...values])).rows as readonly Row[];

  const world: MailWorld = {
    database,
    inboxId,
    clock,
    rows,
    element: (written) => mailElement(written, inboxId),
    async accept(...mails) {
      const elements = mails.map((mail) => mailElement(mail, inboxId));
      await writer.append(elements.map((element) => ledgerEntry(inboxId, element)));
      return [...new Set(elements.map(({ from }) => contactKey(from)))];
    },
    async route(keys, limit = 500) {
      const configuration = await loadRoutingConfiguration(database);
      return await routeContactPoints(database, keys, limit, configuration, {
        newId: uuidv7,
        now: () => clock.at,
      });
    },
    async receive(...mails) {
      return await world.route(await world.accept(...mails));
    },
    async fate(id) {
      const [fate] = await rows<Fate>(
        `select l.id as "ledgerId", l.state, l.reason, m.conversation_id as "conversationId",
          m.id as "messageId", m.seq, m.direction, i.address as author, e.writer, c.status,
          c.follows_id as "followsId", l.trail->>'thread' as because
        from ledger l left join messages m on m.id = l.message_id
        left join message_mails e on e.message_id = m.id
        left join conversations c on c.id = m.conversation_id
        left join identities i on i.contact_id = m.contact_id
        where l.element->'mail'->>'messageId' = $1 order by l.id desc limit 1`,
        [id],
      );
      if (!fate) throw new Error(`no mail ${id}`);
      return fate;
    },
    async answer(conversationId, { to = ["ana@example.com"] } = {}) {
      const messageId = asId<MessageId>(uuidv7());
      const mailId = signedMessageId(messageId, "example.org", signer);
      await rows(
        `with c as (update conversations set last_seq = last_seq + 1, last_public_seq = last_seq + 1,
            waiting_on = 'customer', waiting_since = null where id = $2 returning *),
          m as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
            select $1, id, last_seq, last_seq - 1, 'outbound', 'answer' from c),
          e as (insert into message_mails (message_id, subject, people, mail_id, class)
            values ($1, 'Re: Pedido 12', $3, $4, 'human'))
        insert into deliveries (message_id, conversation_id, inbox_id, seq, status, recipients)
          select $1, id, inbox_id, last_seq, 'sent', $5 from c`,
        [
          messageId,
          conversationId,
          JSON.stringify({ from: [], replyTo: [], to: to.map(mailboxOf), cc: [] }),
          mailId,
          JSON.stringify(to.map((address) => ({ address, status: "accepted", detail: "250 ok" }))),
        ],
      );
      return { messageId, mailId };
    },
    replyAddressOf(conversationId) {
      const address = replyAddress(SUPPORT, conversationId, inboxId, signer);
      if (address === undefined) throw new Error("the inbox's name is too long");
      return address;
    },
    async [Symbol.asyncDispose]() {
      await database.close();
      await testDatabase.drop();
    },
  };
  return world;
}

function mailboxOf(address: string) {
  return { name: "", address };
}

export function mailElement(written: WrittenMail, inboxId: InboxId): MessageElement {
  const id = "id" in written ? written.id : `${uuidv7()}@example.com`;
  const from = [written.from ?? "ana@example.com"].flat();
  const { text = "words", subject = "Pedido 12" } = written;
  const references = written.references ?? (written.inReplyTo ? [written.inReplyTo] : []);
  const inReplyTo = written.inReplyTo ? [written.inReplyTo] : [];
  const to = (written.to ?? [SUPPORT]).map(mailboxOf);
  const cc = (written.cc ?? []).map(mailboxOf);
  const { keys, forged } = threadKeys(
    {
      deliveredTo: [],
      to,
      cc,
      inReplyTo,
      references,
      subject,
      visibleText: text,
      providerThreadId: undefined,
    },
    inboxId,
    signer,
  );
  const mail: MailContent = {
    subject,
    from: from.map(mailboxOf),
    sender: undefined,
    replyTo: written.replyTo === undefined ? [] : [mailboxOf(written.replyTo)],
    to,
    cc,
    messageId: id,
    inReplyTo,
    references,
    origin: written.origin ?? "received",
    classification: {
      class: written.class ?? "human",
      evidence: written.evidence ?? [],
      noAnswer: false,
    },
    keys,
    forged,
    isAuthenticated: written.isAuthenticated ?? true,
    enclosesMail: false,
    hasQuote: written.hasQuote ?? false,
    bounce: written.bounce,
    fullText: undefined,
    html: undefined,
    remarks: [],
    textSha256: createHash("sha256").update(text).digest("hex"),
  };
  return {
    kind: "message",
    externalId: id === undefined ? `syn:${uuidv7()}` : `mid:${id}`,
    idMadeBy: "sender",
    from: mailtoAddress(written.sender ?? from[0] ?? "nobody@invalid.example"),
    text,
    media: [],
    mail,
    raw: Buffer.from(JSON.stringify(written)),
    ...(written.sentAt !== undefined && { sentAt: written.sentAt }),
  };
}
