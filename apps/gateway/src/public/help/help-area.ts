import {
  articlePath,
  articlePictureOf,
  articleQuestion,
  countedQuestion,
  isSlug,
  questionWords,
} from "@circuito/domain";
import {
  addArticleVote,
  countQuestion,
  findPublicPicture,
  findPublished,
  listCategories,
  listPublished,
  listPublishedAddresses,
  type MediaStore,
  type ReadableArticle,
  searchArticles,
} from "@circuito/store";
import { type Request, type Response, Router } from "express";
import { sendArticlePicture } from "../../media/send-article-picture.ts";
import { limitAnswers } from "../limit-answers.ts";
import { companyName, type PublicArea } from "../public-door.ts";
import { localeOf, PUBLIC_LOCALES, type PublicLocale } from "../public-locale.ts";
import type { PublicPage } from "../public-page.tsx";
import type { PublicParts } from "../public-parts.ts";
import { PublicProblem } from "../public-problem.ts";
import { readPublicForm } from "../read-public-form.ts";
import { sendPublicPage } from "../send-public-page.tsx";
import { helpArticle } from "./help-article.tsx";
import { helpHome, helpTopic } from "./help-home.tsx";
import { helpSearch } from "./help-search.tsx";
import { HELP_STYLE, HELP_STYLE_NAME } from "./help-style.ts";
import { sitemap } from "./sitemap.ts";

/** Whoever looks for something asks a few times a minute; a house behind one address some more. */
const QUESTIONS = { points: 60, seconds: 60 };
/** An answer is one press; more of them are no reader's. */
const ANSWERS = { points: 10, seconds: 60 };
/** As many as one looks through; nobody turns to a second page. */
const HITS_MAX = 20;
const QUESTION_LENGTH_MAX = 200;
/** Its bytes never change; an article that is taken back takes its pictures along, in time. */
const PICTURE_MAX_AGE_SECONDS = 3_600;

export interface HelpAreaParts extends PublicParts {
  readonly media: MediaStore;
}

/** The help centre: what is published for everybody, found by search and by topic (ux.md S22). */
export function createHelpArea(parts: HelpAreaParts): PublicArea {
  const { database, publicUrl, now } = parts;
  const pool = database.pool;
  const https = publicUrl.startsWith("https:");
  const limitQuestions = limitAnswers(parts, QUESTIONS);
  const limitVotes = limitAnswers(parts, ANSWERS);
  const pages = Router();
  const show = (response: Response, page: PublicPage, isShared: boolean) =>
    sendPublicPage(response, page, { https, isShared });

  pages.get("/", (request, response) => {
    response.set("vary", "accept-language");
    response.redirect(302, `/help/${localeOf(request)}`);
  });

  pages.get(`/${HELP_STYLE_NAME}`, (_request, response) => {
    response.set({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/css; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    response.end(HELP_STYLE);
  });

  pages.get("/sitemap.xml", async (_request, response) => {
    const addresses = await listPublishedAddresses(pool);
    response.set({
      "cache-control": "public, max-age=3600",
      "content-type": "application/xml; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    response.end(sitemap(publicUrl, addresses));
  });

  // What no article shows that everybody reads looks as if it were not there.
  pages.get("/pictures/:name", async (request, response) => {
    const named = articlePictureOf(`/help/pictures/${request.params.name}`);
    const picture = named && (await findPublicPicture(pool, named.id));
    if (!picture) throw new PublicProblem("not-found");
    response.set({
      "cache-control": `public, max-age=${PICTURE_MAX_AGE_SECONDS}`,
      "x-content-type-options": "nosniff",
    });
    await sendArticlePicture(response, parts.media, picture);
  });

  pages.get("/:locale", async (request, response) => {
    const locale = spoken(request);
    const company = await companyName(parts);
    const question = String(request.query.q ?? "")
      .slice(0, QUESTION_LENGTH_MAX)
      .trim();
    if (question !== "") {
      await limitQuestions(request);
      return show(response, await answerTo(question, locale, company), false);
    }
    const [articles, categories] = await Promise.all([
      listPublished(pool, locale),
      listCategories(pool),
    ]);
    show(response, helpHome({ publicUrl, locale, company, articles, categories }), true);
  });

  async function answerTo(question: string, locale: PublicLocale, company: string | undefined) {
    const words = questionWords(question);
    const asked = articleQuestion(question, locale);
    const hits = await searchArticles(pool, { words: asked, locale, isPublicOnly: true }, HITS_MAX);
    const isMissed = hits.isLoose || hits.items.length === 0;
    await countQuestion(
      pool,
      { place: "help", locale, question: countedQuestion(question), isMissed },
      now(),
    );
    return helpSearch({ locale, company, question, words, hits });
  }

  pages.get("/:locale/c/:category", async (request, response) => {
    const locale = spoken(request);
    const categories = await listCategories(pool);
    const category = categories.find(({ id }) => id === request.params.category);
    if (!category) throw new PublicProblem("not-found");
    const articles = await listPublished(pool, locale, category.id);
    // A name that nothing public stands under is ours alone.
    if (articles.length === 0) throw new PublicProblem("not-found");
    const company = await companyName(parts);
    const page = helpTopic({ publicUrl, locale, company, articles, categories, category });
    show(response, page, true);
  });

  pages.get("/:locale/:slug", async (request, response) => {
    const locale = spoken(request);
    const article = await readable(request, locale);
    if (article.slug !== request.params.slug) {
      return response.redirect(301, articlePath(locale, article.slug));
    }
    const [categories, company, others] = await Promise.all([
      listCategories(pool),
      companyName(parts),
      article.categoryId === null ? [] : listPublished(pool, locale, article.categoryId),
    ]);
    const isAnswered = request.query.answered !== undefined;
    const page = helpArticle({
      ...{ publicUrl, locale, company, article, categories, others, isAnswered },
    });
    show(response, page, !isAnswered);
  });

  // Following a link counts nothing: only the form does.
  pages.post("/:locale/:slug/useful", async (request, response) => {
    const locale = spoken(request);
    const form = await readPublicForm(request, publicUrl);
    const answer = form.get("useful");
    if (answer !== "yes" && answer !== "no") throw new PublicProblem("invalid");
    await limitVotes(request);
    const article = await readable(request, locale);
    const vote = { articleId: article.id, locale, isUseful: answer === "yes" };
    await addArticleVote(pool, vote, now());
    response.redirect(303, `${articlePath(locale, article.slug)}?answered`);
  });

  /** What is not everybody's looks as if it were not there. */
  async function readable(request: Request, locale: PublicLocale): Promise<ReadableArticle> {
    const slug = String(request.params.slug);
    const article = isSlug(slug) ? await findPublished(pool, { locale, slug }) : undefined;
    if (article?.audience !== "public") throw new PublicProblem("not-found");
    return article;
  }

  return { path: "/help", pages };
}

function spoken({ params }: Request): PublicLocale {
  const locale = PUBLIC_LOCALES.find((one) => one === params.locale);
  if (locale === undefined) throw new PublicProblem("not-found");
  return locale;
}
