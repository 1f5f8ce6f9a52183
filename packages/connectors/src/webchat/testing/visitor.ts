import { Buffer } from "node:buffer";
import { randomUUID } from "node:crypto";
import { INBOX, OpenConnector, ScriptedSocket } from "@circuito/connector/testing";
import type { Address } from "@circuito/domain";
import { z } from "zod";
import { webchat } from "../webchat.ts";

const TOKEN_SECRET = Buffer.alloc(32, "visitor-token-secret").toString("base64");
export const SITE = "https://www.example.com";
export const uuid = (n: number): string =>
  `00000000-0000-4000-8000-${n.toString(16).padStart(12, "0")}`;

const settings = {
  companyName: "Loja Exemplo",
  accentColor: "#1f6feb",
  greeting: "Olá!",
  allowedOrigins: [SITE],
  tokenSecret: TOKEN_SECRET,
};

/** The web chat as the conformance kit sees it. */
export const harness = {
  name: "webchat",
  definition: webchat,
  settings: () => settings,
  socket: {
    handshake: { auth: { inbox: INBOX }, origin: SITE },
    ready: "session",
    events: ["message", "read", "typing", "introduce", "resume"],
    ids: [uuid(11), uuid(12), uuid(13), uuid(14), uuid(15)] as [string, ...string[]],
    message: ({ id, text }: { id: string; text: string }): [string, unknown] => [
      "message",
      { clientId: id, text },
    ],
    accepted: (answer: unknown) => z.object({ ok: z.literal(true) }).safeParse(answer).success,
  },
  sending: {
    to: "visitor:00000000-0000-8000-8000-000000000001" as Address,
    nowhere: "tel:+5511999990000" as Address,
    carriesMedia: false,
  },
};

const session = z.object({
  token: z.string().max(512),
  visitorId: z.uuid(),
  snapshot: z.boolean(),
  messages: z.array(z.object({ text: z.string(), at: z.iso.datetime() })),
  conversation: z.looseObject({ conversationId: z.string() }).nullable(),
});

interface Handshake {
  readonly auth?: Record<string, unknown>;
  readonly origin?: string | undefined;
}

/** An inbox of the web chat with these settings changed. */
export function openWith(more: Record<string, unknown> = {}): OpenConnector {
  const all = () => ({ ...settings, ...more });
  return OpenConnector.open({ ...harness, settings: all }, "");
}

/** A browser at the door. */
export function connect(one: OpenConnector, handshake: Handshake = {}): ScriptedSocket {
  const origin = "origin" in handshake ? handshake.origin : SITE;
  const socket = new ScriptedSocket({ auth: { inbox: INBOX, ...handshake.auth }, origin });
  one.connector.connected?.(socket);
  return socket;
}

/** A visitor who got in. */
export async function enter(one: OpenConnector, auth: Record<string, unknown> = {}) {
  const socket = connect(one, { auth });
  return { socket, ...session.parse(await socket.heard("session")) };
}

export const write = (socket: ScriptedSocket, text: unknown, clientId: unknown = randomUUID()) =>
  socket.say("message", { clientId, text });
