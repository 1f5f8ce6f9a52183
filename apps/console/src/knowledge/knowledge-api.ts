import type {
  ArticleDraftBody,
  ArticleHitView,
  ArticleLine,
  ArticlePictureView,
  ArticleTextView,
  ArticleVersionView,
  ArticleView,
  KnowledgeFigures,
  SuggestedArticleView,
} from "@circuito/protocol";
import type { ArticleLocale } from "@circuito/protocol/article-text";
import { request } from "../api/request.ts";

export interface ArticlePlace {
  readonly categoryId: string | null;
  readonly audience: "public" | "internal";
}

export interface ArticleQuery {
  readonly q?: string | undefined;
  readonly locale: ArticleLocale;
  readonly state?: string | undefined;
  readonly categoryId?: string | undefined;
  readonly cursor?: string | undefined;
}

const article = (id: string) => `/articles/${encodeURIComponent(id)}`;
const text = (id: string, locale: ArticleLocale, verb = "") =>
  `${article(id)}/texts/${locale}${verb}`;

/** The routes of the knowledge base. */
export const knowledgeApi = {
  list: (query: ArticleQuery) =>
    request<{ items: ArticleLine[]; nextCursor: string | null }>("GET", "/articles", {
      query: { ...query },
    }),
  search: (q: string, locale: ArticleLocale, channel: string, counts: boolean) =>
    request<{ items: ArticleHitView[]; isLoose: boolean }>("GET", "/article-search", {
      query: { q, locale, channel, counts },
    }),
  suggest: (conversationId: string, locale: ArticleLocale) =>
    request<{ items: SuggestedArticleView[] }>(
      "GET",
      `/conversations/${encodeURIComponent(conversationId)}/articles`,
      { query: { locale } },
    ),
  get: (id: string) => request<ArticleView>("GET", article(id)),
  create: (
    body: ArticlePlace & {
      readonly id: string;
      readonly locale: ArticleLocale;
      readonly text: ArticleDraftBody;
    },
  ) => request<ArticleView>("POST", "/articles", { body }),
  place: (id: string, body: ArticlePlace) => request<ArticleView>("PATCH", article(id), { body }),
  saveText: (id: string, locale: ArticleLocale, draft: ArticleDraftBody, revision: number) =>
    request<ArticleTextView>("PUT", text(id, locale), { body: { text: draft, revision } }),
  addPicture: (uploadId: string) =>
    request<ArticlePictureView>("POST", "/article-pictures", { body: { uploadId } }),
  publish: (id: string, locale: ArticleLocale, revision: number, note: string) =>
    request<ArticleTextView>("POST", text(id, locale, "/publish"), { body: { revision, note } }),
  archive: (id: string, locale: ArticleLocale, isArchived: boolean) =>
    request<ArticleTextView>("POST", text(id, locale, "/archive"), { body: { isArchived } }),
  versions: (id: string, locale: ArticleLocale) =>
    request<{ items: ArticleVersionView[] }>("GET", text(id, locale, "/versions")),
  draftFrom: (conversationId: string, id: string) =>
    request<ArticleView>("POST", `/conversations/${encodeURIComponent(conversationId)}/article`, {
      body: { id },
    }),
  figures: (days: number) =>
    request<KnowledgeFigures>("GET", "/knowledge-figures", { query: { days } }),
};
