import { asId, type ConversationId, type MailHtml, type MessageId } from "@circuito/domain";
import { type MediaStore, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import type { WebStage } from "./web-stage.ts";

export interface NewMail {
  readonly from?: string;
  readonly text?: string;
  readonly fullText?: string;
  /** Safe HTML as the sanitiser leaves it. */
  readonly html?: string;
  readonly version?: number;
  readonly remoteImages?: readonly string[];
  readonly media?: readonly schema.StoredMedia[];
  /** The mail's bytes; kept in the ledger, or in the media store. */
  readonly source?: { readonly text: string; readonly in: "ledger" | "media" };
  readonly mail?: Partial<typeof schema.messageMails.$inferInsert>;
}

/** A mail that came in, as its own rows say. */
export async function newMail(
  { scene, media }: Pick<WebStage, "scene" | "media">,
  conversationId: ConversationId,
  { from = "ana@example.com", text = "Olá", ...mail }: NewMail = {},
): Promise<MessageId> {
  const { pool, drizzle } = scene.database;
  const { rows } = await pool.query<{ seq: number }>(
    `update conversations set last_seq = last_seq + 1, last_public_seq = last_seq + 1,
      subject = 'Pedido' where id = $1 returning last_seq as seq`,
    [conversationId],
  );
  const seq = rows[0]?.seq ?? 0;
  const id = asId<MessageId>(uuidv7());
  await drizzle.insert(schema.messages).values({
    id,
    conversationId,
    seq,
    previousPublicSeq: seq - 1,
    direction: "inbound",
    text,
    media: mail.media ?? [],
    ledgerId: mail.source ? await keepSource(scene, media, mail.source) : null,
  });
  await drizzle.insert(schema.messageMails).values({
    messageId: id,
    subject: "Pedido",
    people: {
      from: [{ name: "Ana", address: from }],
      replyTo: [],
      to: [{ name: "", address: "ajuda@example.org" }],
      cc: [{ name: "sem endereço", address: undefined }],
    },
    mailId: `${id}@example.com`,
    class: "human",
    writer: "requester",
    fullText: mail.fullText ?? null,
    html: mail.html === undefined ? null : await keepHtml(media, mail.html, mail),
    ...mail.mail,
  });
  return id;
}

async function keepHtml(
  media: MediaStore,
  html: string,
  { version = 1, remoteImages = [] }: NewMail,
): Promise<MailHtml> {
  const full = await media.put(Buffer.from(html));
  const visible = await media.put(Buffer.from(html.split("<blockquote")[0] ?? ""));
  return { version, full, visible, remoteImages };
}

async function keepSource(
  scene: WebStage["scene"],
  media: MediaStore,
  source: NonNullable<NewMail["source"]>,
): Promise<bigint> {
  const { rows } = await scene.database.pool.query<{ id: string }>(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
      values ($1, $2, 'message', 1, '', $3, 'routed') returning id`,
    [
      scene.inboxId,
      uuidv7(),
      JSON.stringify({ from: "mailto:ana@example.com", text: source.text, media: [] }),
    ],
  );
  const id = rows[0]?.id ?? "";
  const bytes = Buffer.from(source.text);
  const inMedia = source.in === "media" ? (await media.put(bytes)).sha256 : null;
  await scene.database.pool.query(
    "insert into ledger_payloads (ledger_id, bytes, sha256) values ($1, $2, $3)",
    [id, inMedia === null ? bytes : null, inMedia],
  );
  return BigInt(id);
}
