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
  const lines = choices.map(({ title, description }, index) => {
    // A score is answered by itself, not by its place.
    const line = /^\d+$/.test(title) ? title : `${index + 1}. ${title}`;
    return description === undefined ? line : `${line} (${description})`;
  });
  return [text, lines.join("\n")].filter((part) => part !== "").join("\n\n");
}
