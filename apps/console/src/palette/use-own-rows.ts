import { useNavigate } from "@tanstack/react-router";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { breakChoices, presenceChoices } from "../presence/presence-labels.ts";
import { useBreaks } from "../presence/use-breaks.ts";
import { useSetPresence } from "../presence/use-set-presence.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useMe } from "../workspace/workspace-context.ts";
import type { PaletteRow } from "./palette-row.ts";

/** One's own state and choices, and how everything stands for those who mind it. */
export function useOwnRows(): readonly PaletteRow[] {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const setPresence = useSetPresence();
  const breaks = breakChoices(useBreaks());
  return [
    ...presenceChoices().map(({ id, wanted, label }) => ({
      id: `presence:${id}`,
      label: t("palette.presence", { presence: label }),
      does: () => setPresence(wanted),
    })),
    ...breaks.map(({ id, wanted, reason, label }) => ({
      id: `presence:${id}`,
      label: t("palette.presence", {
        presence:
          reason === undefined
            ? label
            : t("presence.withReason", { presence: presenceName(wanted), reason: label }),
      }),
      does: () => setPresence(wanted, reason),
    })),
    {
      id: "hand-over-list",
      label: t("palette.handOverList"),
      does: () => showLayer({ kind: "hand-over-list" }),
    },
    ...(me.role === "agent"
      ? []
      : [
          {
            id: "board",
            label: t("nav.board"),
            shortcut: "goBoard" as const,
            does: () => void navigate({ to: "/live" }),
          },
          {
            id: "reports",
            label: t("nav.reports"),
            shortcut: "goReports" as const,
            does: () => void navigate({ to: "/reports" }),
          },
          {
            id: "failures",
            label: t("nav.failures"),
            does: () => void navigate({ to: "/failures" }),
          },
        ]),
    {
      id: "preferences",
      label: t("preferences.title"),
      shortcut: "goPreferences",
      does: () => showLayer({ kind: "preferences" }),
    },
    {
      id: "help",
      label: t("help.title"),
      shortcut: "help",
      does: () => showLayer({ kind: "help" }),
    },
  ];
}
