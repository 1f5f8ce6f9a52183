import { Button, Disclosure, EmptyState, SkeletonRows } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { Tags } from "lucide-react";
import { triageApi } from "../api/triage.ts";
import { useT } from "../i18n/translate.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import { errorText } from "../verbs/problem-text.ts";
import { QueryFailed } from "../verbs/query-failed.tsx";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { CategoryList } from "./category-list.tsx";
import { useAllCategories } from "./use-all-categories.ts";
import { categoryPath } from "./use-categories.ts";

/** Motivos: what customers' problems may be registered as. */
export function CategoriesScreen() {
  const t = useT();
  const router = useRouter();
  const queries = useQueryClient();
  const { toasts } = useWorkspace();
  const query = useAllCategories();
  const all = query.data ?? [];
  const archived = all.filter(({ isArchived }) => isArchived);
  const add = () => void router.navigate({ href: "/settings/categories/new" });
  async function restore(id: string) {
    try {
      await triageApi.updateCategory(id, { isArchived: false });
      await queries.invalidateQueries({ queryKey: ["categories"] });
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    }
  }
  return (
    <SettingsPage
      title={t("categories.title")}
      intro={t("categories.intro")}
      width="narrow"
      actions={
        <Button variant="primary" onPress={add}>
          {t("categories.add")}
        </Button>
      }
    >
      {query.isPending && <SkeletonRows rows={5} label={t("categories.title")} />}
      {query.isError && <QueryFailed query={query} />}
      {query.isSuccess && all.length === archived.length && (
        <EmptyState
          icon={<Tags />}
          title={t("categories.empty")}
          action={<Button onPress={add}>{t("categories.add")}</Button>}
        >
          {t("categories.emptyText")}
        </EmptyState>
      )}
      {query.isSuccess && all.length > archived.length && (
        <CategoryList label={t("categories.title")} all={all} parentId={null} />
      )}
      {archived.length > 0 && (
        <Disclosure
          title={t("categories.archived")}
          count={archived.length}
          defaultExpanded={false}
        >
          <ul>
            {archived.map((one) => (
              <li
                key={one.id}
                className="flex min-h-9 items-center gap-3 border-line-subtle border-b text-13"
              >
                <span className="min-w-0 grow truncate">{categoryPath(one, all)}</span>
                <span className="text-12 tabular-nums text-fg-2">
                  {t("categories.uses", { count: one.uses ?? 0 })}
                </span>
                <Button
                  size="small"
                  variant="ghost"
                  aria-label={t("categories.restoreNamed", { name: one.name })}
                  onPress={() => void restore(one.id)}
                >
                  {t("categories.restore")}
                </Button>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </SettingsPage>
  );
}
