import type {
  ArticleAudience,
  ArticleBlock,
  ArticleId,
  ArticleLocale,
  AskedWord,
  CategoryId,
} from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** The dictionary that knows the word forms of a language; every PostgreSQL has them. */
export const STEMS: Readonly<Record<ArticleLocale, string>> = {
  "pt-BR": "portuguese_stem",
  en: "english_stem",
  es: "spanish_stem",
};

/** A word that was asked for, and what else it is found as; none: a word of every text ("de", "the"). */
export interface WordForms {
  readonly word: string;
  readonly stems: readonly string[];
}

/** @param words as `articleQuestion` gives them */
export async function wordForms(
  q: Queryable,
  locale: ArticleLocale,
  words: readonly AskedWord[],
): Promise<readonly WordForms[]> {
  if (words.length === 0) return [];
  const { rows } = await q.query<WordForms>({
    name: "word-forms",
    text: `select word, case when '{}' in (plain, said) then '{}' else plain || said end as stems
      from unnest($2::text[], $3::text[]) with ordinality as n(word, written, place)
        cross join lateral (select coalesce(ts_lexize($1::regdictionary, word), '{}') as plain,
          coalesce(ts_lexize($1::regdictionary, written), '{}') as said) f
      order by place`,
    values: [STEMS[locale], words.map(({ word }) => word), words.map(({ written }) => written)],
  });
  return rows;
}

/**
 * What has all the words, and what has any; the last may be the beginning of one. Words of every text
 * are only asked for where nothing else is. Folded words and their stems have letters and digits only:
 * nothing in them can be an operator.
 */
export function wordsQuery(forms: readonly WordForms[]): {
  readonly all: string;
  readonly any: string;
} {
  const last = forms.at(-1);
  const telling = forms.filter((one) => one.stems.length > 0 || one === last);
  // The last word is being typed: "de" may become "devolver", and is in every text as it is.
  const asked = telling
    .filter((one) => one.stems.length > 0 || telling.length === 1)
    .map((one) => {
      const whole = one === last ? `'${one.word}':*` : `'${one.word}'`;
      const stems = [...new Set(one.stems)].filter((stem) => stem !== one.word);
      return `(${[whole, ...stems.map((stem) => `'${stem}'`)].join(" | ")})`;
    });
  return { all: asked.join(" & "), any: asked.join(" | ") };
}

export interface ArticleHit {
  readonly articleId: ArticleId;
  readonly locale: ArticleLocale;
  readonly number: number;
  readonly title: string;
  readonly slug: string;
  readonly audience: ArticleAudience;
  readonly categoryId: CategoryId | null;
  readonly blocks: readonly ArticleBlock[];
}

export interface ArticleHits {
  readonly items: readonly ArticleHit[];
  /** Nothing had all the words; what is here has some of them. */
  readonly isLoose: boolean;
}

/** Published articles in a language, the best first. Without words nothing is found. */
export async function searchArticles(
  q: Queryable,
  asked: {
    readonly words: readonly AskedWord[];
    readonly locale: ArticleLocale;
    /** Those on the help centre only. */
    readonly isPublicOnly: boolean;
  },
  limit: number,
): Promise<ArticleHits> {
  const query = wordsQuery(await wordForms(q, asked.locale, asked.words));
  if (query.all === "") return { items: [], isLoose: false };
  const exact = await hits(q, query.all, asked, limit);
  if (exact.length > 0 || query.any === query.all) return { items: exact, isLoose: false };
  return { items: await hits(q, query.any, asked, limit), isLoose: true };
}

async function hits(
  q: Queryable,
  query: string,
  asked: { readonly locale: ArticleLocale; readonly isPublicOnly: boolean },
  limit: number,
): Promise<readonly ArticleHit[]> {
  const { rows } = await q.query<ArticleHit>({
    name: "search-articles",
    text: `select h.article_id as "articleId", h.locale, v.number, v.title, v.slug, h.audience,
        h.category_id as "categoryId", v.blocks
      from (select w.article_id, w.locale, t.versions, a.audience, a.category_id,
            ts_rank(w.words, $2::tsquery, 1) as rank
          from article_words w
            join article_texts t on t.article_id = w.article_id and t.locale = w.locale
            join articles a on a.id = w.article_id
          where w.locale = $1 and w.words @@ $2::tsquery and t.state = 'published'
            and (a.audience = 'public' or not $3)
          order by rank desc, w.article_id limit $4) h
        join article_versions v on v.article_id = h.article_id and v.locale = h.locale
          and v.number = h.versions
      order by h.rank desc, h.article_id`,
    values: [asked.locale, query, asked.isPublicOnly, limit],
  });
  return rows;
}
