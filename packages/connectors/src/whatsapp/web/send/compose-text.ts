import type { OutboundMessage } from "@circuito/connector";

/** Buttons and lists are gone from this way of sending: what is offered is written out, with numbers. */
export function composeText({ text, chat }: Pick<OutboundMessage, "text" | "chat">): string {
  const choices = chat?.choices ?? [];
  if (choices.length === 0) return text;
  const lines = choices.map(({ title, description }, index) =>
    description === undefined
      ? `${index + 1}. ${title}`
      : `${index + 1}. ${title} (${description})`,
  );
  return [text, lines.join("\n")].filter((part) => part !== "").join("\n\n");
}
