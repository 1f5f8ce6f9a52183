import type { AskedChat } from "@circuito/desk";
import type { ChosenTemplate, Principal } from "@circuito/domain";
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
  return { ...chat, template: await chosenTemplate(parts, inboxId, chosen) };
}

/** A template that somebody chose, as the inbox's provider has it now. */
export async function chosenTemplate(
  parts: WebParts,
  inboxId: string,
  chosen: ChosenTemplate,
): Promise<NonNullable<AskedChat["template"]>> {
  const templates = await loadTemplates(await parts.connectorOf(inboxId));
  const definition = templates.find(
    ({ name, language }) => name === chosen.name && language === chosen.language,
  );
  return { chosen, definition };
}
