/** Languages that articles are written in: those of the console and of the help centre. */
export const ARTICLE_LOCALES = ["pt-BR", "en", "es"] as const;
export type ArticleLocale = (typeof ARTICLE_LOCALES)[number];

/** Everybody, on the help centre; or only who works here. */
export const ARTICLE_AUDIENCES = ["public", "internal"] as const;
export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number];

/**
 * Of an article in one language. `published`: its newest version is read, whatever its draft has
 * become since. `archived`: nobody finds it; what it said is kept.
 */
export const ARTICLE_STATES = ["draft", "published", "archived"] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** What people write of an article in one language. */
export interface ArticleDraft {
  readonly title: string;
  /** Its address in the help centre, unique in its language. */
  readonly slug: string;
  /** Markdown. */
  readonly body: string;
  /** Other words that people look for it with. */
  readonly keywords: string;
}

/** A title that fits a line of a list, and of a search engine's. */
export const ARTICLE_TITLE_LENGTH_MAX = 120;
/** A longer one is a book, some 20 printed pages; and reading Markdown costs the square of its length at worst. */
export const ARTICLE_BODY_LENGTH_MAX = 50_000;
export const ARTICLE_KEYWORDS_LENGTH_MAX = 500;
/** What changed, in a line. */
export const ARTICLE_NOTE_LENGTH_MAX = 200;

/** The language nearest to a tag as browsers and customers have it; Portuguese, for the first users are Brazilian. */
export function articleLocaleOf(tag: string | null | undefined): ArticleLocale {
  const asked = (tag ?? "").toLowerCase();
  const exact = ARTICLE_LOCALES.find((locale) => locale.toLowerCase() === asked);
  return (
    exact ??
    ARTICLE_LOCALES.find((locale) => locale.slice(0, 2) === asked.slice(0, 2)) ??
    ARTICLE_LOCALES[0]
  );
}
