import { z } from "zod";
import {
  addArticlePictureBody,
  articleAudience,
  articleHit,
  articleLine,
  articleLocale,
  articlePicture,
  articlePlace,
  articleState,
  articleTextView,
  articleVersionView,
  articleView,
  createArticleBody,
  knowledgeFigures,
  publishArticleBody,
  saveArticleTextBody,
  suggestedArticle,
} from "../knowledge.ts";
import { type ApiRoute, byId, id, list, page, redirect } from "./route.ts";

/** As many words as a question has. */
const question = z.string().trim().max(200);

const byText = byId.extend({ locale: articleLocale });

/** The knowledge base: everybody drafts, supervisors publish. */
export const KNOWLEDGE_ROUTES = {
  listArticles: {
    method: "GET",
    path: "/articles",
    summary: "Articles in any state, last changed first",
    role: "agent",
    query: z.strictObject({
      ...page,
      q: question.optional(),
      /** Language of `q`. */
      locale: articleLocale.default("pt-BR"),
      state: articleState.optional(),
      audience: articleAudience.optional(),
      /** With those under it. */
      categoryId: id.optional(),
    }),
    response: list(articleLine),
  },
  searchArticles: {
    method: "GET",
    path: "/article-search",
    summary: "Published articles in a language, the best first, to be put into a reply",
    role: "agent",
    query: z.strictObject({
      q: question,
      locale: articleLocale,
      /** Whose marks the words are written with. */
      channel: z.string().max(40),
      /** The question is done, and not being typed: it is counted among what was looked for. */
      counts: z.stringbool().default(false),
    }),
    response: z.object({
      items: z.array(articleHit),
      /** Nothing has all the words; these have some of them. */
      isLoose: z.boolean(),
    }),
  },
  suggestArticles: {
    method: "GET",
    path: "/conversations/:id/articles",
    summary:
      "Published articles that fit a conversation by its category and its customer's words, and why",
    role: "agent",
    params: byId,
    query: z.strictObject({ locale: articleLocale }),
    response: z.object({ items: z.array(suggestedArticle) }),
  },
  createArticle: {
    method: "POST",
    path: "/articles",
    summary: "Begin an article in one language; repeatable by its id",
    role: "agent",
    status: 201,
    body: createArticleBody,
    response: articleView,
  },
  getArticle: {
    method: "GET",
    path: "/articles/:id",
    summary: "An article in all its languages, and what came of it",
    role: "agent",
    params: byId,
    response: articleView,
  },
  placeArticle: {
    method: "PATCH",
    path: "/articles/:id",
    summary: "Put an article into a category, or say who reads it",
    role: "supervisor",
    params: byId,
    body: articlePlace,
    response: articleView,
  },
  saveArticleText: {
    method: "PUT",
    path: "/articles/:id/texts/:locale",
    summary:
      "Keep the draft of a language under the revision that was seen; readers see none of it",
    role: "agent",
    params: byText,
    body: saveArticleTextBody,
    response: articleTextView,
  },
  publishArticle: {
    method: "POST",
    path: "/articles/:id/texts/:locale/publish",
    summary: "Make a version of the draft, which readers see from now on",
    role: "supervisor",
    params: byText,
    body: publishArticleBody,
    response: articleTextView,
  },
  archiveArticle: {
    method: "POST",
    path: "/articles/:id/texts/:locale/archive",
    summary: "Take a language out of everybody's sight, or bring it back as it was",
    role: "supervisor",
    params: byText,
    body: z.strictObject({ isArchived: z.boolean() }),
    response: articleTextView,
  },
  addArticlePicture: {
    method: "POST",
    path: "/article-pictures",
    summary: "Make a picture for articles of an uploaded file: PNG, JPEG or WebP that stands still",
    role: "agent",
    status: 201,
    body: addArticlePictureBody,
    response: articlePicture,
  },
  showArticlePicture: {
    method: "GET",
    path: "/article-pictures/:id",
    summary: "A picture for articles, whether or not anybody reads one that has it",
    role: "agent",
    status: 302,
    params: byId,
    response: redirect,
  },
  listArticleVersions: {
    method: "GET",
    path: "/articles/:id/texts/:locale/versions",
    summary: "What was published in a language, newest first",
    role: "agent",
    params: byText,
    response: list(articleVersionView),
  },
  draftArticle: {
    method: "POST",
    path: "/conversations/:id/article",
    summary:
      "Begin an article with what was said in a solved conversation, without who it was; once",
    role: "agent",
    status: 201,
    params: byId,
    body: z.strictObject({
      /** Of the article. */
      id,
      locale: articleLocale.optional(),
    }),
    response: articleView,
  },
  getKnowledgeFigures: {
    method: "GET",
    path: "/knowledge-figures",
    summary:
      "What articles were used for, what was looked for in vain, and where articles are missing",
    role: "supervisor",
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(90).default(30) }),
    response: knowledgeFigures,
  },
} as const satisfies Record<string, ApiRoute>;
