import type { ConversationView, SuggestedArticleView } from "@circuito/protocol";
import { Button, Chip, ErrorState, SkeletonRows } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { ExternalLink, Link, TextQuote } from "lucide-react";
import { useLocale, useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { putInReply } from "../writing/put-in-reply.ts";
import { knowledgeApi } from "./knowledge-api.ts";
import { type ArticleInReply, asLink, asWords } from "./put-article.ts";

/**
 * Articles that fit, each with its reason: asked for when somebody looks, and again when the conversation is about
 * something else. Not with every message: what one reads would move under one's eyes.
 */
export function SuggestedArticles({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const locale = useLocale();
  const { id, categoryId } = conversation;
  const query = useQuery({
    queryKey: ["suggested-articles", id, categoryId, locale],
    queryFn: () => knowledgeApi.suggest(id, locale),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (query.isPending) return <SkeletonRows rows={2} label={t("knowledge.loading")} />;
  if (query.isError) {
    return (
      <ErrorState
        title={errorText(query.error)}
        retryLabel={t("action.retry")}
        onRetry={() => void query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (query.data.items.length === 0) {
    return <p className="text-fg-2">{t("knowledge.noneFits")}</p>;
  }
  return (
    <ul className="flex flex-col gap-3">
      {query.data.items.map((article) => (
        <li key={article.articleId}>
          <Suggested article={article} conversation={conversation} />
        </li>
      ))}
    </ul>
  );
}

interface SuggestedProps {
  readonly article: SuggestedArticleView;
  readonly conversation: ConversationView;
}

function Suggested({ article, conversation }: SuggestedProps) {
  const t = useT();
  const workspace = useWorkspace();
  const { articleId, title, url, audience, locale, because } = article;
  const isOver = conversation.status === "resolved" || conversation.status === "closed";
  const link = asLink(article);
  const why = [
    because.category !== null && t("knowledge.whyCategory", { category: because.category }),
    because.words.length > 0 && t("knowledge.whyWords", { words: because.words.join(", ") }),
  ].filter((one) => one !== false);
  const put = ({ text, article: use }: ArticleInReply) => {
    putInReply(workspace, conversation, text.trim(), use);
  };
  return (
    <article aria-label={title} className="flex flex-col gap-0.5">
      <span className="flex items-start gap-2">
        <a
          // Beside the conversation, which stays where it is.
          href={url ?? `/settings/knowledge/${articleId}?locale=${locale}`}
          target="_blank"
          rel="noreferrer"
          className="ring-focus min-w-0 grow rounded-sm font-medium break-words text-accent-text hover:underline"
        >
          {title}
          <ExternalLink aria-hidden="true" className="ms-1 inline size-3 align-baseline" />
          <span className="sr-only">{t("knowledge.opensElsewhere")}</span>
        </a>
        {audience === "internal" && <Chip variant="outline">{t("knowledge.internalShort")}</Chip>}
      </span>
      <span className="text-12 break-words text-fg-2">{why.join(" · ")}</span>
      {!isOver && (
        <span className="-ms-2 flex flex-wrap gap-1">
          {link !== null && (
            <Button
              size="small"
              variant="ghost"
              icon={<Link />}
              aria-label={t("knowledge.insertLinkOf", { title })}
              onPress={() => put(link)}
            >
              {t("knowledge.insertLink")}
            </Button>
          )}
          <Button
            size="small"
            variant="ghost"
            icon={<TextQuote />}
            aria-label={t("knowledge.insertWordsOf", { title })}
            onPress={() => put(asWords(article))}
          >
            {t("knowledge.insertWords")}
          </Button>
        </span>
      )}
    </article>
  );
}
