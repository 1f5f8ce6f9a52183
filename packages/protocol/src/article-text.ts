/* How an article's Markdown is read, in a browser and on the server: apart from the schemas, so that no validator comes along. */
import {
  type ArticleBlock,
  type ArticleInline,
  CALLOUT_TONES,
  type CalloutTone,
  inlineText,
  slugOf,
} from "@circuito/domain";
import { Lexer, type Token, type Tokens } from "marked";

export {
  ARTICLE_BODY_LENGTH_MAX,
  ARTICLE_KEYWORDS_LENGTH_MAX,
  ARTICLE_LOCALES,
  ARTICLE_NOTE_LENGTH_MAX,
  ARTICLE_PICTURE_BYTES_MAX,
  ARTICLE_TITLE_LENGTH_MAX,
  type ArticleBlock,
  type ArticleInline,
  type ArticleLocale,
  type ArticleMistake,
  adaptArticle,
  articleLocaleOf,
  articlePictureOf,
  type CalloutTone,
  inlineText,
  isSafeHref,
  isSlug,
  judgeArticlePicture,
  PICTURE_TYPES,
  type PictureFault,
  slugOf,
} from "@circuito/domain";

/** Deeper lists and quotations are no text that anybody reads, and cost whoever draws them. */
const DEPTH_MAX = 8;

/**
 * Reads an article as GitHub reads Markdown. HTML in it is text like any other; what has no place in
 * an article (footnotes, tasks) is its words.
 */
export function readArticle(markdown: string): readonly ArticleBlock[] {
  try {
    return blocksOf(new Lexer({ gfm: true }).lex(markdown), new Map(), 0);
  } catch (error) {
    // Thousands of quotations in each other: no text, and more than the reader's stack holds.
    if (error instanceof RangeError) return [{ kind: "code", text: markdown }];
    throw error;
  }
}

/** Ids given to headings, and how often. */
type Ids = Map<string, number>;

function blocksOf(tokens: readonly Token[], ids: Ids, depth: number): readonly ArticleBlock[] {
  if (depth > DEPTH_MAX) return paragraphOf([{ kind: "text", text: rawOf(tokens) }]);
  return tokens.flatMap((token) => blockOf(token, ids, depth));
}

function blockOf(token: Token, ids: Ids, depth: number): readonly ArticleBlock[] {
  switch (token.type) {
    case "heading": {
      const inlines = inlinesOf(token.tokens, depth);
      const level = Math.min(Math.max(token.depth, 2), 4);
      return [{ kind: "heading", level, id: idFor(inlineText(inlines), ids), inlines }];
    }
    case "paragraph":
    case "text":
      return paragraphOf(inlinesOf(token.tokens ?? [token], depth));
    case "list":
      return [
        {
          kind: "list",
          start: token.ordered ? Number(token.start) || 1 : undefined,
          items: (token as Tokens.List).items.map((item) => blocksOf(item.tokens, ids, depth + 1)),
        },
      ];
    case "blockquote":
      return [quoteOf(blocksOf(token.tokens ?? [], ids, depth + 1))];
    case "code":
      return [{ kind: "code", text: token.text }];
    case "table": {
      const { header, rows } = token as Tokens.Table;
      const cell = ({ tokens }: Tokens.TableCell) => inlinesOf(tokens, depth);
      return [{ kind: "table", head: header.map(cell), rows: rows.map((row) => row.map(cell)) }];
    }
    case "hr":
      return [{ kind: "rule" }];
    case "space":
    case "def":
    case "checkbox":
      return [];
    default:
      return paragraphOf([{ kind: "text", text: token.raw.trim() }]);
  }
}

function paragraphOf(inlines: readonly ArticleInline[]): readonly ArticleBlock[] {
  return inlines.length === 0 ? [] : [{ kind: "paragraph", inlines }];
}

const CALLOUT = /^\[!([A-Z]+)\]\s*/;

function quoteOf(blocks: readonly ArticleBlock[]): ArticleBlock {
  const [first, ...others] = blocks;
  const opening = first?.kind === "paragraph" ? first.inlines[0] : undefined;
  const mark = opening?.kind === "text" ? CALLOUT.exec(opening.text) : null;
  const tone = mark && toneOf(mark[1] ?? "");
  if (!tone || first?.kind !== "paragraph" || opening?.kind !== "text") {
    return { kind: "quote", tone: undefined, blocks };
  }
  const text = opening.text.slice(mark[0].length);
  const rest = first.inlines.slice(1);
  const inlines =
    text === "" ? rest.slice(rest[0]?.kind === "break" ? 1 : 0) : [{ ...opening, text }, ...rest];
  return { kind: "quote", tone, blocks: [...paragraphOf(inlines), ...others] };
}

/** GitHub knows five; ours are three. */
function toneOf(mark: string): CalloutTone | undefined {
  if (mark === "IMPORTANT") return "note";
  if (mark === "CAUTION") return "warning";
  return CALLOUT_TONES.find((tone) => tone === mark.toLowerCase());
}

function inlinesOf(tokens: readonly Token[] | undefined, depth: number): readonly ArticleInline[] {
  if (tokens === undefined) return [];
  if (depth > DEPTH_MAX) return [{ kind: "text", text: rawOf(tokens) }];
  return tokens.flatMap((token) => inlineOf(token, depth));
}

function inlineOf(token: Token, depth: number): readonly ArticleInline[] {
  const within = () => inlinesOf("tokens" in token ? token.tokens : undefined, depth + 1);
  switch (token.type) {
    case "strong":
      return [{ kind: "strong", inlines: within() }];
    case "em":
      return [{ kind: "emphasis", inlines: within() }];
    case "del":
      return [{ kind: "struck", inlines: within() }];
    case "codespan":
      return [{ kind: "code", text: token.text }];
    case "br":
      return [{ kind: "break" }];
    case "link":
      return [{ kind: "link", href: token.href, inlines: within() }];
    case "image":
      return [{ kind: "image", src: token.href, alt: token.text }];
    case "text":
      return token.tokens ? within() : [{ kind: "text", text: plain(token.text) }];
    case "escape":
      return [{ kind: "text", text: token.text }];
    case "checkbox":
      return [];
    default:
      return [{ kind: "text", text: token.raw }];
  }
}

/** One line of the source is no line of the page. */
const plain = (text: string) => text.replace(/\n/g, " ");

const rawOf = (tokens: readonly Token[]) =>
  tokens
    .map(({ raw }) => raw)
    .join("")
    .trim();

function idFor(text: string, ids: Ids): string {
  const base = slugOf(text) || "section";
  const count = (ids.get(base) ?? 0) + 1;
  ids.set(base, count);
  return count === 1 ? base : `${base}--${count}`;
}
