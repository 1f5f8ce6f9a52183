import type { OfferedChoice, OutboundChat } from "@circuito/domain";

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
  // A score is answered by itself, not by its place; what its ends mean the words say.
  const isScale = choices.every(({ title }) => /^\d+$/.test(title));
  const written = isScale
    ? choices.map(({ title }) => title).join(" · ")
    : choices.map(lineOf).join("\n");
  return [text, written].filter((part) => part !== "").join("\n\n");
}

function lineOf({ title, description }: OfferedChoice, index: number): string {
  const line = `${index + 1}. ${title}`;
  return description === undefined ? line : `${line} (${description})`;
}
