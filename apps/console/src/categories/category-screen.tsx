import type { CategoryView } from "@circuito/protocol";
import { EmptyState } from "@circuito/ui";
import { useParams, useSearch } from "@tanstack/react-router";
import { SearchX } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { CategoryEditor } from "./category-editor.tsx";
import { useAllCategories } from "./use-all-categories.ts";

/** One category, or one that is being made. */
export function CategoryScreen() {
  const t = useT();
  const { categoryId = "new" } = useParams({ strict: false }) as { categoryId?: string };
  const { parent } = useSearch({ strict: false }) as { parent?: string };
  const query = useAllCategories();
  const all = query.data ?? [];
  const isNew = categoryId === "new";
  const found = isNew
    ? newUnder(all.find(({ id }) => id === parent))
    : all.find(({ id }) => id === categoryId);
  return (
    <SettingsPage
      title={isNew ? t("categories.new") : (found?.name ?? t("categories.title"))}
      width="narrow"
      back={found?.parentId ? `/settings/categories/${found.parentId}` : "/settings/categories"}
    >
      <Loaded query={query} label={t("categories.title")}>
        {() =>
          found === undefined ? (
            <EmptyState icon={<SearchX />} title={t("refusal.gone")} />
          ) : (
            <CategoryEditor
              key={`${categoryId} ${parent}`}
              category={found}
              isNew={isNew}
              all={all}
            />
          )
        }
      </Loaded>
    </SettingsPage>
  );
}

/** Begins as its parent is: the same place, the same urgency. */
function newUnder(parent: CategoryView | undefined): CategoryView {
  return {
    id: "new",
    name: "",
    parentId: parent?.id ?? null,
    queueId: parent?.queueId ?? null,
    urgency: parent?.urgency ?? null,
    slaPolicyId: parent?.slaPolicyId ?? null,
    fields: [],
    isArchived: false,
  };
}
