import type { AgentId, ArticleLocale, ConversationId, MessageId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** An article that goes with a reply. */
export interface ArticleUse {
  readonly articleId: string;
  readonly locale: ArticleLocale;
  readonly how: "link" | "text";
}

/**
 * Notes which articles went with a message: those of them that are published, under the version that
 * is.
 * @returns what was noted, for the story
 */
export async function saveArticleUses(
  tx: Queryable,
  of: {
    readonly messageId: MessageId;
    readonly conversationId: ConversationId;
    readonly agentId: AgentId | undefined;
    readonly at: number;
  },
  uses: readonly ArticleUse[],
): Promise<
  readonly { readonly articleId: string; readonly version: number; readonly title: string }[]
> {
  if (uses.length === 0) return [];
  const { rows } = await tx.query<{ articleId: string; version: number; title: string }>({
    name: "save-article-uses",
    text: `with used as (
        insert into article_uses
          (message_id, article_id, locale, number, how, conversation_id, agent_id, at)
        select $1, t.article_id, t.locale, t.versions, n.how, $2, $3, $4
        from unnest($5::uuid[], $6::text[], $7::text[]) as n(id, locale, how)
          join article_texts t on t.article_id = n.id and t.locale = n.locale
            and t.state = 'published'
        on conflict do nothing
        returning article_id, locale, number)
      select u.article_id as "articleId", u.number as version, v.title
      from used u join article_versions v using (article_id, locale, number)
      order by u.article_id`,
    values: [
      of.messageId,
      of.conversationId,
      of.agentId ?? null,
      new Date(of.at).toISOString(),
      uses.map(({ articleId }) => articleId),
      uses.map(({ locale }) => locale),
      uses.map(({ how }) => how),
    ],
  });
  return rows;
}
