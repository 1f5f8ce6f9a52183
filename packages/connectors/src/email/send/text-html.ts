import { type Formatted, linkify, type MailBlock, mailBlocks } from "@circuito/domain";

/**
 * Written words as HTML, for readers whose program shows that better: the same words with what their marks
 * mean (decision 45), links to follow, and nothing else. Everything a person typed is escaped.
 */
export function textAsHtml(text: string): string {
  const body = mailBlocks(text).map(block).join("\n");
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n${body}\n</body></html>\n`;
}

function block(one: MailBlock): string {
  if (one.kind === "list") {
    const items = one.items.map((parts) => `<li>${inline(parts)}</li>`).join("\n");
    return one.from === undefined
      ? `<ul>\n${items}\n</ul>`
      : `<ol start="${one.from}">\n${items}\n</ol>`;
  }
  return `<p>${inline(one.parts).replaceAll("\n", "<br>\n")}</p>`;
}

const TAGS = { bold: "strong", italic: "em", strike: "s" } as const;

function inline(parts: readonly Formatted[]): string {
  return parts.map(drawn).join("");
}

function drawn(part: Formatted): string {
  switch (part.kind) {
    case "text":
      return linkify(part.text)
        .map(({ text, href }) => (href === undefined ? escaped(text) : link(href, text)))
        .join("");
    case "mono":
      return `<code>${escaped(part.text)}</code>`;
    case "link":
      return link(part.href, part.text);
    default:
      return `<${TAGS[part.kind]}>${inline(part.parts)}</${TAGS[part.kind]}>`;
  }
}

const link = (href: string, words: string) => `<a href="${escaped(href)}">${escaped(words)}</a>`;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}
