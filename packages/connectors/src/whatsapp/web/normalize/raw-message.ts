import { z } from "zod";

/** A field that has another shape than it should is as good as absent: the message is not lost for it. */
const text = z.string().optional().catch(undefined);
const number = z.coerce.number().finite().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const wid = z
  .union([z.string(), z.looseObject({ _serialized: z.string() }).transform((w) => w._serialized)])
  .optional()
  .catch(undefined);

const key = z
  .looseObject({
    fromMe: z.boolean().catch(false),
    remote: wid,
    id: text,
    participant: wid,
    _serialized: text,
  })
  .optional()
  .catch(undefined);

const listReply = z
  .looseObject({
    title: text,
    description: text,
    singleSelectReply: z.looseObject({ selectedRowId: text }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

/**
 * A message as the page describes it, or as the library does (which renames some of it): `t` and
 * `timestamp`, `directPath` and `hasMedia`.
 * Source: whatsapp-web.js 1.34.7, src/structures/Message.js.
 */
const rawMessage = z.looseObject({
  id: key,
  /** Of what was taken back: the message that it was, where this one has another id. */
  protocolMessageKey: key,
  type: text,
  body: text,
  caption: text,
  t: number,
  timestamp: number,
  from: wid,
  to: wid,
  author: wid,
  ack: number,
  notifyName: text,
  subtype: text,
  quotedStanzaID: text,
  quotedParticipant: wid,
  isForwarded: flag,
  forwardingScore: number,
  isStatusV3: flag,
  isStatus: flag,
  broadcast: flag,
  directPath: text,
  hasMedia: flag,
  mimetype: text,
  filename: text,
  size: number,
  filehash: text,
  isGif: flag,
  isViewOnce: flag,
  lat: number,
  lng: number,
  loc: text,
  isLive: flag,
  location: z
    .looseObject({ latitude: number, longitude: number, name: text, address: text })
    .optional()
    .catch(undefined),
  vcardList: z
    .array(z.looseObject({ vcard: text }))
    .optional()
    .catch(undefined),
  vCards: z.array(z.string()).optional().catch(undefined),
  pollName: text,
  pollOptions: z
    .array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)]))
    .optional()
    .catch(undefined),
  eventName: text,
  orderId: text,
  orderTitle: text,
  message: text,
  itemCount: number,
  productId: text,
  businessOwnerJid: wid,
  title: text,
  description: text,
  listResponse: listReply,
  selectedButtonId: text,
  selectedId: text,
  inviteGrpName: text,
  latestEditSenderTimestampMs: number,
  ctwaContext: z
    .looseObject({
      sourceUrl: text,
      sourceId: text,
      sourceType: text,
      title: text,
      description: text,
    })
    .optional()
    .catch(undefined),
});

export type RawFields = z.infer<typeof rawMessage>;

/** `undefined` for what is no message at all. */
export function parseRawMessage(raw: unknown): RawFields | undefined {
  const fields = rawMessage.safeParse(raw).data;
  const revoked = fields?.type === "revoked" ? fields.protocolMessageKey?.id : undefined;
  return fields?.id && revoked !== undefined
    ? { ...fields, id: { ...fields.id, id: revoked } }
    : fields;
}

/** Who spoke, in a group. */
export function authorOf(raw: RawFields): string | undefined {
  return raw.author ?? raw.id?.participant;
}

/** The chat that a message is in. */
export function chatOf(raw: RawFields): string | undefined {
  return raw.id?.remote ?? (raw.id?.fromMe ? raw.to : raw.from);
}

/** s since epoch. */
export function timestampOf(raw: RawFields): number | undefined {
  return raw.t ?? raw.timestamp;
}

export function hasFile(raw: RawFields): boolean {
  return raw.directPath !== undefined || raw.hasMedia === true;
}

/** Of a file the body is its thumbnail, and the words are the caption. */
export function wordsOf(raw: RawFields): string {
  return hasFile(raw) ? (raw.caption ?? (raw.hasMedia ? (raw.body ?? "") : "")) : (raw.body ?? "");
}
