/*
 * An article as it was understood from its Markdown. There is no place in it for HTML: whoever draws
 * it draws these and nothing else.
 */

export type ArticleInline =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "break" }
  | {
      readonly kind: "strong" | "emphasis" | "struck";
      readonly inlines: readonly ArticleInline[];
    }
  | { readonly kind: "link"; readonly href: string; readonly inlines: readonly ArticleInline[] }
  | { readonly kind: "image"; readonly src: string; readonly alt: string };

/** What a reader must not overlook: written as a quotation that begins with `[!NOTE]` and the like. */
export const CALLOUT_TONES = ["note", "tip", "warning"] as const;
export type CalloutTone = (typeof CALLOUT_TONES)[number];

export type ArticleBlock =
  | {
      readonly kind: "heading";
      /** 2 to 4: the title is the page's only 1. */
      readonly level: number;
      /** To link to it by; unique in the article. */
      readonly id: string;
      readonly inlines: readonly ArticleInline[];
    }
  | { readonly kind: "paragraph"; readonly inlines: readonly ArticleInline[] }
  | {
      readonly kind: "list";
      /** Of steps, the number of the first. */
      readonly start: number | undefined;
      readonly items: readonly (readonly ArticleBlock[])[];
    }
  | {
      readonly kind: "quote";
      readonly tone: CalloutTone | undefined;
      readonly blocks: readonly ArticleBlock[];
    }
  | { readonly kind: "code"; readonly text: string }
  | {
      readonly kind: "table";
      readonly head: readonly (readonly ArticleInline[])[];
      readonly rows: readonly (readonly (readonly ArticleInline[])[])[];
    }
  | { readonly kind: "rule" };

/** Their words, without marks; a picture is what it shows. */
export function inlineText(inlines: readonly ArticleInline[]): string {
  return inlines.map(wordsOfInline).join("");
}

function wordsOfInline(inline: ArticleInline): string {
  switch (inline.kind) {
    case "text":
    case "code":
      return inline.text;
    case "break":
      return "\n";
    case "strong":
    case "emphasis":
    case "struck":
    case "link":
      return inlineText(inline.inlines);
    case "image":
      return inline.alt;
  }
}

/** Every stretch of words in it, in the order in which it is read. */
export function inlinesIn(blocks: readonly ArticleBlock[]): readonly (readonly ArticleInline[])[] {
  return blocks.flatMap(inlinesOf);
}

function inlinesOf(block: ArticleBlock): readonly (readonly ArticleInline[])[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return [block.inlines];
    case "list":
      return block.items.flatMap(inlinesIn);
    case "quote":
      return inlinesIn(block.blocks);
    case "code":
      return [[{ kind: "text", text: block.text }]];
    case "table":
      return [...block.head, ...block.rows.flat()];
    case "rule":
      return [];
  }
}

/** Its words and nothing else, a line a block. */
export function articleText(blocks: readonly ArticleBlock[]): string {
  return inlinesIn(blocks).map(inlineText).join("\n");
}

/** Links and pictures in it, those inside of links included. */
export function referencesIn(
  blocks: readonly ArticleBlock[],
): readonly Extract<ArticleInline, { kind: "link" | "image" }>[] {
  const found: Extract<ArticleInline, { kind: "link" | "image" }>[] = [];
  const look = (inlines: readonly ArticleInline[]) => {
    for (const inline of inlines) {
      if (inline.kind === "link" || inline.kind === "image") found.push(inline);
      if ("inlines" in inline) look(inline.inlines);
    }
  };
  inlinesIn(blocks).forEach(look);
  return found;
}

/**
 * Where a link may lead: pages, mail, phones, and places of this site. Anything else, `javascript:`
 * first of all, is no link.
 */
export function isSafeHref(href: string): boolean {
  // Browsers skip control characters and blanks in a scheme.
  if (/[\p{Cc}\s\\]/u.test(href)) return false;
  return /^(?:https?:\/\/[^/]|mailto:.|tel:\+?\d|\/(?!\/)|#)/i.test(href);
}

/** The first words of an article, for a list and for search engines. */
export function articleLead(blocks: readonly ArticleBlock[], lengthMax: number): string {
  const paragraph = blocks.find(({ kind }) => kind === "paragraph") ?? blocks[0];
  const text = (paragraph === undefined ? "" : articleText([paragraph]))
    .replace(/\s+/gu, " ")
    .trim();
  if (text.length <= lengthMax) return text;
  const cut = text.slice(0, lengthMax - 1);
  const end = cut.lastIndexOf(" ");
  return `${(end > lengthMax / 2 ? cut.slice(0, end) : cut).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
