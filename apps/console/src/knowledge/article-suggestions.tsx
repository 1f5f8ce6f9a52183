import type { ArticleHitView } from "@circuito/protocol";
import { Chip } from "@circuito/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { BookOpen } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useLocale, useT } from "../i18n/translate.ts";
import { type Found, Key, List, type SuggestionsProps } from "../writing/suggestions.tsx";
import { knowledgeApi } from "./knowledge-api.ts";
import { asLink, asWords } from "./put-article.ts";

/** Who types on is not asked for yet. */
const TYPED_MS = 150;
/** A question that stands so long is what was meant: it is counted. */
const MEANT_MS = 1_500;

/** Articles that answer what is typed: their address is put in, or with Ctrl their words. */
export function ArticleSuggestions(props: SuggestionsProps) {
  const { trigger, conversation } = props;
  const t = useT();
  const locale = useLocale();
  const { channel } = conversation;
  const typed = useSettled(trigger.typed.trim(), TYPED_MS);
  const meant = useSettled(trigger.typed.trim(), MEANT_MS);
  const query = useQuery({
    queryKey: ["article-search", typed, locale, channel],
    queryFn: () => knowledgeApi.search(typed, locale, channel, false),
    enabled: typed !== "",
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (meant !== "") void knowledgeApi.search(meant, locale, channel, true).catch(() => undefined);
  }, [meant, locale, channel]);
  const found = typed === "" ? [] : (query.data?.items ?? []).map((hit) => foundOf(hit, t));
  return (
    <List
      {...props}
      label={t("knowledge.articles")}
      found={found}
      emptyText={
        typed === ""
          ? t("knowledge.typeToFind")
          : query.isPending
            ? t("knowledge.loading")
            : query.isError
              ? t("knowledge.notSearched")
              : t("knowledge.noneFound")
      }
      footer={
        <>
          {query.data?.isLoose === true && <Chip tone="warn">{t("knowledge.loose")}</Chip>}
          <Key keys={["Enter"]} text={t("knowledge.insertLink")} />
          <Key keys={["Ctrl", "Enter"]} text={t("knowledge.insertWords")} />
          <a href="/settings/knowledge" className="ms-auto text-accent-text hover:underline">
            {t("knowledge.manage")}
          </a>
        </>
      }
    />
  );
}

type Words = ReturnType<typeof useT>;

/** One that only the team reads has no address to send: its words alone. */
function foundOf(hit: ArticleHitView, t: Words): Found {
  const { articleId, title, audience } = hit;
  const words = asWords(hit);
  return {
    id: articleId,
    name: title,
    detail: audience === "internal" ? t("knowledge.internalShort") : undefined,
    icon: <BookOpen aria-hidden="true" className="size-4 flex-none text-fg-2" />,
    ...(asLink(hit) ?? words),
    instead: words,
    preview: <Preview hit={hit} />,
  };
}

/** Why it was found, then how what would be put in begins: nobody scrolls while they type. */
function Preview({ hit }: { readonly hit: ArticleHitView }) {
  const { excerpt, words } = hit;
  const pieces: ReactNode[] = [];
  let from = 0;
  for (const [begin, end] of excerpt.marks) {
    pieces.push(excerpt.text.slice(from, begin));
    pieces.push(
      <mark key={begin} className="rounded-chip bg-accent-soft text-accent-text">
        {excerpt.text.slice(begin, end)}
      </mark>,
    );
    from = end;
  }
  pieces.push(excerpt.text.slice(from));
  return (
    <>
      <span className="line-clamp-3 text-12 text-fg-2">{pieces}</span>
      <span className="mt-2 line-clamp-7 border-line-subtle border-t pt-2">{words}</span>
    </>
  );
}

/** A value once it has stood for a time. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
