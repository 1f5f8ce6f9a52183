import { z } from "zod";

/**
 * What a browser may say. The wire is written down in the protocol package; this is the same from
 * the side that must survive whatever arrives, and a test holds the two together.
 */
const uuid = z.uuid();
const position = z.strictObject({ conversationId: uuid, seq: z.int().min(0) });
export type Position = z.infer<typeof position>;

export const handshake = z.strictObject({
  inbox: uuid,
  token: z.string().max(512).optional(),
  identity: z.string().max(4_096).optional(),
  after: position.optional(),
  locale: z.string().max(35).optional(),
  page: z.string().max(2_048).optional(),
});
export type Handshake = z.infer<typeof handshake>;

export const clientEvents = {
  // Longer texts are told apart from other mistakes, so the length is checked after.
  message: z.strictObject({
    clientId: uuid,
    text: z.string(),
    choice: z.string().max(200).optional(),
    at: z.int().optional(),
    answers: z.record(z.string().max(32), z.string().max(1_000)).optional(),
    invitation: z.string().max(40).optional(),
  }),
  read: position,
  typing: z.strictObject({}),
  introduce: z.strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    email: z.email().max(254).optional(),
    phone: z.string().trim().max(32).optional(),
  }),
  resume: z.strictObject({ after: position.optional() }),
} as const;

export type ClientMessage = z.infer<typeof clientEvents.message>;
export type Introduction = z.infer<typeof clientEvents.introduce>;
export type ClientEvent = keyof typeof clientEvents;

export function isClientEvent(event: string): event is ClientEvent {
  return Object.hasOwn(clientEvents, event);
}
