import type { ArticleLine, CategoryView } from "@circuito/protocol";
import {
  Button,
  Chip,
  EmptyState,
  SearchField,
  SegmentedControl,
  Select,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { BookOpen, ChartNoAxesColumn, Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { fullTime } from "../i18n/format.ts";
import { useLocale, useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { EVERYBODY } from "../settings/settings-pages.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { STATE_NAMES, STATE_TONES, type TextState } from "./article-words.ts";
import { knowledgeApi } from "./knowledge-api.ts";

interface Narrowed {
  readonly q?: string;
  readonly state?: string;
  readonly category?: string;
}

const STATES = ["all", "draft", "published", "archived"] as const;
const ALL = "all";
/** Who types on is not asked for yet. */
const TYPED_MS = 200;

/** The knowledge base: everything that is written, in whatever state. */
export function ArticlesScreen() {
  const t = useT();
  const locale = useLocale();
  const me = useMe();
  const router = useRouter();
  const { q = "", state = ALL, category = ALL } = useSearch({ strict: false }) as Narrowed;
  const categories = useCategories().data ?? [];
  const narrow = (part: Narrowed) =>
    void router.navigate({
      to: "/settings/knowledge",
      search: withoutAll({ q, state, category, ...part }),
      replace: true,
    });
  const query = useInfiniteQuery({
    queryKey: ["articles", q, locale, state, category],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      knowledgeApi.list({
        q: q || undefined,
        locale,
        state: state === ALL ? undefined : state,
        categoryId: category === ALL ? undefined : category,
        cursor: pageParam,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const isNarrowed = q !== "" || state !== ALL || category !== ALL;
  const add = (
    <Button
      variant="primary"
      icon={<Plus />}
      onPress={() =>
        void router.navigate({
          href: `/settings/knowledge/new${category === ALL ? "" : `?category=${category}`}`,
        })
      }
    >
      {t("knowledge.add")}
    </Button>
  );
  return (
    <SettingsPage
      title={t("knowledge.title")}
      intro={t("knowledge.intro")}
      openTo={EVERYBODY}
      width="full"
      actions={
        <>
          {me.role !== "agent" && (
            <Button
              icon={<ChartNoAxesColumn />}
              onPress={() => void router.navigate({ href: "/settings/knowledge/figures" })}
            >
              {t("knowledge.figures")}
            </Button>
          )}
          {add}
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-3">
        <Question value={q} onChange={(asked) => narrow({ q: asked })} />
        <Select
          label={t("knowledge.category")}
          isLabelHidden
          placeholder={t("knowledge.category")}
          className="w-full min-[560px]:w-60"
          value={category}
          options={[
            { id: ALL, label: t("knowledge.allCategories") },
            ...categories.map((one) => ({ id: one.id, label: categoryPath(one, categories) })),
          ]}
          onChange={(id) => narrow({ category: id })}
        />
        <SegmentedControl
          label={t("knowledge.state")}
          value={STATES.find((one) => one === state) ?? ALL}
          onChange={(chosen) => narrow({ state: chosen })}
          segments={STATES.map((id) => ({
            id,
            label: id === "all" ? t("knowledge.all") : t(`knowledge.${id}s`),
          }))}
        />
      </div>
      <Loaded query={query} label={t("knowledge.loading")}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0 && !isNarrowed) {
            return (
              <EmptyState icon={<BookOpen />} title={t("knowledge.empty")} action={add}>
                {t("knowledge.emptyText")}
              </EmptyState>
            );
          }
          return (
            <div className="flex flex-col items-start gap-3">
              <Table
                label={t("knowledge.title")}
                className="w-full"
                columns={columnsFor(t, categories)}
                rows={items}
                nameOf={titleOf}
                onOpen={(id) => void router.navigate({ href: `/settings/knowledge/${id}` })}
                emptyState={
                  <EmptyState
                    title={t("knowledge.noneFound")}
                    action={
                      <Button onPress={() => narrow({ q: "", state: ALL, category: ALL })}>
                        {t("knowledge.showAll")}
                      </Button>
                    }
                  />
                }
              />
              {query.hasNextPage && (
                <Button
                  isPending={query.isFetchingNextPage}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t("knowledge.more")}
                </Button>
              )}
            </div>
          );
        }}
      </Loaded>
    </SettingsPage>
  );
}

/** Typed words are asked for when there is a pause; the address has them then. */
function Question({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);
  if (asked !== value) {
    setAsked(value);
    setTyped(value);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the wait
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onChange(typed), TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <SearchField
      label={t("knowledge.search")}
      placeholder={t("knowledge.search")}
      clearLabel={t("action.clear")}
      value={typed}
      onChange={setTyped}
      className="w-full min-[560px]:w-80"
    />
  );
}

function columnsFor(
  t: ReturnType<typeof useT>,
  categories: readonly CategoryView[],
): readonly TableColumn<ArticleLine>[] {
  return [
    {
      id: "title",
      label: t("knowledge.articleTitle"),
      isRowHeader: true,
      cell: (line) => {
        const category = categories.find(({ id }) => id === line.categoryId);
        return (
          <span className="flex min-w-0 flex-col py-1.5">
            <span className="font-medium wrap-anywhere">
              {titleOf(line) || t("knowledge.untitled")}
            </span>
            <span className="text-12 text-fg-2">
              {category === undefined
                ? t("knowledge.noCategory")
                : categoryPath(category, categories)}
            </span>
          </span>
        );
      },
    },
    {
      id: "texts",
      label: t("knowledge.languages"),
      cell: ({ texts }) => (
        <span className="flex flex-wrap gap-1">
          {texts.map(({ locale, state, isChanged }) => (
            <Chip key={locale} tone={STATE_TONES[state as TextState]}>
              {`${locale.slice(0, 2).toUpperCase()} · ${t(STATE_NAMES[state as TextState])}${isChanged ? " •" : ""}`}
            </Chip>
          ))}
        </span>
      ),
    },
    {
      id: "audience",
      label: t("knowledge.audience"),
      isSecondary: true,
      cell: ({ audience }) => <span className="text-fg-2">{t(`knowledge.${audience}Short`)}</span>,
    },
    {
      id: "updated",
      label: t("knowledge.updated"),
      isSecondary: true,
      align: "end",
      cell: ({ updatedAt }) => <span className="text-fg-2">{fullTime(updatedAt)}</span>,
    },
  ];
}

const titleOf = ({ texts }: ArticleLine) => texts.find(({ title }) => title !== "")?.title ?? "";

function withoutAll(narrowed: Narrowed): Narrowed {
  return Object.fromEntries(
    Object.entries(narrowed).filter(([, value]) => value !== "" && value !== ALL),
  );
}
