import {
  type ArticleBlock,
  type ArticleId,
  type ArticleLocale,
  agentIdOf,
  articleLocaleOf,
  articleWords,
  asId,
  draftArticle,
  isActive,
  type Principal,
} from "@circuito/domain";
import {
  addActivity,
  addArticle,
  findArticleOf,
  findSolvedConversation,
  saveArticleText,
  saveArticleWords,
  writeNotices,
} from "@circuito/store";
import { lockVisible, placesOf } from "./change.ts";
import type { Desk } from "./desk.ts";
import { NOT_FOUND, type Refusal, wrongState } from "./refusal.ts";

export interface ArticleDrafted {
  readonly kind: "done";
  readonly articleId: ArticleId;
}

/**
 * Begins an article with what was said in a conversation that is over. A conversation makes one: who
 * asks again is given the first. It is for colleagues until somebody who may says otherwise.
 * @param read Markdown as it is understood
 */
export async function draftArticleFrom(
  desk: Desk,
  who: Principal,
  input: {
    readonly conversationId: string;
    /** Made by the client: said again with it, it is the same article. */
    readonly articleId: string;
    readonly locale?: ArticleLocale | undefined;
  },
  read: (markdown: string) => readonly ArticleBlock[],
): Promise<ArticleDrafted | Refusal> {
  const result = await desk.database.transaction(async (tx): Promise<ArticleDrafted | Refusal> => {
    const conversation = await lockVisible(tx, who, input.conversationId);
    if (!conversation) return NOT_FOUND;
    const earlier = await findArticleOf(tx.client, conversation.id);
    if (earlier) return { kind: "done", articleId: earlier };
    const solved = await findSolvedConversation(tx.client, conversation.id);
    if (!solved || isActive(conversation)) return wrongState("not-solved");
    const now = desk.now();
    const articleId = asId<ArticleId>(input.articleId);
    const { id: conversationId } = conversation;
    const place = { categoryId: solved.categoryId, audience: "internal", conversationId } as const;
    const by = agentIdOf(who);
    // An id that another article has is nobody's to write on by this way.
    if (!(await addArticle(tx.client, { id: articleId, ...place }, by, now))) return NOT_FOUND;
    const locale = input.locale ?? articleLocaleOf(solved.language);
    const draft = draftArticle(solved, locale);
    const state = { state: "draft", revision: 1, versions: 0, isChanged: false } as const;
    await saveArticleText(tx.client, { articleId, locale, ...draft, ...state }, by, now);
    const words = articleWords(draft, read(draft.body), locale);
    await saveArticleWords(tx.client, articleId, locale, words);
    const subjectId = await addActivity(tx.client, {
      conversationId,
      kind: "article-drafted",
      actorId: by,
      because: "worth-knowing",
      data: { articleId },
      at: now,
    });
    await writeNotices(tx.client, [
      { type: "activity.created", subjectId, conversationId, audience: placesOf(conversation) },
    ]);
    return { kind: "done", articleId };
  });
  desk.wake.publish("outbox");
  return result;
}
