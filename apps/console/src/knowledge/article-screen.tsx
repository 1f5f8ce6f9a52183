import type { ArticleView } from "@circuito/protocol";
import { ARTICLE_LOCALES } from "@circuito/protocol/article-text";
import { newId } from "@circuito/realtime";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useLocale, useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { ArticlePlaceFields } from "./article-place-fields.tsx";
import { ArticleUse } from "./article-use.tsx";
import { knowledgeApi } from "./knowledge-api.ts";
import { LocaleSwitch } from "./locale-switch.tsx";

const NOTHING_YET = { uses: 0, settled: 0, held: 0, useful: 0, useless: 0 };

/** One article in one of its languages, or one that is being made. */
export function ArticleScreen() {
  const t = useT();
  const spoken = useLocale();
  const { articleId = "new" } = useParams({ strict: false }) as { articleId?: string };
  const search = useSearch({ strict: false }) as { locale?: string; category?: string };
  const isNew = articleId === "new";
  const [id] = useState(newId);
  const query = useQuery({
    queryKey: ["article", articleId],
    queryFn: () => knowledgeApi.get(articleId),
    enabled: !isNew,
  });
  const blank: ArticleView = {
    id,
    categoryId: search.category ?? null,
    audience: "public",
    conversationId: null,
    texts: [],
    figures: NOTHING_YET,
  };
  const data = isNew ? blank : query.data;
  const asked = ARTICLE_LOCALES.find((one) => one === search.locale);
  const locale = asked ?? data?.texts[0]?.locale ?? spoken;
  const text = data?.texts.find((one) => one.locale === locale);
  const title = isNew
    ? t("knowledge.new")
    : text?.title || data?.texts[0]?.title || t("knowledge.untitled");
  return (
    <SettingsPage title={title} openTo={EVERYBODY} width="full" back="/settings/knowledge">
      <Loaded query={{ ...query, data }} label={t("knowledge.loading")}>
        {(article) => (
          <>
            <LocaleSwitch article={article} locale={locale} isNew={isNew} />
            {!isNew && <ArticlePlaceFields article={article} />}
            <ArticleEditor
              key={`${article.id} ${locale}`}
              article={article}
              locale={locale}
              isNew={isNew}
            />
            {!isNew && <ArticleUse article={article} />}
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}
