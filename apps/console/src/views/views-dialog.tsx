import type { SavedViewView } from "@circuito/protocol";
import { Button, Dialog, EmptyState, IconButton, SortableList, TextField } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { Bookmark, Check, Pencil, Trash2, Users } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { searchOf } from "../inbox/list-filter.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useListCounts, useViews } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** All views: to go to one, and to order, rename and delete them. */
export function ViewsDialog() {
  const t = useT();
  const { toasts } = useWorkspace();
  const { show, filter } = useInboxPlace();
  const queries = useQueryClient();
  const views = useViews().data ?? [];
  const counts = useListCounts(filter)?.views ?? {};
  const [renaming, setRenaming] = useState<{ id: string; name: string } | null>(null);

  /** Shown as it will be, and asked for again however it went. */
  async function change(next: readonly SavedViewView[], work: () => Promise<unknown>) {
    queries.setQueryData(["views"], next);
    try {
      await work();
    } catch (error) {
      toasts.add({ text: errorText(error), tone: "danger" });
    } finally {
      void queries.invalidateQueries({ queryKey: ["views"] });
    }
  }

  function move(id: string, to: number): void {
    const moved = views.find((view) => view.id === id);
    if (moved === undefined) return;
    const next = views.filter((view) => view.id !== id);
    next.splice(to, 0, moved);
    void change(next, () => api.placeViews(next.map((view) => view.id)));
  }

  function remove(view: SavedViewView): void {
    const rest = views.filter(({ id }) => id !== view.id);
    void change(rest, async () => {
      await api.deleteView(view.id);
      toasts.add({
        text: t("view.deleted", { name: view.name }),
        action: { label: t("action.undo"), onAction: () => void bringBack(view) },
      });
    });
  }

  function bringBack({ id, name, isShared, filter: kept }: SavedViewView): Promise<void> {
    const order = views.map((view) => view.id);
    return change(views, async () => {
      await api.createView({ id, name, isShared, filter: kept });
      await api.placeViews(order);
    });
  }

  function rename(): void {
    if (renaming === null) return;
    const { id, name } = renaming;
    setRenaming(null);
    if (name.trim() === "") return;
    const next = views.map((view) => (view.id === id ? { ...view, name: name.trim() } : view));
    void change(next, () => api.updateView(id, { name: name.trim() }));
  }

  const items = views.map((view) => ({ ...view, name: view.name }));
  return (
    <Dialog
      isOpen
      onOpenChange={() => showLayer(null)}
      title={t("view.title")}
      description={t("view.text")}
      closeLabel={t("action.close")}
    >
      <div className="flex flex-col gap-3 pb-4">
        <SortableList
          label={t("view.title")}
          items={items}
          onMove={move}
          onOpen={(id) => {
            const view = views.find((one) => one.id === id);
            if (view === undefined) return;
            showLayer(null);
            show(searchOf(view.filter, view.id));
          }}
          texts={{
            drag: (name) => t("view.drag", { name }),
            up: (name) => t("view.up", { name }),
            down: (name) => t("view.down", { name }),
            pinned: t("view.title"),
          }}
          emptyState={<EmptyState icon={<Bookmark />} title={t("view.none")} />}
        >
          {(view) =>
            renaming?.id === view.id ? (
              <form
                className="flex items-center gap-1"
                onSubmit={(event) => {
                  event.preventDefault();
                  rename();
                }}
                // Its keys are the text's, not the list's.
                onKeyDown={(event) => event.stopPropagation()}
              >
                <TextField
                  label={t("view.name")}
                  isLabelHidden
                  autoFocus
                  value={renaming.name}
                  onChange={(name) => setRenaming({ id: view.id, name })}
                  className="grow"
                />
                <IconButton size="small" type="submit" label={t("action.save")} icon={<Check />} />
              </form>
            ) : (
              <div className="flex min-w-0 flex-wrap items-center gap-x-1.5">
                <span className="min-w-12 flex-1 truncate">{view.name}</span>
                {view.isShared && (
                  <span title={t("view.everybodys")} className="flex text-fg-3">
                    <Users role="img" aria-label={t("view.everybodys")} />
                  </span>
                )}
                {counts[view.id] !== undefined && (
                  <span className="text-12 tabular-nums text-fg-2">{counts[view.id]}</span>
                )}
                {view.canChange && (
                  <>
                    <IconButton
                      size="small"
                      label={t("view.rename", { name: view.name })}
                      icon={<Pencil />}
                      onPress={() => setRenaming({ id: view.id, name: view.name })}
                    />
                    <IconButton
                      size="small"
                      label={t("view.delete", { name: view.name })}
                      icon={<Trash2 />}
                      onPress={() => remove(view)}
                    />
                  </>
                )}
              </div>
            )
          }
        </SortableList>
        <Button
          icon={<Bookmark />}
          className="self-start"
          onPress={() => showLayer({ kind: "save-view" })}
        >
          {t("view.saveThis")}
        </Button>
      </div>
    </Dialog>
  );
}
