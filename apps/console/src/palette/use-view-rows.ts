import { useLocation } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { groupsOf, searchOf } from "../inbox/list-filter.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useViews } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import type { PaletteRow } from "./palette-row.ts";

/** The stretches of the list on screen, and the lists that people made themselves. */
export function useViewRows(): readonly PaletteRow[] {
  const t = useT();
  const views = useViews().data ?? [];
  const { show, refine, search } = useInboxPlace();
  const isAtList = useLocation({ select: ({ pathname }) => pathname.startsWith("/inbox") });
  const { group: _group, ...rest } = isAtList ? search : {};
  const [first, ...others] = groupsOf(rest);
  const shows = isAtList ? refine : show;
  return [
    ...[first, ...others].flatMap((group) =>
      group === undefined
        ? []
        : {
            id: `group:${group}`,
            label: t(`group.${group}`),
            does: () => shows(group === first ? rest : { ...rest, group }),
          },
    ),
    ...views.map(({ id, name, filter }) => ({
      id: `view:${id}`,
      label: name,
      does: () => show(searchOf(filter, id)),
    })),
    {
      id: "views",
      label: t("view.title"),
      shortcut: "views" as const,
      does: () => showLayer({ kind: "views" }),
    },
  ];
}
