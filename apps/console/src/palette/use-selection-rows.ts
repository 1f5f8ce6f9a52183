import { useLocation } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { SELECTED_MAX, select, useSelected } from "../inbox/selection.ts";
import { useManyVerbs } from "../verbs/many/use-many-verbs.ts";
import { type ManyKind, showLayer, useUi } from "../workspace/ui-state.ts";
import { useCache, useIsOnline } from "../workspace/workspace-context.ts";
import type { PaletteRow } from "./palette-row.ts";

/** What can be done with the rows that are chosen in the list on screen; the same as at its foot. */
export function useSelectionRows(): {
  readonly count: number;
  readonly rows: readonly PaletteRow[];
} {
  const t = useT();
  const isOnline = useIsOnline();
  const verbs = useManyVerbs();
  const selected = useSelected((ids) => ids);
  const shownIds = useUi((ui) => ui.shownIds);
  const known = useCache((cache) => cache.conversations);
  const isAtList = useLocation({ select: ({ pathname }) => pathname.startsWith("/inbox") });
  const conversationIds = isAtList ? shownIds.filter((id) => selected.has(id)) : [];
  const count = conversationIds.length;
  if (count === 0) return { count, rows: [] };
  const disabledReason = !isOnline
    ? t("problem.needsConnection")
    : count > SELECTED_MAX
      ? t("many.tooMany", { count: SELECTED_MAX })
      : undefined;
  const row = (id: string, label: string, does: PaletteRow["does"]): PaletteRow => ({
    id: `many:${id}`,
    label,
    does,
    disabledReason,
  });
  const asks = (kind: ManyKind) => () => showLayer({ kind, conversationIds });
  return {
    count,
    rows: [
      row("resolve", t("verb.resolve"), () => {
        void verbs.resolve(conversationIds.flatMap((id) => known.get(id) ?? []));
      }),
      row("assign", t("verb.assign"), asks("assign")),
      row("transfer", t("palette.transfer"), {
        opens: { kind: "queue-of-many", conversationIds },
      }),
      row("labels", t("verb.labels"), asks("labels")),
      row("category", t("verb.category"), asks("category")),
      row("priority", t("verb.priority"), asks("priority")),
      row("snooze", t("verb.snooze"), asks("snooze-many")),
      { id: "many:clear", label: t("palette.clearSelection"), does: () => select([]) },
    ],
  };
}
