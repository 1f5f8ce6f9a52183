import { draftArticleFrom } from "@circuito/desk";
import {
  articleQuestion,
  countedQuestion,
  DAY_MS,
  type Principal,
  questionWords,
  saidWords,
} from "@circuito/domain";
import { readArticle } from "@circuito/protocol/article-text";
import {
  type Article,
  countQuestion,
  findArticle,
  findConversationMatter,
  listArticles,
  listArticleVersions,
  listCategoryGaps,
  listMissedQuestions,
  listUsedArticles,
  searchArticles,
  suggestArticles,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import {
  articleHitViewOf,
  articleLineOf,
  articleVersionViewOf,
  readArticleView,
  suggestedArticleOf,
} from "../knowledge-views.ts";
import { cursorOf } from "../page-cursor.ts";
import { searching } from "../searching.ts";
import { refusedVerb } from "../verb-answer.ts";
import { mayReadConversation, nothingHere, visibleConversation } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Verb =
  | "listArticles"
  | "searchArticles"
  | "suggestArticles"
  | "getArticle"
  | "listArticleVersions"
  | "draftArticle"
  | "getKnowledgeFigures";

/** As many as are looked through over a composer. */
const HITS_MAX = 8;
/** Beside a conversation: more of them nobody reads while a customer waits. */
const SUGGESTED_MAX = 5;
/** Of an article's own figures. */
const FIGURES_MS = 90 * DAY_MS;

/** Articles as they are found and read by us, and where they begin. */
export function knowledgeHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk, now } = parts;
  return {
    async listArticles({ query }) {
      const { q, cursor, limit, ...filter } = query;
      const words = articleQuestion(q ?? "", query.locale);
      const page = await searching(parts, (client) =>
        listArticles(client, { ...filter, words }, cursorOf("uuid", cursor), limit),
      );
      return { items: page.items.map(articleLineOf), nextCursor: page.nextCursor };
    },

    async searchArticles({ query }) {
      const { q, locale, channel, counts } = query;
      const words = articleQuestion(q, locale);
      const found = await searching(parts, (client) =>
        searchArticles(client, { words, locale, isPublicOnly: false }, HITS_MAX),
      );
      if (counts) {
        const isMissed = found.isLoose || found.items.length === 0;
        const asked = { place: "desk", locale, question: countedQuestion(q), isMissed } as const;
        await countQuestion(database.pool, asked, now());
      }
      return {
        items: found.items.map((hit) => articleHitViewOf(parts, hit, questionWords(q), channel)),
        isLoose: found.isLoose,
      };
    },

    async suggestArticles({ who, params: { id }, query: { locale } }) {
      const { channel } = await visibleConversation(parts, who, id);
      const matter = await findConversationMatter(database.pool, id);
      if (!matter) throw nothingHere();
      const words = saidWords(matter.texts, locale);
      const found = await searching(parts, (client) =>
        suggestArticles(client, { categoryId: matter.categoryId, words, locale }, SUGGESTED_MAX),
      );
      return { items: found.map((one) => suggestedArticleOf(parts, one, words, channel)) };
    },

    async getArticle({ who, params }) {
      const article = await findArticle(database.pool, params.id);
      if (!article) throw nothingHere();
      return await articleFor(parts, who, article);
    },

    async listArticleVersions({ params }) {
      const versions = await listArticleVersions(database.pool, params.id, params.locale);
      return { items: versions.map(articleVersionViewOf), nextCursor: null };
    },

    async draftArticle({ who, params, body }) {
      const input = { conversationId: params.id, articleId: body.id, locale: body.locale };
      const drafted = await draftArticleFrom(desk, who, input, readArticle);
      if (drafted.kind === "refused") throw refusedVerb(parts, drafted, who, params.id);
      const article = await findArticle(database.pool, drafted.articleId);
      if (!article) throw new Error(`read article ${drafted.articleId} after it was drafted`);
      return await articleFor(parts, who, article);
    },

    async getKnowledgeFigures({ query: { days } }) {
      const since = now() - days * DAY_MS;
      const [articles, missed, gaps] = await Promise.all([
        listUsedArticles(database.pool, since),
        listMissedQuestions(database.pool, since),
        listCategoryGaps(database.pool, since),
      ]);
      return {
        days,
        articles: [...articles],
        missed: missed.map((one) => ({ ...one, places: [...one.places] })),
        gaps: [...gaps],
      };
    },
  };
}

/** An article as somebody may see it: where it was learned only where they may look. */
export async function articleFor(parts: WebParts, who: Principal, article: Article) {
  const { conversationId } = article;
  const may = conversationId !== null && (await mayReadConversation(parts, who, conversationId));
  return await readArticleView(parts, article, parts.now() - FIGURES_MS, may);
}
