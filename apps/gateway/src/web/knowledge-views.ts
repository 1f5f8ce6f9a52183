import {
  type AskedWord,
  adaptArticle,
  articleLead,
  articlePath,
  articleText,
  type Channel,
  findExcerpt,
} from "@circuito/domain";
import type {
  ArticleHitView,
  ArticleLine,
  ArticleTextView,
  ArticleVersionView,
  ArticleView,
  SuggestedArticleView,
} from "@circuito/protocol";
import {
  type Article,
  type ArticleHit,
  type ArticleLine as ArticleLineRead,
  type ArticleText,
  type ArticleVersion,
  findArticleFigures,
  listArticleTexts,
  type SuggestedArticle,
} from "@circuito/store";
import { iso } from "./instants.ts";
import type { WebParts } from "./web-parts.ts";

export function articleLineOf(line: ArticleLineRead): ArticleLine {
  const { id, categoryId, audience, texts, updatedAt } = line;
  return { id, categoryId, audience, texts: [...texts], updatedAt: iso(updatedAt) };
}

export function articleTextViewOf(
  { publicUrl }: Pick<WebParts, "publicUrl">,
  { audience }: Pick<Article, "audience">,
  text: ArticleText,
): ArticleTextView {
  const { updatedAt, updatedByName, publishedSlug, ...rest } = text;
  const isRead = text.state === "published" && audience === "public" && publishedSlug !== null;
  return {
    ...rest,
    updatedBy: updatedByName,
    updatedAt: iso(updatedAt),
    url: isRead ? publicUrl + articlePath(text.locale, publishedSlug) : null,
  };
}

export function articleVersionViewOf(version: ArticleVersion): ArticleVersionView {
  const { publishedAt, publishedByName, ...rest } = version;
  return { ...rest, publishedBy: publishedByName, publishedAt: iso(publishedAt) };
}

/** What is found with no word of its body is shown by its first words. */
const LEAD_LENGTH_MAX = 200;

export function articleHitViewOf(
  { publicUrl }: Pick<WebParts, "publicUrl">,
  hit: ArticleHit,
  words: readonly string[],
  channel: Channel,
): ArticleHitView {
  const { articleId, locale, title, slug, audience, categoryId, blocks } = hit;
  const excerpt = findExcerpt(articleText(blocks), words, words.slice(-1));
  const isMarked = excerpt.marks.length > 0;
  return {
    ...{ articleId, locale, title, audience, categoryId },
    url: audience === "public" ? publicUrl + articlePath(locale, slug) : null,
    excerpt: isMarked
      ? { text: excerpt.text, marks: excerpt.marks.map(([from, to]) => [from, to]) }
      : { text: articleLead(blocks, LEAD_LENGTH_MAX), marks: [] },
    words: adaptArticle(blocks, channel),
  };
}

/** @param said the words that it was looked for by */
export function suggestedArticleOf(
  parts: Pick<WebParts, "publicUrl">,
  { category, found, ...hit }: SuggestedArticle,
  said: readonly AskedWord[],
  channel: Channel,
): SuggestedArticleView {
  const written = new Map(said.map((one) => [one.word, one.written]));
  return {
    ...articleHitViewOf(parts, hit, found, channel),
    because: { category, words: found.map((word) => written.get(word) ?? word) },
  };
}

/** @param since of its figures, ms since epoch */
export async function readArticleView(
  parts: WebParts,
  article: Article,
  since: number,
  mayReadConversation: boolean,
): Promise<ArticleView> {
  const { pool } = parts.database;
  const { id, categoryId, audience, conversationId } = article;
  const texts = await listArticleTexts(pool, id);
  return {
    ...{ id, categoryId, audience },
    conversationId: mayReadConversation ? conversationId : null,
    texts: texts.map((text) => articleTextViewOf(parts, article, text)),
    figures: await findArticleFigures(pool, id, since),
  };
}
