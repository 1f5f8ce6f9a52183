import type { AskId, MessageAsk } from "@circuito/domain";

/** The page of a question, for whoever it was sent to. Nobody else can make the address. */
export type AskUrl = (id: AskId, value: string | undefined) => string;

/**
 * The words of a message with the links of the question that it carries below them. Made when it is
 * sent: what is stored, shown to agents and told to programs answers for no customer.
 */
export function withAskLinks(text: string, ask: MessageAsk | undefined, urlOf: AskUrl): string {
  if (!ask || ask.links.length === 0) return text;
  const lines = ask.links.map(({ title, value }) => `${title}: ${urlOf(ask.id, value)}`);
  return `${text}\n\n${lines.join("\n")}`;
}
