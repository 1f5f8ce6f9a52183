import type { ConversationView } from "@circuito/protocol";
import { Dialog, DialogSearchList, EmptyState } from "@circuito/ui";
import { Tags } from "lucide-react";
import { categoryPath, useCategories } from "../../categories/use-categories.ts";
import { useT } from "../../i18n/translate.ts";
import { showLayer } from "../../workspace/ui-state.ts";
import { QueryFailed } from "../query-failed.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** No category's id. */
const NONE = "none";

/** What they are about: one of the installation's categories, found by typing. */
export function CategoryDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const query = useCategories();
  const all = query.data ?? [];
  const ids = new Set(conversations.map(({ categoryId }) => categoryId));
  const [common = null] = ids.size === 1 ? ids : [];
  const hasSome = conversations.some(({ category }) => category !== null);
  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      title={t("categorize.title", { count: conversations.length })}
      description={t("categorize.text")}
      closeLabel={t("action.close")}
    >
      <div className="pb-4">
        {query.isError && <QueryFailed query={query} />}
        {query.isSuccess && all.length === 0 && (
          <EmptyState icon={<Tags />} title={t("categorize.nothing")}>
            {t("categorize.nothingText")}
          </EmptyState>
        )}
        {/* Also while they are on their way: who pressed the key types at once. */}
        {(query.isPending || all.length > 0) && (
          <DialogSearchList
            label={t("verb.category")}
            placeholder={t("categorize.find")}
            clearLabel={t("action.clear")}
            autoFocus
            value={common}
            sections={[
              {
                id: "categories",
                label: t("verb.category"),
                options: [
                  ...all.map((category) => ({
                    id: category.id,
                    label: categoryPath(category, all),
                  })),
                  ...(hasSome ? [{ id: NONE, label: t("categorize.none") }] : []),
                ],
              },
            ]}
            onAction={(id) => {
              void verbs.categorize(conversations, id === NONE ? null : id);
              const [only, ...others] = conversations;
              const chosen = all.find((one) => one.id === id);
              // Whoever says what one is about is at it: what it cannot end without is asked now.
              const asks = chosen?.fields.some(({ need }) => need === "resolve") ?? false;
              showLayer(
                only !== undefined && others.length === 0 && asks
                  ? { kind: "about", conversationId: only.id, categoryId: id }
                  : null,
              );
            }}
            emptyState={t(query.isPending ? "categorize.loading" : "categorize.notFound")}
          />
        )}
      </div>
    </Dialog>
  );
}
