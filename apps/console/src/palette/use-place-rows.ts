import { useNavigate } from "@tanstack/react-router";
import { useT } from "../i18n/translate.ts";
import { useTakeNext } from "../inbox/use-take-next.ts";
import type { ShortcutId } from "../shell/shortcut-map.ts";
import { mayDirect } from "../triage/may-direct.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useQueue, useQueues } from "../workspace/queries.ts";
import { SNOOZED } from "../workspace/routes.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useIsOnline, useMe } from "../workspace/workspace-context.ts";
import type { PaletteRow } from "./palette-row.ts";

/** Where there is work: the next one, the lists of the inbox, the screens, and each queue. */
export function usePlaceRows(): readonly PaletteRow[] {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const isOnline = useIsOnline();
  const takeNext = useTakeNext();
  const queues = useQueues().data ?? [];
  const { show, search } = useInboxPlace();
  const here = useQueue(search.queue ?? null);
  const row = (id: string, label: string, does: () => void, shortcut?: ShortcutId): PaletteRow => ({
    id,
    label,
    does,
    shortcut,
  });
  return [
    {
      // Of the queue that is looked at; else of all that one serves.
      ...row("take-next", t("verb.takeNext"), () => void takeNext(search.queue)),
      description: here?.name,
      disabledReason: isOnline ? undefined : t("problem.needsConnection"),
    },
    row("begin", t("verb.begin"), () => showLayer({ kind: "begin" }), "begin"),
    row("inbox", t("nav.inbox"), () => show({}), "goInbox"),
    row("mine", t("nav.mine"), () => show({ owner: "me" }), "goMine"),
    row("unassigned", t("nav.unassigned"), () => show({ owner: "none" })),
    row("snoozed", t("nav.snoozed"), () => show(SNOOZED), "goSnoozed"),
    row("following", t("nav.following"), () => show({ following: true })),
    row("mentions", t("nav.mentions"), () => void navigate({ to: "/mentions" }), "goMentions"),
    ...(mayDirect(me, queues)
      ? [row("triage", t("nav.triage"), () => void navigate({ to: "/triage" }), "goTriage")]
      : []),
    row(
      "searchPage",
      t("nav.searchPage"),
      () => void navigate({ to: "/search", search: {} }),
      "goSearch",
    ),
    row("contacts", t("nav.contacts"), () => void navigate({ to: "/contacts", search: {} })),
    ...queues.map(({ id, name }) =>
      row(`queue:${id}`, t("palette.queue", { name }), () => show({ queue: id })),
    ),
  ];
}
