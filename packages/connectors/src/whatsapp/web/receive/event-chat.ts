import { z } from "zod";
import { authorOf, chatOf, parseRawMessage } from "../normalize/raw-message.ts";
import type { WaEvent } from "../wa-session.ts";

const wid = z.union([
  z.string(),
  z.looseObject({ _serialized: z.string() }).transform((w) => w._serialized),
]);
const reactionChat = z.looseObject({ msgId: z.looseObject({ remote: wid }) });
const callChat = z.looseObject({ from: wid });

/** Names of accounts in an event: the chat it is in, and who speaks there. */
export function widsOfEvent(event: WaEvent): {
  readonly chat: string | undefined;
  readonly author: string | undefined;
} {
  switch (event.kind) {
    case "message":
    case "undecrypted":
    case "ack":
    case "edited":
    case "revoked": {
      const raw = parseRawMessage(event.raw);
      return { chat: raw && chatOf(raw), author: raw && authorOf(raw) };
    }
    case "reaction":
      return { chat: reactionChat.safeParse(event.reaction).data?.msgId.remote, author: undefined };
    case "call":
      return { chat: callChat.safeParse(event.call).data?.from, author: undefined };
    case "renumbered":
      return { chat: event.to, author: undefined };
    default:
      return { chat: undefined, author: undefined };
  }
}
