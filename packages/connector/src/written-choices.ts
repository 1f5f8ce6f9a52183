import type { OutboundChat } from "@circuito/domain";

/**
 * The words of a message for a channel without buttons: what is offered stands below them, with the
 * numbers that customers answer with.
 */
export function writeOutChoices({
  text,
  chat,
}: {
  readonly text: string;
  readonly chat?: Pick<OutboundChat, "choices">;
}): string {
  const choices = chat?.choices ?? [];
  if (choices.length === 0) return text;
  const lines = choices.map(({ title, description }, index) =>
    description === undefined
      ? `${index + 1}. ${title}`
      : `${index + 1}. ${title} (${description})`,
  );
  return [text, lines.join("\n")].filter((part) => part !== "").join("\n\n");
}
