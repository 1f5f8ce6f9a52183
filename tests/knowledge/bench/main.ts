import { parseArgs } from "node:util";
import {
  ARTICLE_LOCALES,
  type ArticleLocale,
  adaptArticle,
  articleQuestion,
  articleText,
  findExcerpt,
  questionWords,
} from "../../../packages/domain/src/index.ts";
import { searchArticles, wordForms, wordsQuery } from "../../../packages/store/src/index.ts";
import { type Library, openLibrary, seeded, wordOf } from "./library.ts";

/*
 * pnpm bench knowledge: how long somebody who looks for an article waits. Publishes articles of 400 words in three
 * languages and asks for them in several ways, one after the other; excerpts and the words for a reply are
 * made of what is found, as the API does.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    articles: { type: "string", default: "5000" },
    times: { type: "string", default: "300" },
    /** All in one language: as many as there can be for one question. */
    locale: { type: "string" },
    explain: { type: "boolean" },
  },
});
const count = Number(values.articles);
const times = Number(values.times);
const serverUrl = process.env.DATABASE_URL;
if (!serverUrl) throw new Error("DATABASE_URL says where to measure");

const one = ARTICLE_LOCALES.find((locale) => locale === values.locale);
const locales: readonly ArticleLocale[] = one ? [one] : ARTICLE_LOCALES;
const say = (line: string) => process.stdout.write(`${line}\n`);

await using library = await openLibrary(serverUrl, count, locales);
say(
  `${count} articles of 400 words in ${locales.join(", ")}; ${times} questions each; ms of one process's clock`,
);
say("question                              p50     p95     max   found nothing exact");
const random = seeded(11);
const QUESTIONS: Readonly<Record<string, (words: readonly string[]) => string>> = {
  "one frequent word": (words) => words[Math.floor(random() * 25)] ?? "",
  "two words": (words) => `${wordOf(words, random)} ${wordOf(words, random)}`,
  "six words, as customers ask": (words) =>
    Array.from({ length: 6 }, () => wordOf(words, random)).join(" "),
  "two letters, being typed": (words) => wordOf(words, random).slice(0, 2),
};
for (const [name, question] of Object.entries(QUESTIONS)) await measure(library, name, question);
if (values.explain) await explain(library);

async function measure(
  { database, words }: Library,
  name: string,
  question: (words: readonly string[]) => string,
): Promise<void> {
  const took: number[] = [];
  let missed = 0;
  for (let n = -20; n < times; n += 1) {
    const locale = locales[Math.abs(n) % locales.length] ?? "pt-BR";
    const asked = question(words(locale));
    const startedAt = performance.now();
    const found = await searchArticles(
      database.pool,
      { words: articleQuestion(asked, locale), locale, isPublicOnly: true },
      20,
    );
    for (const { blocks } of found.items) {
      findExcerpt(articleText(blocks), questionWords(asked), questionWords(asked).slice(-1));
      adaptArticle(blocks, "whatsapp");
    }
    if (n < 0) continue;
    took.push(performance.now() - startedAt);
    if (found.isLoose || found.items.length === 0) missed += 1;
  }
  took.sort((a, b) => a - b);
  const at = (share: number) =>
    took[Math.min(took.length - 1, Math.floor(share * took.length))] ?? 0;
  const shown = [0.5, 0.95, 1].map((share) => at(share).toFixed(1).padStart(8)).join("");
  say(`${name.padEnd(32)}${shown}   ${missed} of ${times}`);
}

async function explain({ database, words }: Library): Promise<void> {
  const [locale = "pt-BR"] = locales;
  const asked = articleQuestion((words(locale) ?? []).slice(0, 2).join(" "), locale);
  const query = wordsQuery(await wordForms(database.pool, locale, asked));
  const { rows } = await database.pool.query(
    `explain (analyze, buffers) select w.article_id, ts_rank(w.words, $2::tsquery, 1) as rank
      from article_words w join article_texts t on t.article_id = w.article_id and t.locale = w.locale
        join articles a on a.id = w.article_id
      where w.locale = $1 and w.words @@ $2::tsquery and t.state = 'published' and a.audience = 'public'
      order by rank desc, w.article_id limit 20`,
    [locale, query.all],
  );
  for (const row of rows) say(row["QUERY PLAN"]);
}
