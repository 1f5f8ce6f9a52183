import { Button, CommandPalette, Kbd, type OptionSection } from "@circuito/ui";
import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useMemo, useState } from "react";
import { presenceName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { breakChoices, presenceChoices } from "../presence/presence-labels.ts";
import { useSetPresence } from "../presence/use-set-presence.ts";
import { verbsFor } from "../verbs/availability.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useConversationActions } from "../verbs/use-conversation-actions.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useQueues } from "../workspace/queries.ts";
import { SNOOZED } from "../workspace/routes.ts";
import { showLayer, useUi } from "../workspace/ui-state.ts";
import { useCache, useMe } from "../workspace/workspace-context.ts";
import { SHORTCUTS, type ShortcutId } from "./shortcut-map.ts";
import { keyCaps } from "./shortcuts.ts";
import { useSettingsPlaces } from "./use-settings-places.ts";

/** What is further down is searched for. */
const LISTED_MAX = 100;

/** Ctrl/⌘+K: what can be done with the open conversation first, then places, one's state, the settings. */
export function Palette() {
  const t = useT();
  const me = useMe();
  const isOpen = useUi((ui) => ui.layer?.kind === "palette");
  const { conversationId, show, open } = useInboxPlace();
  const conversation = useCache((cache) => cache.conversations.get(conversationId ?? ""));
  const shownIds = useUi((ui) => ui.shownIds);
  const known = useCache((cache) => cache.conversations);
  const queues = useQueues().data;
  const act = useConversationActions(conversation);
  const setPresence = useSetPresence();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const settings = useSettingsPlaces(isOpen);

  const { sections, actions } = useMemo(() => {
    const actions = new Map<string, () => void>();
    if (!isOpen) return { sections: [], actions };
    const option = (id: string, label: string, run: () => void, shortcut?: ShortcutId) => {
      actions.set(id, run);
      const meta = shortcut === undefined ? undefined : <Kbd keys={keyCaps(shortcut)} />;
      return { id, label, meta };
    };
    const verbs = conversation === undefined ? [] : verbsFor(conversation, me, queues ?? []);
    const sections: OptionSection[] = [
      {
        id: "verbs",
        label: t("palette.conversation"),
        options: [
          ...verbs.map((verb) =>
            option(
              verb,
              t(`verb.${verb}`),
              () => act[verb]?.(),
              verb in SHORTCUTS ? (verb as ShortcutId) : undefined,
            ),
          ),
          ...(conversation === undefined
            ? []
            : [
                option("begin-with", t("palette.beginWith", { name: nameOf(conversation) }), () =>
                  showLayer({
                    kind: "begin",
                    contactId: conversation.contact.id,
                    inboxId: conversation.inboxId,
                  }),
                ),
                option("reply", t("shortcut.reply"), () => act.reply(), "reply"),
                option("note", t("shortcut.note"), () => act.note(), "note"),
                option("labels", t("verb.labels"), () => act.labels(), "labels"),
                option("category", t("verb.category"), () => act.category(), "category"),
                option("priority", t("verb.priority"), () => act.priority(), "priority"),
                ...(conversation.status === "closed"
                  ? []
                  : [option("macro", t("verb.macro"), () => act.macro(), "macro")]),
                option("rename", t("verb.rename"), () => act.rename()),
                option("procedures", t("shortcut.procedures"), act.procedures, "procedures"),
              ]),
        ],
      },
      {
        id: "places",
        label: t("palette.places"),
        options: [
          option("begin", t("verb.begin"), () => showLayer({ kind: "begin" }), "begin"),
          option("inbox", t("nav.inbox"), () => show({}), "goInbox"),
          option("mine", t("nav.mine"), () => show({ owner: "me" }), "goMine"),
          option("unassigned", t("nav.unassigned"), () => show({ owner: "none" })),
          option("snoozed", t("nav.snoozed"), () => show(SNOOZED), "goSnoozed"),
          option("following", t("nav.following"), () => show({ following: true })),
          option(
            "mentions",
            t("nav.mentions"),
            () => void navigate({ to: "/mentions" }),
            "goMentions",
          ),
          option(
            "searchPage",
            t("nav.searchPage"),
            () => void navigate({ to: "/search", search: {} }),
            "goSearch",
          ),
          option(
            "contacts",
            t("nav.contacts"),
            () => void navigate({ to: "/contacts", search: {} }),
          ),
          ...(queues ?? []).map((queue) =>
            option(`queue:${queue.id}`, t("palette.queue", { name: queue.name }), () =>
              show({ queue: queue.id }),
            ),
          ),
        ],
      },
      {
        id: "conversations",
        label: t("palette.conversations"),
        options: shownIds.slice(0, LISTED_MAX).flatMap((id) => {
          const listed = known.get(id);
          if (listed === undefined) return [];
          const label = nameOf(listed);
          const { protocol } = listed;
          return [
            {
              ...option(`open:${id}`, label, () => open(id)),
              description: protocol,
              keywords: [protocol],
            },
          ];
        }),
      },
      {
        id: "me",
        label: t("palette.me"),
        options: [
          ...presenceChoices().map(({ id, wanted, label }) =>
            option(`presence:${id}`, t("palette.presence", { presence: label }), () =>
              setPresence(wanted),
            ),
          ),
          ...breakChoices().map(({ id, wanted, reason, label }) =>
            option(
              `presence:${id}`,
              t("palette.presence", {
                presence: t("presence.withReason", {
                  presence: presenceName(wanted),
                  reason: label,
                }),
              }),
              () => setPresence(wanted, reason),
            ),
          ),
          option("hand-over-list", t("palette.handOverList"), () =>
            showLayer({ kind: "hand-over-list" }),
          ),
          ...(me.role === "agent"
            ? []
            : [
                option("board", t("nav.board"), () => void navigate({ to: "/live" }), "goBoard"),
                option(
                  "reports",
                  t("nav.reports"),
                  () => void navigate({ to: "/reports" }),
                  "goReports",
                ),
                option("failures", t("nav.failures"), () => void navigate({ to: "/failures" })),
              ]),
          option(
            "preferences",
            t("preferences.title"),
            () => showLayer({ kind: "preferences" }),
            "goPreferences",
          ),
          option("help", t("help.title"), () => showLayer({ kind: "help" }), "help"),
        ],
      },
      {
        id: "settings",
        label: t("settings.title"),
        options: settings.map(({ id, path, title, words }) => ({
          ...option(
            `settings:${id}`,
            t(title),
            () => void navigate({ href: path }),
            id === "knowledge" ? "goKnowledge" : undefined,
          ),
          keywords: [t("settings.title"), t(words)],
        })),
      },
    ].filter((section) => section.options.length > 0);
    return { sections, actions };
  }, [
    isOpen,
    t,
    me,
    conversation,
    queues,
    act,
    show,
    open,
    shownIds,
    known,
    setPresence,
    navigate,
    settings,
  ]);

  function searchFor(text: string): void {
    showLayer(null);
    setTyped("");
    void navigate({ to: "/search", search: { q: text.trim() } });
  }

  return (
    <CommandPalette
      isOpen={isOpen}
      onOpenChange={(next) => {
        if (!next) setTyped("");
        if (!next && useUi.getState().layer?.kind === "palette") showLayer(null);
      }}
      label={t("palette.open")}
      placeholder={t("palette.placeholder")}
      clearLabel={t("action.clear")}
      onQueryChange={setTyped}
      sections={sections}
      onAction={(id) => actions.get(id)?.()}
      // What is no command may have been said by somebody.
      emptyState={
        <>
          <p>{t("palette.empty")}</p>
          <Button size="small" className="mt-2" icon={<Search />} onPress={() => searchFor(typed)}>
            {t("palette.searchAll", { text: typed.trim() })}
          </Button>
        </>
      }
      onSubmitUnmatched={searchFor}
    />
  );
}
