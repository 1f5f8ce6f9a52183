import { useT } from "../i18n/translate.ts";
import type { PaletteRow, PaletteSection } from "./palette-row.ts";
import { useConversationRows } from "./use-conversation-rows.ts";
import { useFoundRows, useListedRows } from "./use-found-rows.ts";
import { useOwnRows } from "./use-own-rows.ts";
import { usePlaceRows } from "./use-place-rows.ts";
import { useRecentRows } from "./use-recent-rows.ts";
import { useSelectionRows } from "./use-selection-rows.ts";
import { useSettingsRows } from "./use-settings-rows.ts";
import { useViewRows } from "./use-view-rows.ts";

interface Typed {
  /** What stands in the box. */
  readonly typed: string;
  /** What stood there when its writer paused last. */
  readonly asked: string;
  /** Ids of what was chosen last. */
  readonly recentIds: readonly string[];
}

/** The first page: verbs for what is selected, then whom and what there is, then one's own things. */
export function useSections({ typed, asked, recentIds }: Typed) {
  const t = useT();
  const selection = useSelectionRows();
  const conversation = useConversationRows();
  const found = useFoundRows(asked);
  const listed = useListedRows();
  const isAnswer = typed === asked;
  const kept = [
    { id: "people", label: t("palette.people"), rows: found.people, isAnswer },
    {
      id: "found",
      label: t("palette.conversations"),
      rows: found.conversations,
      isAnswer,
    },
    {
      id: "conversations",
      label: t("palette.listed"),
      rows: without(found.conversations, listed),
    },
    { id: "places", label: t("palette.places"), rows: usePlaceRows() },
    { id: "views", label: t("nav.views"), rows: useViewRows() },
    { id: "me", label: t("palette.me"), rows: useOwnRows() },
    { id: "settings", label: t("settings.title"), rows: useSettingsRows() },
  ].map((section) => ({ ...section, isKept: true }));
  const recent = useRecentRows(
    recentIds,
    kept.flatMap(({ rows }) => rows),
  );
  const sections: readonly PaletteSection[] = [
    {
      id: "selection",
      label: t("many.selected", { count: selection.count }),
      rows: selection.rows,
      isKept: false,
    },
    { id: "verbs", label: t("palette.conversation"), rows: conversation, isKept: false },
    // Whoever types looks for one thing, and finds it where it belongs.
    {
      id: "recent",
      label: t("palette.recent"),
      rows: typed === "" ? recent : [],
      isKept: true,
    },
    ...kept,
  ];
  return {
    sections: sections.filter(({ rows }) => rows.length > 0),
    isAsking: !isAnswer || found.isAsking,
  };
}

const without = (some: readonly PaletteRow[], rows: readonly PaletteRow[]) =>
  rows.filter(({ id }) => !some.some((other) => other.id === id));
