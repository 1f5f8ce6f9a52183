import type { ConversationView } from "@circuito/protocol";
import { addressText } from "../i18n/labels.ts";

/** Who writes: their name, or the address as people write it. */
export function nameOf(conversation: ConversationView): string {
  return conversation.contact.name ?? addressText(conversation.contact.address);
}
