import type { CategoryView } from "@circuito/protocol";
import { SortableList } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { moved, useReorder } from "./use-all-categories.ts";

interface CategoryListProps {
  readonly label: string;
  readonly all: readonly CategoryView[];
  readonly parentId: string | null;
}

/** The categories of one level, in the order in which directors see them. */
export function CategoryList({ label, all, parentId }: CategoryListProps) {
  const t = useT();
  const router = useRouter();
  const reorder = useReorder();
  const { toasts } = useWorkspace();
  const queues = useQueues().data ?? [];
  const items = all.filter((one) => one.parentId === parentId && !one.isArchived);
  const move = (id: string, to: number) =>
    reorder(
      all,
      moved(
        items.map((one) => one.id),
        id,
        to,
      ),
    ).catch((error: unknown) => toasts.add({ text: errorText(error), tone: "danger" }));
  return (
    <SortableList
      label={label}
      items={items}
      onMove={(id, to) => void move(id, to)}
      onOpen={(id) => void router.navigate({ href: `/settings/categories/${id}` })}
      texts={{
        drag: (name) => t("categories.drag", { name }),
        up: (name) => t("categories.up", { name }),
        down: (name) => t("categories.down", { name }),
        pinned: label,
      }}
    >
      {(category) => {
        const children = all.filter((one) => one.parentId === category.id && !one.isArchived);
        const queue = queues.find(({ id }) => id === category.queueId);
        const facts = [
          children.length > 0 && children.map(({ name }) => name).join(", "),
          queue !== undefined && t("categories.goesTo", { queue: queue.name }),
          category.fields.length > 0 &&
            t("categories.fieldCount", { count: category.fields.length }),
        ];
        return (
          <span className="flex min-w-0 grow items-center gap-3">
            <span className="flex min-w-0 grow flex-col">
              <span className="truncate text-13 font-medium">{category.name}</span>
              <span className="truncate text-12 text-fg-2">
                {facts.filter(Boolean).join(" · ")}
              </span>
            </span>
            {/* On a phone the name has the room: which reasons are used is told on their pages, too. */}
            <span className="flex-none text-12 tabular-nums text-fg-2 max-[560px]:hidden">
              {t("categories.uses", { count: category.uses ?? 0 })}
            </span>
          </span>
        );
      }}
    </SortableList>
  );
}
