import { useNavigate } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import type { PaletteRow } from "./palette-row.ts";
import { useSettingsPlaces } from "./use-settings-places.ts";

/** Pages of the settings, found by their names and by what is on them. */
export function useSettingsRows(): readonly PaletteRow[] {
  const t = useT();
  const navigate = useNavigate();
  return useSettingsPlaces().map(({ id, path, title, words }) => ({
    id: `settings:${id}`,
    label: t(title),
    keywords: [t("settings.title"), t(words)],
    shortcut: id === "knowledge" ? "goKnowledge" : undefined,
    does: () => void navigate({ href: path }),
  }));
}
