import type { WantedPresence } from "@circuito/protocol";
import { Avatar, Button, Menu, type PresenceDot, VisuallyHidden } from "@circuito/ui";
import { CalendarClock, LogOut } from "lucide-react";
import { api } from "../api/client.ts";
import { useT } from "../i18n/translate.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { breakChoices, presenceChoices, presenceText } from "./presence-labels.ts";
import { useBreaks } from "./use-breaks.ts";
import { useSetPresence } from "./use-set-presence.ts";
import { useSince } from "./use-since.ts";

const DOTS: Readonly<Record<WantedPresence, PresenceDot>> = {
  available: "online",
  busy: "away",
  away: "away",
  offline: "offline",
};

/** One's own state: presence with its reason and since when, and the way out. */
export function PersonMenu({ isCollapsed }: { readonly isCollapsed: boolean }) {
  const t = useT();
  const me = useMe();
  const setPresence = useSetPresence();
  const breaks = breakChoices(useBreaks());
  const choices = [...presenceChoices(), ...breaks];
  const since = useSince();
  const state = t("presence.since", { presence: presenceText(me), since: since.whole });
  const label = t("presence.menu", { name: me.name, presence: state });
  const avatar = <Avatar name={me.name} size="small" presence={DOTS[me.wanted]} />;
  const items = (of: readonly { readonly id: string; readonly label: string }[]) =>
    of.map(({ id, label }) => ({ kind: "item" as const, id, label }));
  return (
    <div className={isCollapsed ? "mt-1" : "mt-1 flex"}>
      <Menu
        label={t("presence.label")}
        placement="top start"
        selected={me.wanted === "away" ? `away:${me.wantedReason}` : me.wanted}
        entries={[
          {
            kind: "section",
            id: "presence",
            label: state,
            items: items(presenceChoices()),
          },
          {
            kind: "section",
            id: "break",
            label: t("presence.pause"),
            items: items(breaks),
          },
          { kind: "separator", id: "line" },
          {
            kind: "item",
            id: "own-day",
            label: t("day.own"),
            icon: <CalendarClock />,
            href: me.role === "agent" ? "/reports/activity" : `/reports/activity?agent=${me.id}`,
          },
          { kind: "item", id: "log-out", label: t("session.logOut"), icon: <LogOut /> },
        ]}
        onAction={(id) => {
          const chosen = choices.find((choice) => choice.id === id);
          if (chosen !== undefined) setPresence(chosen.wanted, chosen.reason);
          if (id === "log-out") void leave();
        }}
        trigger={
          <Button
            variant="ghost"
            className={
              isCollapsed
                ? "h-auto! flex-col gap-0.5! px-0.5 py-1"
                : "h-auto! min-w-0 shrink grow justify-start gap-2! px-1.5 py-1"
            }
            // Beside the words: they are cut where there is no room, its dot is not.
            icon={avatar}
          >
            {isCollapsed ? (
              <>
                <span aria-hidden="true" className="text-11 text-fg-3 tabular-nums">
                  {since.short}
                </span>
                <VisuallyHidden>{label}</VisuallyHidden>
              </>
            ) : (
              <span className="flex min-w-0 grow flex-col text-left">
                <span className="truncate text-fg">{me.name}</span>
                <span className="flex min-w-0 gap-1 text-12 text-fg-3">
                  <span className="min-w-0 truncate">{presenceText(me)}</span>
                  <span className="flex-none tabular-nums">· {since.whole}</span>
                </span>
                <VisuallyHidden>{t("presence.change")}</VisuallyHidden>
              </span>
            )}
          </Button>
        }
      />
    </div>
  );
}

/** A fresh page: nothing of one person is left in memory for the next. */
async function leave(): Promise<void> {
  await api.logOut().catch(() => undefined);
  location.assign("/");
}
