import type { MessageId } from "../i18n/translate.ts";

/**
 * The keyboard map, once: keys listen by it, the help lists it, menus and the palette show it.
 * Never Alt+letter nor Ctrl+Alt (AltGr types letters), compared by `event.key`.
 */
export interface Shortcut {
  readonly scope: "global" | "list" | "conversation" | "composer" | "triage";
  /** As `event.key`; with `Mod+` for Ctrl or ⌘, `Shift+` where it matters, `g i` for a sequence. */
  readonly key: string;
  readonly label: MessageId;
}

export const SHORTCUTS = {
  palette: { scope: "global", key: "Mod+k", label: "shortcut.palette" },
  help: { scope: "global", key: "?", label: "shortcut.help" },
  search: { scope: "global", key: "/", label: "shortcut.search" },
  nextPane: { scope: "global", key: "F6", label: "shortcut.nextPane" },
  previousPane: { scope: "global", key: "Shift+F6", label: "shortcut.previousPane" },
  begin: { scope: "global", key: "Shift+N", label: "shortcut.begin" },
  toggleContext: { scope: "global", key: "i", label: "shortcut.toggleContext" },
  outward: { scope: "global", key: "Escape", label: "shortcut.outward" },
  goInbox: { scope: "global", key: "g i", label: "shortcut.goInbox" },
  goMine: { scope: "global", key: "g c", label: "shortcut.goMine" },
  goMentions: { scope: "global", key: "g m", label: "shortcut.goMentions" },
  goSnoozed: { scope: "global", key: "g z", label: "shortcut.goSnoozed" },
  goKnowledge: { scope: "global", key: "g b", label: "shortcut.goKnowledge" },
  goSearch: { scope: "global", key: "g s", label: "shortcut.goSearch" },
  goBoard: { scope: "global", key: "g w", label: "shortcut.goBoard" },
  goReports: { scope: "global", key: "g r", label: "shortcut.goReports" },
  goTriage: { scope: "global", key: "g d", label: "shortcut.goTriage" },
  goPreferences: { scope: "global", key: "g ,", label: "shortcut.goPreferences" },
  acceptOffer: { scope: "global", key: "a", label: "shortcut.acceptOffer" },
  next: { scope: "list", key: "j", label: "shortcut.next" },
  previous: { scope: "list", key: "k", label: "shortcut.previous" },
  select: { scope: "list", key: "x", label: "shortcut.select" },
  filter: { scope: "list", key: "f", label: "shortcut.filter" },
  views: { scope: "list", key: "v", label: "shortcut.views" },
  order: { scope: "list", key: "o", label: "shortcut.order" },
  open: { scope: "list", key: "Enter", label: "shortcut.open" },
  peek: { scope: "list", key: "Shift+Enter", label: "shortcut.peek" },
  reply: { scope: "conversation", key: "r", label: "shortcut.reply" },
  note: { scope: "conversation", key: "n", label: "shortcut.note" },
  claim: { scope: "conversation", key: "Shift+A", label: "shortcut.claim" },
  transfer: { scope: "conversation", key: "t", label: "shortcut.transfer" },
  direct: { scope: "conversation", key: "d", label: "shortcut.direct" },
  snooze: { scope: "conversation", key: "z", label: "shortcut.snooze" },
  resolve: { scope: "conversation", key: "e", label: "shortcut.resolve" },
  reopen: { scope: "conversation", key: "Shift+E", label: "shortcut.reopen" },
  quote: { scope: "conversation", key: "q", label: "shortcut.quote" },
  assign: { scope: "conversation", key: "a", label: "verb.assign" },
  labels: { scope: "conversation", key: "l", label: "verb.labels" },
  category: { scope: "conversation", key: "c", label: "verb.category" },
  priority: { scope: "conversation", key: "p", label: "verb.priority" },
  macro: { scope: "conversation", key: "m", label: "verb.macro" },
  follow: { scope: "conversation", key: "s", label: "shortcut.follow" },
  unread: { scope: "conversation", key: "u", label: "shortcut.unread" },
  procedures: { scope: "conversation", key: "y", label: "shortcut.procedures" },
  previousMessage: { scope: "conversation", key: "[", label: "shortcut.previousMessage" },
  nextMessage: { scope: "conversation", key: "]", label: "shortcut.nextMessage" },
  undo: { scope: "conversation", key: "Mod+z", label: "shortcut.undo" },
  send: { scope: "composer", key: "Mod+Enter", label: "shortcut.send" },
  sendAndResolve: { scope: "composer", key: "Mod+Shift+Enter", label: "shortcut.sendAndResolve" },
  newLine: { scope: "composer", key: "Shift+Enter", label: "shortcut.newLine" },
  markBold: { scope: "composer", key: "Mod+b", label: "shortcut.markBold" },
  markItalic: { scope: "composer", key: "Mod+i", label: "shortcut.markItalic" },
  markStruck: { scope: "composer", key: "Mod+Shift+x", label: "shortcut.markStruck" },
  markLink: { scope: "composer", key: "Mod+Shift+k", label: "shortcut.markLink" },
  toggleRoom: { scope: "composer", key: "F2", label: "shortcut.toggleRoom" },
  quickReply: { scope: "composer", key: "/", label: "shortcut.quickReply" },
  mention: { scope: "composer", key: "@", label: "shortcut.mention" },
  article: { scope: "composer", key: "#", label: "shortcut.article" },
  emoji: { scope: "composer", key: ":", label: "shortcut.emoji" },
  leaveComposer: { scope: "composer", key: "Escape", label: "shortcut.leaveComposer" },
  chooseArea: { scope: "triage", key: "1–9", label: "shortcut.chooseArea" },
  directAndNext: { scope: "triage", key: "Mod+Enter", label: "shortcut.directAndNext" },
  skip: { scope: "triage", key: "x", label: "shortcut.skip" },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof SHORTCUTS;
