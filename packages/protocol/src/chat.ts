import { ASKED_FOR, PRE_CHAT_KINDS } from "@circuito/domain";
import { z } from "zod";

/**
 * The wire of the web chat: socket.io namespace `/chat`, one socket per browser tab.
 *
 * Client → server, in the handshake's `auth`: {@link chatAuth}. Then the events of
 * {@link chatClientEvents}, each with an acknowledgement {@link chatAck}.
 * Server → client: the events of {@link chatServerEvents}.
 *
 * A sample session:
 *
 *     C connect  auth={inbox, token?, after?}
 *     S session  {token, visitorId, view, hours, settings}
 *     C message  {clientId, text}            ack {ok: true}   (the words are in the ledger)
 *     S message  {conversationId, message}   its own words, with clientId and seq
 *     S message  {conversationId, message}   an agent's answer; previousSeq shows there is no gap
 *     C message  {clientId, text, choice}    a button was pressed: its id, and its title as words
 *     C read     {conversationId, seq}
 */

/** 64 KB per frame is the namespace's limit (bad-inputs B-61); text has its own, smaller one. */
export const CHAT_TEXT_LENGTH_MAX = 10_000;

const uuid = z.uuid();
const position = z.strictObject({ conversationId: uuid, seq: z.int().min(0) });
export type ChatPosition = z.infer<typeof position>;

export const chatAuth = z.strictObject({
  /** The web-chat inbox's id, as in the embed snippet. Public. */
  inbox: uuid,
  /** Opaque visitor token made by the server; absent on the first visit. */
  token: z.string().max(512).optional(),
  /** JWT made by the host page's server for a signed-in customer. */
  identity: z.string().max(4096).optional(),
  /** Newest message the client holds; the server sends what came after it. */
  after: position.optional(),
  locale: z.string().max(35).optional(),
  /** Page the visitor is on, without query and hash. */
  page: z.string().max(2048).optional(),
});
export type ChatAuth = z.infer<typeof chatAuth>;

export const chatClientEvents = {
  /** Acknowledged once the words are committed. Sent again with the same clientId after any doubt. */
  message: z.strictObject({
    clientId: uuid,
    text: z.string().max(CHAT_TEXT_LENGTH_MAX),
    /** Id of what was offered and is chosen by this; the text is its title. */
    choice: z.string().max(200).optional(),
    /** The client's clock, ms since epoch: shown if plausible, never used to order. */
    at: z.int().optional(),
    /** With the first words: what was answered in the form before them, by the fields' keys. */
    answers: z.record(z.string().max(32), z.string().max(1_000)).optional(),
    /** With the first words: id of the rule whose invitation was followed. */
    invitation: z.string().max(40).optional(),
  }),
  read: position,
  typing: z.strictObject({}),
  /** Name and address the visitor chose to give. Self-declared, never proof. */
  introduce: z.strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    email: z.email().max(254).optional(),
    phone: z.string().trim().max(32).optional(),
  }),
  /** Asks for what came after a position; answered with a fresh `session`. */
  resume: z.strictObject({ after: position.optional() }),
} as const;

const chatMessage = z.object({
  id: uuid,
  seq: z.int(),
  /** Seq of the visible message before this one: if it is not the newest held, fetch (`resume`). */
  previousSeq: z.int(),
  from: z.enum(["customer", "agent", "system"]),
  authorName: z.string().nullable(),
  text: z.string(),
  clientId: z.string().nullable(),
  status: z.enum(["accepted", "sent", "delivered", "read", "failed"]),
  /** What may be answered with one press, while it is the newest message. */
  choices: z
    .array(z.object({ id: z.string(), title: z.string(), description: z.string().optional() }))
    .optional(),
  /** What it waits for once the conversation is over, while it is the newest message. */
  asks: z.enum(ASKED_FOR).optional(),
  /** ISO 8601, server's time. */
  at: z.string(),
});
export type ChatMessage = z.infer<typeof chatMessage>;

const queuePlace = z.object({ position: z.int(), estimateSeconds: z.int().nullable() });
const chatConversation = z.object({
  conversationId: uuid,
  protocol: z.string(),
  status: z.enum(["open", "snoozed", "resolved", "closed"]),
  lastSeq: z.int(),
  queue: queuePlace.nullable(),
  agentName: z.string().nullable(),
});
export type ChatConversation = z.infer<typeof chatConversation>;

const words = z.object({
  "pt-BR": z.string().optional(),
  en: z.string().optional(),
  es: z.string().optional(),
});
const preChat = z.object({
  skippable: z.boolean(),
  title: words.optional(),
  fields: z
    .array(
      z.object({
        key: z.string(),
        kind: z.enum(PRE_CHAT_KINDS),
        required: z.boolean(),
        label: words.optional(),
        hint: words.optional(),
        options: z
          .array(z.object({ id: z.string(), label: words }))
          .readonly()
          .optional(),
      }),
    )
    .readonly(),
});
export type ChatPreChat = z.infer<typeof preChat>;

export const chatSettings = z.object({
  companyName: z.string(),
  /** CSS colour; readable text on it is computed by the widget. */
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  greeting: z.string().nullable(),
  /** Stands before the company's name. `path` is on the gateway, and may be kept for good. */
  logo: z.object({ path: z.string(), alt: z.string() }).nullable(),
  identityRequired: z.boolean(),
  /** Asked before the first words; null: nothing. */
  preChat: preChat.nullable(),
});
export type ChatSettings = z.infer<typeof chatSettings>;

export const chatServerEvents = {
  session: z.object({
    /** Keep and send at the next connection; it may have been renewed. */
    token: z.string(),
    visitorId: uuid,
    conversation: chatConversation.nullable(),
    /** `true`: replace what you hold by `messages`; `false`: they continue after `after`. */
    snapshot: z.boolean(),
    messages: z.array(chatMessage),
    hours: z.object({ open: z.boolean(), opensAt: z.string().nullable() }),
    settings: chatSettings,
  }),
  message: z.object({ conversationId: uuid, message: chatMessage }),
  status: z.object({
    conversationId: uuid,
    messageId: uuid,
    status: chatMessage.shape.status,
  }),
  conversation: chatConversation,
  queue: z.object({ queue: queuePlace.nullable() }),
  typing: z.object({ authorName: z.string() }),
  /** Sent before the server closes the socket, and in refused handshakes (`connect_error.data`). */
  refused: z.object({ code: z.string(), message: z.string() }),
} as const;
export type ChatSession = z.infer<typeof chatServerEvents.session>;

/** Why the chat refused something. Closed. */
export const CHAT_PROBLEM_CODES = [
  "invalid",
  "too-long",
  "empty",
  "rate-limited",
  "collision",
  "unknown-event",
  "unknown-inbox",
  "origin-not-allowed",
  "token-invalid",
  "identity-invalid",
  "identity-required",
  "form-required",
  "form-invalid",
  "unavailable",
] as const;
export type ChatProblemCode = (typeof CHAT_PROBLEM_CODES)[number];

export const chatAck = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    code: z.enum(CHAT_PROBLEM_CODES),
    message: z.string(),
    retryAfterMs: z.int().optional(),
  }),
]);
export type ChatAck = z.infer<typeof chatAck>;
