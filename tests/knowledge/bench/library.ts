import { randomUUID } from "node:crypto";
import {
  type ArticleId,
  type ArticleLocale,
  articleWords,
  asId,
  slugOf,
} from "../../../packages/domain/src/index.ts";
import { readArticle } from "../../../packages/protocol/src/article-text.ts";
import {
  addArticle,
  addArticleVersion,
  type Database,
  saveArticleText,
  saveArticleWords,
} from "../../../packages/store/src/index.ts";
import { openBenchDatabase } from "../../bench/open-bench-database.ts";

/** Words of an article: two printed pages. */
const ARTICLE_WORDS = 400;
/** Different words of a language's articles; the first are in nearly all of them, as in any language. */
const VOCABULARY = 12_000;

/** What customers ask about, in forms of the language: the most frequent words of the articles. */
const SUBJECTS: Readonly<Record<ArticleLocale, string>> = {
  "pt-BR":
    "pedido pagamento boleto entrega prazo conta senha cancelamento devolução reembolso cartão nota endereço produto troca garantia assinatura fatura rastreamento cadastro desconto frete loja atendimento protocolo",
  en: "order payment invoice delivery deadline account password cancellation return refund card receipt address product exchange warranty subscription bill tracking registration discount shipping store support protocol",
  es: "pedido pago factura entrega plazo cuenta contraseña cancelación devolución reembolso tarjeta recibo dirección producto cambio garantía suscripción cobro seguimiento registro descuento envío tienda atención protocolo",
};
const SYLLABLES =
  "ba ca da fa ga la ma na pa ra sa ta va be ce de fe le me ne pe re se te bi ci di fi li mi ni pi ri si ti bo co do fo lo mo no po ro so to bu cu du lu mu nu".split(
    " ",
  );

/** The same numbers every time (Numerical Recipes, LCG). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface Library extends AsyncDisposable {
  readonly database: Database;
  /** Words of a language, the most frequent first. */
  readonly words: (locale: ArticleLocale) => readonly string[];
}

/** A database with so many published articles, a third in each language. */
export async function openLibrary(
  serverUrl: string,
  count: number,
  locales: readonly ArticleLocale[],
): Promise<Library> {
  const bench = await openBenchDatabase(serverUrl, "circuito_bench_knowledge");
  const { database } = bench;
  const random = seeded(7);
  const vocabularies = new Map(locales.map((locale) => [locale, vocabulary(locale, random)]));
  const words = (locale: ArticleLocale) => vocabularies.get(locale) ?? [];
  for (let n = 0; n < count; n += 1) {
    const locale = locales[n % locales.length] ?? "pt-BR";
    await publish(database, locale, words(locale), n, random);
  }
  await database.pool.query("vacuum analyze");
  return {
    database,
    words,
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

function vocabulary(locale: ArticleLocale, random: () => number): readonly string[] {
  const words = new Set(SUBJECTS[locale].split(" "));
  while (words.size < VOCABULARY) {
    const length = 2 + Math.floor(random() * 3);
    words.add(Array.from({ length }, () => pick(SYLLABLES, random())).join(""));
  }
  return [...words];
}

/** Few words often, most of them seldom: the power of a uniform number is near enough to Zipf. */
export const wordOf = (words: readonly string[], random: () => number) =>
  pick(words, random() ** 4);

const pick = (all: readonly string[], at: number) => all[Math.floor(at * all.length)] ?? "";

async function publish(
  { pool }: Database,
  locale: ArticleLocale,
  words: readonly string[],
  n: number,
  random: () => number,
): Promise<void> {
  const some = (count: number) =>
    Array.from({ length: count }, () => wordOf(words, random)).join(" ");
  const title = `${some(5)} ${n}`;
  const body = Array.from({ length: 5 }, () => `## ${some(3)}\n\n${some(ARTICLE_WORDS / 5)}.`).join(
    "\n\n",
  );
  const draft = { title, slug: slugOf(title), body, keywords: some(3) };
  const articleId = asId<ArticleId>(randomUUID());
  const blocks = readArticle(body);
  const at = Date.now();
  await addArticle(
    pool,
    { id: articleId, categoryId: null, audience: "public", conversationId: null },
    undefined,
    at,
  );
  const state = { state: "published", revision: 1, versions: 1, isChanged: false } as const;
  await saveArticleText(pool, { articleId, locale, ...draft, ...state }, undefined, at);
  const by = { note: "", publishedBy: undefined, publishedByName: "bench" };
  await addArticleVersion(pool, { articleId, locale, ...draft, number: 1, blocks, ...by }, at);
  await saveArticleWords(pool, articleId, locale, articleWords(draft, blocks, locale));
}
