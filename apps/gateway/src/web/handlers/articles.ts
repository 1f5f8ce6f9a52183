import { cleanText } from "@circuito/connector";
import {
  type ArticleAct,
  type ArticleDraft,
  type ArticleId,
  type ArticleLocale,
  type ArticleMistake,
  agentIdOf,
  articleOfPath,
  articleWords,
  asId,
  type CategoryId,
  mistakesInArticle,
  moveArticle,
  type Principal,
  picturesIn,
  referencesIn,
  slugOf,
} from "@circuito/domain";
import { readArticle } from "@circuito/protocol/article-text";
import {
  type Article,
  type ArticleText,
  addArticle,
  addArticleVersion,
  findArticle,
  findArticleText,
  findNewestDraft,
  findPictureIds,
  findSlugOwners,
  listCategories,
  lockArticle,
  lockSlugs,
  placeArticle,
  type Queryable,
  type SavedText,
  saveArticleText,
  saveArticleWords,
  tellConfigurationChanged,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { articleTextViewOf } from "../knowledge-views.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { articleFor } from "./knowledge.ts";

type Verb =
  | "createArticle"
  | "placeArticle"
  | "saveArticleText"
  | "publishArticle"
  | "archiveArticle";

/** Articles as they are written: everybody drafts, supervisors say what is read, and by whom. */
export function articleHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, desk, now } = parts;
  return {
    async createArticle({ who, body }) {
      const { id, locale, text, categoryId, audience } = body;
      const article: Article = {
        id: asId<ArticleId>(id),
        categoryId: categoryId === null ? null : asId(categoryId),
        audience,
        conversationId: null,
      };
      await database.transaction(async ({ client }) => {
        await requireCategory(client, categoryId);
        // Said again because the answer was lost: what became of it since stays.
        if (!(await addArticle(client, article, agentIdOf(who), now()))) return;
        await keepDraft(client, who, article.id, locale, undefined, text);
      });
      return await shown(who, id);
    },

    async placeArticle({ who, params, body }) {
      await database.transaction(async ({ client }) => {
        const before = await lockArticle(client, params.id);
        if (!before) throw nothingHere();
        await requireCategory(client, body.categoryId);
        const categoryId = body.categoryId === null ? null : asId<CategoryId>(body.categoryId);
        await placeArticle(client, { id: before.id, audience: body.audience, categoryId }, now());
        await tellConfigurationChanged(client, before.id);
      });
      desk.wake.publish("outbox");
      return await shown(who, params.id);
    },

    async saveArticleText({ who, params: { id, locale }, body }) {
      const article = await database.transaction(async ({ client }) => {
        const locked = await lockArticle(client, id);
        if (!locked) throw nothingHere();
        const before = await findArticleText(client, id, locale);
        const text = cleaned(body.text);
        if (isSameDraft(text, before) && before?.revision === body.revision + 1) return locked;
        if ((before?.revision ?? 0) !== body.revision) throw changedSince(before);
        await keepDraft(client, who, locked.id, locale, before, text);
        return locked;
      });
      return await shownText(article, locale);
    },

    async publishArticle({ who, params: { id, locale }, body }) {
      const article = await database.transaction(async ({ client }) => {
        const { article, text } = await lockText(client, id, locale);
        if (text.revision !== body.revision) throw changedSince(text);
        const move = moveArticle(text, "publish");
        if (move.kind === "nothing") return article;
        if (move.makesVersion) await addVersion(client, who, article.id, text, body.note);
        const versions = text.versions + (move.makesVersion ? 1 : 0);
        const read = { ...text, state: move.state, versions, isChanged: false };
        await saveArticleText(client, { ...read, articleId: article.id }, agentIdOf(who), now());
        await tellConfigurationChanged(client, article.id);
        return article;
      });
      desk.wake.publish("outbox");
      return await shownText(article, locale);
    },

    async archiveArticle({ who, params: { id, locale }, body }) {
      const act: ArticleAct = body.isArchived ? "archive" : "restore";
      const article = await database.transaction(async ({ client }) => {
        const { article, text } = await lockText(client, id, locale);
        const move = moveArticle(text, act);
        if (move.kind === "nothing") return article;
        const moved = { ...text, state: move.state, articleId: article.id };
        await saveArticleText(client, moved, agentIdOf(who), now());
        await tellConfigurationChanged(client, article.id);
        return article;
      });
      desk.wake.publish("outbox");
      return await shownText(article, locale);
    },
  };

  async function keepDraft(
    tx: Queryable,
    who: Principal,
    articleId: ArticleId,
    locale: ArticleLocale,
    before: ArticleText | undefined,
    written: ArticleDraft,
  ): Promise<void> {
    const draft = cleaned(written);
    const versions = before?.versions ?? 0;
    const newest = versions > 0 ? await findNewestDraft(tx, articleId, locale) : undefined;
    const saved: SavedText = {
      ...draft,
      articleId,
      locale,
      state: before?.state ?? "draft",
      revision: (before?.revision ?? 0) + 1,
      versions,
      isChanged: newest !== undefined && !isSameDraft(draft, newest),
    };
    await saveArticleText(tx, saved, agentIdOf(who), now());
    // What is read is found by what it says; a draft that nobody reads, by what it will.
    if (versions > 0) return;
    await saveArticleWords(
      tx,
      articleId,
      locale,
      articleWords(draft, readArticle(draft.body), locale),
    );
  }

  async function addVersion(
    tx: Queryable,
    who: Principal,
    articleId: ArticleId,
    text: ArticleText,
    note: string,
  ): Promise<void> {
    const { locale, title, slug, body, keywords } = text;
    const blocks = readArticle(body);
    await lockSlugs(tx);
    const links = referencesIn(blocks).flatMap((one) =>
      one.kind === "link" ? (articleOfPath(localPath(one.href)) ?? []) : [],
    );
    const owners = await findSlugOwners(tx, [{ locale, slug }, ...links]);
    const owner = owners.find((one) => one.locale === locale && one.slug === slug)?.articleId;
    const pictures = await findPictureIds(tx, picturesIn(blocks));
    const mistakes = mistakesInArticle({ title, slug }, blocks, {
      slugOwner: owner === articleId ? undefined : owner,
      hasPicture: (id) => pictures.has(id),
      leadsSomewhere(href) {
        const target = articleOfPath(localPath(href));
        if (!target || (target.locale === locale && target.slug === slug)) return true;
        return owners.some((one) => one.locale === target.locale && one.slug === target.slug);
      },
    });
    if (mistakes.length > 0) throw notReady(mistakes);
    const version = { articleId, locale, title, slug, body, keywords, note: cleanText(note) };
    await addArticleVersion(
      tx,
      {
        ...version,
        number: text.versions + 1,
        blocks,
        publishedBy: agentIdOf(who),
        publishedByName: who.name,
      },
      now(),
    );
    await saveArticleWords(tx, articleId, locale, articleWords(text, blocks, locale));
  }

  /** Our own pages are the same ones with our address before them. */
  function localPath(href: string): string {
    return href.startsWith(`${parts.publicUrl}/`) ? href.slice(parts.publicUrl.length) : href;
  }

  async function shown(who: Principal, id: string) {
    const article = await findArticle(database.pool, id);
    if (!article) throw nothingHere();
    return await articleFor(parts, who, article);
  }

  async function shownText(article: Article, locale: ArticleLocale) {
    const text = await findArticleText(database.pool, article.id, locale);
    if (!text) throw nothingHere();
    return articleTextViewOf(parts, article, text);
  }
}

