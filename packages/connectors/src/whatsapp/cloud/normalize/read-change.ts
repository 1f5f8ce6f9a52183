import { boundedExternalId, cleanText } from "@circuito/connector";
import type { ChangeElement } from "@circuito/domain";
import { z } from "zod";
import { readContent } from "./content.ts";
import { maybeWords } from "./lenient.ts";

type Changed = Pick<ChangeElement, "of" | "change">;

/** Some emoji are a dozen code points; nothing that is one is longer. */
const EMOJI_LENGTH_MAX = 64;

const reaction = z.object({ message_id: z.string().min(1), emoji: maybeWords });
const edit = z.object({
  original_message_id: z.string().min(1),
  message: z.record(z.string(), z.unknown()),
});
const revoke = z.object({ original_message_id: z.string().min(1) });

/**
 * What was done to a message that was sent before; `undefined` when it is none of these, or not of
 * their shape: then it is shown as something that came.
 */
export function readChange(type: string, own: unknown): Changed | undefined {
  switch (type) {
    case "reaction":
      return readReaction(own);
    case "edit":
      return readEdit(own);
    case "revoke":
      return readRevoke(own);
  }
  return undefined;
}

/** Taken back by no emoji, or by an empty one. */
function readReaction(own: unknown): Changed | undefined {
  const read = reaction.safeParse(own);
  if (!read.success) return undefined;
  const { message_id, emoji } = read.data;
  const now = emoji === "" ? undefined : emoji?.slice(0, EMOJI_LENGTH_MAX);
  return { of: boundedExternalId(message_id), change: { kind: "reaction", emoji: now } };
}

/** The new words: of a file, those under it. */
function readEdit(own: unknown): Changed | undefined {
  const read = edit.safeParse(own);
  if (!read.success) return undefined;
  const { original_message_id, message } = read.data;
  const type = typeof message.type === "string" ? message.type : "";
  const content = readContent(type, message[type], []);
  if (content.special?.kind === "unsupported") return undefined;
  return {
    of: boundedExternalId(original_message_id),
    change: { kind: "edited", text: cleanText(content.text) },
  };
}

function readRevoke(own: unknown): Changed | undefined {
  const read = revoke.safeParse(own);
  if (!read.success) return undefined;
  return { of: boundedExternalId(read.data.original_message_id), change: { kind: "revoked" } };
}
