import { useT } from "../i18n/translate.ts";
import { SHORTCUTS, type ShortcutId } from "../shell/shortcut-map.ts";
import { verbsFor } from "../verbs/availability.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useConversationActions } from "../verbs/use-conversation-actions.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { useQueues } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";
import { useConversation, useMe } from "../workspace/workspace-context.ts";
import type { PaletteRow } from "./palette-row.ts";

/** What can be done with the open conversation: its moves first, then what is said of it. */
export function useConversationRows(): readonly PaletteRow[] {
  const t = useT();
  const me = useMe();
  const queues = useQueues().data ?? [];
  const { conversationId } = useInboxPlace();
  const conversation = useConversation(conversationId ?? "");
  const act = useConversationActions(conversation);
  if (conversation === undefined) return [];
  const { id, contact, inboxId, status, followerIds } = conversation;
  const isOver = status === "resolved" || status === "closed";
  const row = (name: keyof typeof act, label: string): PaletteRow => ({
    id: name,
    label,
    shortcut: name in SHORTCUTS ? (name as ShortcutId) : undefined,
    does: act[name],
  });
  return [
    ...verbsFor(conversation, me, queues).map((verb): PaletteRow => {
      if (verb !== "transfer") return row(verb, t(`verb.${verb}`));
      const label = t("palette.transfer");
      return { ...row(verb, label), does: { opens: { kind: "queue", conversationId: id } } };
    }),
    {
      id: "begin-with",
      label: t("palette.beginWith", { name: nameOf(conversation) }),
      does: () => showLayer({ kind: "begin", contactId: contact.id, inboxId }),
    },
    row("reply", t("shortcut.reply")),
    row("note", t("shortcut.note")),
    row("assign", t("verb.assign")),
    row("labels", t("verb.labels")),
    row("category", t("verb.category")),
    row("priority", t("verb.priority")),
    ...(status === "closed" ? [] : [row("macro", t("verb.macro"))]),
    row("follow", t(followerIds.includes(me.id) ? "verb.unfollow" : "verb.follow")),
    row("unread", t("shortcut.unread")),
    row("rename", t("verb.rename")),
    ...(isOver ? [row("draftArticle", t("verb.draftArticle"))] : []),
    row("procedures", t("shortcut.procedures")),
  ];
}
