import { linkify } from "@circuito/domain";

/**
 * Plain words as HTML, for readers whose program shows that better: the same words, line by line, links
 * to follow, and nothing else. Everything a person typed is escaped.
 */
export function textAsHtml(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.split("\n").map(line).join("<br>\n")}</p>`);
  return `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body>\n${paragraphs.join("\n")}\n</body></html>\n`;
}

function line(words: string): string {
  return linkify(words)
    .map(({ text, href }) => {
      return href === undefined ? escaped(text) : `<a href="${escaped(href)}">${escaped(text)}</a>`;
    })
    .join("");
}

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
