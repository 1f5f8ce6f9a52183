import type { KnowledgeFigures } from "@circuito/protocol";
import { EmptyState, SegmentedControl, Table } from "@circuito/ui";
import { useQuery } from "@tanstack/react-query";
import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { Section } from "../settings/section.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { heldText, usefulText } from "./article-use.tsx";
import { knowledgeApi } from "./knowledge-api.ts";

const PERIODS = ["7", "30", "90"] as const;

/** What articles solved, what was looked for in vain, and where one is missing. */
export function KnowledgeFiguresScreen() {
  const t = useT();
  const [days, setDays] = useState<(typeof PERIODS)[number]>("30");
  const query = useQuery({
    queryKey: ["knowledge-figures", days],
    queryFn: () => knowledgeApi.figures(Number(days)),
  });
  return (
    <SettingsPage
      title={t("knowledge.figures")}
      intro={t("knowledge.figuresIntro")}
      openTo="supervisor"
      back="/settings/knowledge"
      actions={
        <SegmentedControl
          label={t("knowledge.period")}
          value={days}
          onChange={setDays}
          segments={PERIODS.map((id) => ({ id, label: t("knowledge.figuresDays", { days: id }) }))}
        />
      }
    >
      <Loaded query={query} label={t("knowledge.loading")}>
        {(figures) => (
          <>
            <Used articles={figures.articles} />
            <Missed missed={figures.missed} />
            <Gaps gaps={figures.gaps} />
          </>
        )}
      </Loaded>
    </SettingsPage>
  );
}

function Used({ articles }: Pick<KnowledgeFigures, "articles">) {
  const t = useT();
  const router = useRouter();
  return (
    <Section title={t("knowledge.used")} text={t("knowledge.useText")} isWide>
      <Table
        label={t("knowledge.used")}
        rows={articles}
        nameOf={({ title }) => title}
        onOpen={(id) => void router.navigate({ href: `/settings/knowledge/${id}` })}
        emptyState={<EmptyState title={t("knowledge.usedEmpty")} />}
        columns={[
          {
            id: "title",
            label: t("knowledge.articleTitle"),
            isRowHeader: true,
            cell: ({ title }) => title || t("knowledge.untitled"),
          },
          { id: "uses", label: t("knowledge.uses"), align: "end", cell: ({ uses }) => uses },
          { id: "held", label: t("knowledge.held"), align: "end", cell: heldText },
          {
            id: "useful",
            label: t("knowledge.useful"),
            align: "end",
            isSecondary: true,
            cell: usefulText,
          },
        ]}
      />
    </Section>
  );
}

function Missed({ missed }: Pick<KnowledgeFigures, "missed">) {
  const t = useT();
  const rows = missed.map((one) => ({ ...one, id: `${one.locale} ${one.question}` }));
  return (
    <Section title={t("knowledge.missed")} text={t("knowledge.missedText")} isWide>
      <Table
        label={t("knowledge.missed")}
        rows={rows}
        nameOf={({ question }) => question}
        emptyState={<EmptyState title={t("knowledge.missedEmpty")} />}
        columns={[
          {
            id: "question",
            label: t("knowledge.missedQuestion"),
            isRowHeader: true,
            cell: ({ question, locale }) => (
              <span className="wrap-anywhere">
                {question} <span className="text-12 text-fg-2">{locale}</span>
              </span>
            ),
          },
          {
            id: "where",
            label: t("knowledge.missedWhere"),
            isSecondary: true,
            cell: ({ places }) => (
              <span className="text-fg-2">
                {places.map((place) => t(`knowledge.askedAt.${place}`)).join(" · ")}
              </span>
            ),
          },
          {
            id: "misses",
            label: t("knowledge.missedTimes"),
            align: "end",
            cell: ({ misses, times }) => `${misses}/${times}`,
          },
        ]}
      />
    </Section>
  );
}

function Gaps({ gaps }: Pick<KnowledgeFigures, "gaps">) {
  const t = useT();
  const categories = useCategories().data ?? [];
  const nameOf = (id: string) => {
    const category = categories.find((one) => one.id === id);
    return category === undefined ? t("knowledge.noCategory") : categoryPath(category, categories);
  };
  const rows = gaps.map((gap) => ({ ...gap, id: gap.categoryId }));
  return (
    <Section title={t("knowledge.gaps")} text={t("knowledge.gapsText")} isWide>
      <Table
        label={t("knowledge.gaps")}
        rows={rows}
        nameOf={({ id }) => nameOf(id)}
        emptyState={<EmptyState title={t("knowledge.gapsEmpty")} />}
        columns={[
          {
            id: "category",
            label: t("knowledge.category"),
            isRowHeader: true,
            cell: ({ id }) => nameOf(id),
          },
          {
            id: "conversations",
            label: t("knowledge.gapConversations"),
            align: "end",
            cell: ({ conversations }) => conversations,
          },
          {
            id: "helped",
            label: t("knowledge.gapHelped"),
            align: "end",
            isSecondary: true,
            cell: ({ helped }) => helped,
          },
          {
            id: "articles",
            label: t("knowledge.gapArticles"),
            align: "end",
            isSecondary: true,
            cell: ({ articles }) => articles,
          },
          {
            id: "write",
            label: t("knowledge.gapWrite"),
            isLabelHidden: true,
            align: "end",
            cell: ({ id }) => (
              <Link
                to="/settings/knowledge/$articleId"
                params={{ articleId: "new" }}
                search={{ category: id }}
                className="text-accent-text hover:underline"
              >
                {t("knowledge.gapWrite")}
              </Link>
            ),
          },
        ]}
      />
    </Section>
  );
}