async function lockText(tx: Queryable, id: string, locale: ArticleLocale) {
  const article = await lockArticle(tx, id);
  const text = article && (await findArticleText(tx, id, locale));
  if (!article || !text) throw nothingHere();
  return { article, text };
}

/** An address that nobody thought of is the title's. */
function cleaned({ title, slug, body, keywords }: ArticleDraft): ArticleDraft {
  const name = cleanText(title);
  return {
    title: name,
    slug: slug === "" ? slugOf(name) : cleanText(slug),
    body: cleanText(body),
    keywords: cleanText(keywords),
  };
}

function isSameDraft(a: ArticleDraft, b: ArticleDraft | undefined): boolean {
  return (
    b !== undefined &&
    a.title === b.title &&
    a.slug === b.slug &&
    a.body === b.body &&
    a.keywords === b.keywords
  );
}

async function requireCategory(tx: Queryable, id: string | null): Promise<void> {
  if (id === null || (await listCategories(tx)).some((one) => one.id === id)) return;
  throw new HttpProblem("invalid", "body.categoryId: there is no such category", {
    details: { because: "no-such-category" },
  });
}

function changedSince(text: ArticleText | undefined): HttpProblem {
  return new HttpProblem("conflict", "it was changed since you looked", {
    details: {
      because: "stale-version",
      revision: text?.revision ?? 0,
      changedBy: text?.updatedByName ?? null,
    },
  });
}

function notReady(mistakes: readonly ArticleMistake[]): HttpProblem {
  return new HttpProblem("invalid", "the article is not ready to be published", {
    details: { because: "not-ready", mistakes },
  });
}
