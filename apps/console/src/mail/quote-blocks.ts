/** Lines that stand together: of the writer (`depth` 0), or quoted, and how often. */
export interface QuoteBlock {
  readonly depth: number;
  readonly text: string;
}

/** Deeper quotes are drawn like this one: nobody counts further. */
const DEPTH_MAX = 4;

/** Takes the `>` marks off quoted lines and groups lines of the same depth (RFC 3676 §4.5). */
export function quoteBlocks(text: string): readonly QuoteBlock[] {
  const blocks: { depth: number; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const marks = /^(?:> ?)+/.exec(line)?.[0] ?? "";
    const depth = Math.min(DEPTH_MAX, marks.replaceAll(" ", "").length);
    const last = blocks.at(-1);
    const words = line.slice(marks.length);
    if (last?.depth === depth) last.lines.push(words);
    else blocks.push({ depth, lines: [words] });
  }
  return blocks.map(({ depth, lines }) => ({ depth, text: lines.join("\n") }));
}
