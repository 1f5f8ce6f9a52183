import type { AskedChat } from "@circuito/desk";
import type { Principal } from "@circuito/domain";
import type { ChosenChat } from "@circuito/protocol";
import { loadTemplates } from "./load-templates.ts";
import { visibleConversation } from "./visible.ts";
import type { WebParts } from "./web-parts.ts";

/** A chat reply with the template that its writer chose, as the provider has it now. */
export async function askedChat(
  parts: WebParts,
  who: Principal,
  conversationId: string,
  { template: chosen, ...chat }: ChosenChat,
): Promise<AskedChat> {
  if (!chosen) return chat;
  const { inboxId } = await visibleConversation(parts, who, conversationId);
  const templates = await loadTemplates(await parts.connectorOf(inboxId));
  const definition = templates.find(
    ({ name, language }) => name === chosen.name && language === chosen.language,
  );
  return { ...chat, template: { chosen, definition } };
}
