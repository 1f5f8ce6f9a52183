import type { ConversationView } from "@circuito/protocol";

/** What a notice tells, by the names that templates have for it. */
export interface NoticeFacts {
  readonly protocolo: string;
  readonly area: string;
  readonly prazo: string;
  readonly nome: string;
}

/** A queue's template with the facts in it; names that it does not know stay as they were written. */
export function filledNotice(template: string, facts: NoticeFacts): string {
  return template
    .replace(/\{(protocolo|area|prazo|nome)\}/g, (_, name: keyof NoticeFacts) => facts[name])
    .replace(/ +([,.!])/g, "$1");
}

/** The name by which somebody is spoken to: nothing rather than a number. */
export function firstNameOf({ contact }: Pick<ConversationView, "contact">): string {
  return contact.name?.trim().split(/\s+/)[0] ?? "";
}

/** Whether the customer can be told anything now. */
export function canTell(
  {
    contact,
    replyWindowEndsAt,
    optedOutAt,
  }: Pick<ConversationView, "contact" | "replyWindowEndsAt" | "optedOutAt">,
  now: number,
): boolean {
  if (contact.address.startsWith("sender:") || optedOutAt !== null) return false;
  return replyWindowEndsAt === null || Date.parse(replyWindowEndsAt) > now;
}
