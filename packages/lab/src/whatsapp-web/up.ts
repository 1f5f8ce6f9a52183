import { z } from "zod";

/** What the page says to its server. The answers are in `page-answers.ts`'s words, one per kind. */

const address = z.templateLiteral([
  z.string(),
  "@",
  z.enum(["c.us", "lid", "g.us", "broadcast", "newsletter"]),
]);

const key = z.object({
  fromMe: z.boolean(),
  remote: address,
  id: z.string(),
  participant: address.optional(),
});

const message = z.looseObject({
  id: key,
  type: z.string(),
  t: z.number(),
  from: address,
  to: address,
  author: address.optional(),
  ack: z.number(),
  body: z.string().nullable().optional(),
  caption: z.string().optional(),
  quotedStanzaID: z.string().optional(),
  directPath: z.string().optional(),
  mimetype: z.string().optional(),
  filename: z.string().optional(),
  size: z.number().optional(),
});

export const upSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("unknown-module"), name: z.string() }),
  z.object({ kind: z.literal("page-error"), text: z.string() }),
  z.object({ kind: z.literal("echo"), mark: z.number() }),
  z.object({ kind: z.literal("send"), message }),
  z.object({ kind: z.literal("reaction"), of: key, emoji: z.string() }),
  z.object({ kind: z.literal("edit"), of: key, text: z.string() }),
  z.object({ kind: z.literal("revoke"), of: z.array(key) }),
  z.object({ kind: z.literal("delete"), of: z.array(key) }),
  z.object({ kind: z.literal("seen"), chat: address }),
  z.object({
    kind: z.literal("chat-state"),
    chat: address,
    state: z.enum(["composing", "recording", "paused"]),
  }),
  z.object({ kind: z.literal("presence"), available: z.boolean() }),
  z.object({ kind: z.literal("exists"), wid: address }),
  z.object({ kind: z.literal("person"), wid: address }),
  z.object({ kind: z.literal("chat"), wid: address }),
  z.object({ kind: z.literal("earlier"), chat: address, before: z.string().nullable() }),
  z.object({ kind: z.literal("by-id"), ids: z.array(z.string()) }),
  z.object({ kind: z.literal("media-stage"), path: z.string() }),
  z.object({ kind: z.literal("ask-phone-for-history"), chat: address }),
  z.object({ kind: z.literal("ask-sender-again"), ids: z.array(z.string()) }),
  z.object({ kind: z.literal("pairing-code"), phone: z.string() }),
  z.object({ kind: z.literal("refresh-qr") }),
  z.object({ kind: z.literal("take-over") }),
  z.object({ kind: z.literal("reconnect") }),
  z.object({ kind: z.literal("logout") }),
]);

export type Up = z.infer<typeof upSchema>;
export const upEnvelope = z.object({ page: z.number(), up: upSchema });
