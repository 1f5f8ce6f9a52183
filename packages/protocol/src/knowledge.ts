/* Articles as they are written, found and counted. */
import {
  ARTICLE_AUDIENCES,
  ARTICLE_BODY_LENGTH_MAX,
  ARTICLE_KEYWORDS_LENGTH_MAX,
  ARTICLE_LOCALES,
  ARTICLE_NOTE_LENGTH_MAX,
  ARTICLE_STATES,
  ARTICLE_TITLE_LENGTH_MAX,
  SLUG_LENGTH_MAX,
} from "@circuito/domain";
import { z } from "zod";
import { instant } from "./instant.ts";

const id = z.uuid();

export const articleLocale = z.enum(ARTICLE_LOCALES);
export const articleAudience = z.enum(ARTICLE_AUDIENCES);
export const articleState = z.enum(ARTICLE_STATES);

/** More go with no reply that anybody reads. */
export const REPLY_ARTICLES_MAX = 10;

/** An article that goes with a reply: its address, or its words. */
export const articleUse = z.strictObject({
  articleId: id,
  locale: articleLocale,
  how: z.enum(["link", "text"]),
});
export type ArticleUseBody = z.infer<typeof articleUse>;

/** What is written in one language. Anything may be missing in a draft; publishing asks for all of it. */
export const articleDraft = z.strictObject({
  title: z.string().trim().max(ARTICLE_TITLE_LENGTH_MAX),
  /** Its address in the help centre: small letters, digits and single hyphens. */
  slug: z.string().trim().max(SLUG_LENGTH_MAX),
  /** Markdown; HTML in it is shown as text. */
  body: z.string().max(ARTICLE_BODY_LENGTH_MAX),
  /** Other words that people look for it with. */
  keywords: z.string().trim().max(ARTICLE_KEYWORDS_LENGTH_MAX),
});
export type ArticleDraftBody = z.infer<typeof articleDraft>;

/** What its languages have in common. */
export const articlePlace = z.strictObject({
  categoryId: id.nullable(),
  audience: articleAudience,
});

export const createArticleBody = articlePlace.extend({
  /** Made by the client: said again with it, it is the same article. */
  id,
  locale: articleLocale,
  text: articleDraft,
});

/** A file that the caller uploaded becomes a picture for articles. */
export const addArticlePictureBody = z.strictObject({ uploadId: id });

export const articlePicture = z.object({
  id,
  /** As an article's Markdown names it. */
  path: z.string(),
  /** Px. */
  width: z.int(),
  height: z.int(),
});
export type ArticlePictureView = z.infer<typeof articlePicture>;

export const saveArticleTextBody = z.strictObject({
  text: articleDraft,
  /** The revision that was changed; 0: there was none in this language. Under another one nothing is done. */
  revision: z.int().min(0),
});

export const publishArticleBody = z.strictObject({
  /** The revision that was looked at. */
  revision: z.int().min(1),
  /** What changed, for colleagues. */
  note: z.string().trim().max(ARTICLE_NOTE_LENGTH_MAX).default(""),
});

export const articleLine = articlePlace.extend({
  id,
  texts: z.array(
    z.object({
      locale: articleLocale,
      title: z.string(),
      state: articleState,
      /** Its draft says something else than what is read. */
      isChanged: z.boolean(),
    }),
  ),
  updatedAt: instant,
});
export type ArticleLine = z.infer<typeof articleLine>;

export const articleTextView = articleDraft.extend({
  locale: articleLocale,
  state: articleState,
  /** Send it back with a change. */
  revision: z.int(),
  /** Number of its newest version; 0: never published. */
  versions: z.int(),
  isChanged: z.boolean(),
  updatedBy: z.string().nullable(),
  updatedAt: instant,
  /** Where it is read; null unless it is published for everybody. */
  url: z.string().nullable(),
});
export type ArticleTextView = z.infer<typeof articleTextView>;

export const articleFigures = z.object({
  /** Replies that it went with. */
  uses: z.int(),
  /** Conversations of these that were solved after it; `held` were not opened again since. */
  settled: z.int(),
  held: z.int(),
  /** Answers of readers. */
  useful: z.int(),
  useless: z.int(),
});
export type ArticleFiguresView = z.infer<typeof articleFigures>;

export const articleView = articlePlace.extend({
  id,
  /** The conversation it was learned in, where the caller may see it. */
  conversationId: id.nullable(),
  texts: z.array(articleTextView),
  /** Of the last 90 days. */
  figures: articleFigures,
});
export type ArticleView = z.infer<typeof articleView>;

export const articleVersionView = articleDraft.extend({
  number: z.int(),
  note: z.string(),
  publishedBy: z.string(),
  publishedAt: instant,
});
export type ArticleVersionView = z.infer<typeof articleVersionView>;

/** A published article that was found. */
export const articleHit = z.object({
  articleId: id,
  locale: articleLocale,
  title: z.string(),
  audience: articleAudience,
  categoryId: id.nullable(),
  /** Where customers read it; null of an internal one. */
  url: z.string().nullable(),
  /** A few words around what was found, and where in them it stands. */
  excerpt: z.object({ text: z.string(), marks: z.array(z.tuple([z.int(), z.int()])) }),
  /** Its words as the asked channel shows them. */
  words: z.string(),
});
export type ArticleHitView = z.infer<typeof articleHit>;

/** An article that fits a conversation, and why. */
export const suggestedArticle = articleHit.extend({
  because: z.object({
    /** Name of the conversation's category, or of the one above it, where the article stands in it. */
    category: z.string().nullable(),
    /** The customer's own words that it has, as they were written, the most telling first. */
    words: z.array(z.string()),
  }),
});
export type SuggestedArticleView = z.infer<typeof suggestedArticle>;

export const knowledgeFigures = z.object({
  /** Days that are looked back on. */
  days: z.int(),
  articles: z.array(articleFigures.extend({ id, title: z.string() })),
  /** What was looked for and not found. */
  missed: z.array(
    z.object({
      question: z.string(),
      locale: articleLocale,
      times: z.int(),
      /** Of these, how often nothing had all its words. */
      misses: z.int(),
      /** Asked on the help centre, by us in the console. */
      places: z.array(z.enum(["help", "desk"])),
    }),
  ),
  /** Conversations by what they are about, most of them without an article first. */
  gaps: z.array(
    z.object({
      categoryId: id,
      conversations: z.int(),
      /** In which an article was used. */
      helped: z.int(),
      articles: z.int(),
    }),
  ),
});
export type KnowledgeFigures = z.infer<typeof knowledgeFigures>;
