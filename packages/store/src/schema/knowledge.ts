/* The knowledge base: articles in several languages, their versions, what they are found by, and what came of them. */
import type {
  AgentId,
  ArticleAudience,
  ArticleBlock,
  ArticleId,
  ArticleLocale,
  ArticleState,
  CategoryId,
  ConversationId,
  MessageId,
  PictureType,
} from "@circuito/domain";
import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { foundBy, instant } from "../column-types.ts";
import { categories } from "./categories.ts";

/** What all languages of an article have in common. Never deleted: links to it were sent. */
export const articles = pgTable(
  "articles",
  {
    id: uuid().$type<ArticleId>().primaryKey(),
    /** What kind of problem it answers; problems and articles stand in one tree. */
    categoryId: uuid()
      .$type<CategoryId>()
      .references(() => categories.id),
    audience: text().$type<ArticleAudience>().notNull(),
    /** Where it was learned. */
    conversationId: uuid().$type<ConversationId>(),
    createdBy: uuid().$type<AgentId>(),
    createdAt: instant().notNull().default(sql`now()`),
    updatedAt: instant().notNull().default(sql`now()`),
  },
  (t) => [
    // The list of all, newest change first.
    index("articles_newest").on(t.updatedAt.desc(), t.id),
    index("articles_category").on(t.categoryId),
    // One conversation, one draft: who asks again is shown the first.
    uniqueIndex("articles_conversation")
      .on(t.conversationId)
      .where(sql`conversation_id is not null`),
  ],
);

/** An article in one language: what people write on. */
export const articleTexts = pgTable(
  "article_texts",
  {
    articleId: uuid()
      .$type<ArticleId>()
      .notNull()
      .references(() => articles.id),
    locale: text().$type<ArticleLocale>().notNull(),
    state: text().$type<ArticleState>().notNull(),
    title: text().notNull(),
    slug: text().notNull(),
    /** Markdown. */
    body: text().notNull(),
    keywords: text().notNull(),
    /** Grows with every save: who knows less overwrites nothing. */
    revision: integer().notNull(),
    /** Number of its newest version; 0: never published. */
    versions: integer().notNull().default(0),
    /** The draft says something else than its newest version. */
    isChanged: boolean().notNull().default(false),
    updatedBy: uuid().$type<AgentId>(),
    updatedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.locale] }),
    // What the help centre lists.
    index("article_texts_published").on(t.locale, t.articleId).where(sql`state = 'published'`),
  ],
);

/** What was published, as it was: never changed. */
export const articleVersions = pgTable(
  "article_versions",
  {
    articleId: uuid().$type<ArticleId>().notNull(),
    locale: text().$type<ArticleLocale>().notNull(),
    number: integer().notNull(),
    title: text().notNull(),
    slug: text().notNull(),
    body: text().notNull(),
    /** The body as it was understood: readers cost no parsing. */
    blocks: jsonb().$type<readonly ArticleBlock[]>().notNull(),
    keywords: text().notNull(),
    /** What changed, for colleagues. */
    note: text().notNull(),
    publishedBy: uuid().$type<AgentId>(),
    publishedByName: text().notNull(),
    publishedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.locale, t.number] }),
    foreignKey({
      columns: [t.articleId, t.locale],
      foreignColumns: [articleTexts.articleId, articleTexts.locale],
    }),
  ],
);

/** Addresses that an article has or had: a former one leads to the present one, and to nobody else's. */
export const articleSlugs = pgTable(
  "article_slugs",
  {
    locale: text().$type<ArticleLocale>().notNull(),
    slug: text().notNull(),
    articleId: uuid()
      .$type<ArticleId>()
      .notNull()
      .references(() => articles.id),
  },
  (t) => [primaryKey({ columns: [t.locale, t.slug] })],
);

/** A picture for articles, judged by its bytes. Never deleted: versions are kept as they were. */
export const articlePictures = pgTable("article_pictures", {
  id: uuid().primaryKey(),
  /** In the media store. */
  sha256: text().notNull(),
  mimeType: text().$type<PictureType>().notNull(),
  /** Px. */
  width: integer().notNull(),
  height: integer().notNull(),
  sizeBytes: integer().notNull(),
  addedBy: uuid().$type<AgentId>(),
  addedAt: instant().notNull(),
});

/** Pictures that a version shows: whoever may read it may see them. */
export const articlePictureUses = pgTable(
  "article_picture_uses",
  {
    pictureId: uuid()
      .notNull()
      .references(() => articlePictures.id),
    articleId: uuid().$type<ArticleId>().notNull(),
    locale: text().$type<ArticleLocale>().notNull(),
    number: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pictureId, t.articleId, t.locale, t.number] }),
    foreignKey({
      name: "article_picture_uses_version",
      columns: [t.articleId, t.locale, t.number],
      foreignColumns: [articleVersions.articleId, articleVersions.locale, articleVersions.number],
    }),
  ],
);

/** Words of the newest version, or of the draft of what was never published; with word forms of its language. */
export const articleWords = pgTable(
  "article_words",
  {
    articleId: uuid().$type<ArticleId>().notNull(),
    locale: text().$type<ArticleLocale>().notNull(),
    words: foundBy().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.locale] }),
    index("article_words_found").using("gin", t.words),
  ],
);

/** An article that went to a customer with a reply. */
export const articleUses = pgTable(
  "article_uses",
  {
    messageId: uuid().$type<MessageId>().notNull(),
    articleId: uuid()
      .$type<ArticleId>()
      .notNull()
      .references(() => articles.id),
    locale: text().$type<ArticleLocale>().notNull(),
    /** Version that was sent. */
    number: integer().notNull(),
    /** Its address, or its words. */
    how: text().$type<"link" | "text">().notNull(),
    conversationId: uuid().$type<ConversationId>().notNull(),
    agentId: uuid().$type<AgentId>(),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.messageId, t.articleId] }),
    index("article_uses_article").on(t.articleId, t.at),
    // Whether a conversation had any.
    index("article_uses_conversation").on(t.conversationId),
    // Those of a period, for the figures.
    index("article_uses_at").on(t.at),
  ],
);

/** "Was this useful", a row a day: whose answers they were is nobody's business. */
export const articleVotes = pgTable(
  "article_votes",
  {
    articleId: uuid()
      .$type<ArticleId>()
      .notNull()
      .references(() => articles.id),
    locale: text().$type<ArticleLocale>().notNull(),
    day: date().notNull(),
    useful: integer().notNull().default(0),
    useless: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.locale, t.day] })],
);

/** What was looked for, a row a day and question, without who asked. */
export const articleQuestions = pgTable(
  "article_questions",
  {
    day: date().notNull(),
    place: text().$type<"help" | "desk">().notNull(),
    locale: text().$type<ArticleLocale>().notNull(),
    /** Folded: see `countedQuestion`. */
    question: text().notNull(),
    times: integer().notNull(),
    /** How often nothing had all its words. */
    misses: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.day, t.place, t.locale, t.question] }),
    index("article_questions_missed").on(t.day).where(sql`misses > 0`),
  ],
);
