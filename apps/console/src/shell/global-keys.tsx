import type { ConversationView } from "@circuito/protocol";
import { useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { messageElementId } from "../chat/jump.ts";
import { LIST_MENU_IDS } from "../inbox/list-menu-ids.ts";
import { toggleSelected } from "../inbox/selection.ts";
import { useOffers } from "../offers/use-offers.ts";
import { verbsFor } from "../verbs/availability.ts";
import { useConversationActions } from "../verbs/use-conversation-actions.ts";
import { useInboxPlace } from "../workspace/navigation.ts";
import { cyclePanes, focusPane, focusSearch, PANE_IDS } from "../workspace/panes.ts";
import { prefer, usePreferences } from "../workspace/preferences.ts";
import { useQueues } from "../workspace/queries.ts";
import { quoteMessage, takesQuotes } from "../workspace/quote.ts";
import { SNOOZED } from "../workspace/routes.ts";
import { showLayer, toggleFilters, useUi } from "../workspace/ui-state.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { useCache, useMe, useWorkspace } from "../workspace/workspace-context.ts";
import { useHasContextColumn } from "./use-media.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Keys that work wherever focus is; those of the open conversation only while they make sense. */
export function GlobalKeys() {
  const me = useMe();
  const workspace = useWorkspace();
  const { toasts } = workspace;
  const place = useInboxPlace();
  const navigate = useNavigate();
  const queues = useQueues().data ?? [];
  const offers = useOffers();
  const hasContextColumn = useHasContextColumn();
  const conversation = useCache((cache) => cache.conversations.get(place.conversationId ?? ""));
  // Other screens have keys of their own: `x` skips in triage.
  const isAtList = useLocation({ select: ({ pathname }) => pathname.startsWith("/inbox") });
  // Outward of a page of the settings, or of a contact's, is the page it belongs to.
  const hasWayOut = useLocation({
    select: ({ pathname }) => /^\/(settings|contacts)(\/|$)/.test(pathname),
  });
  const { contactId } = useParams({ strict: false }) as { readonly contactId?: string };
  const act = useConversationActions(conversation);
  const possible = conversation === undefined ? [] : verbsFor(conversation, me, queues);
  const verb = (name: (typeof possible)[number]) =>
    possible.includes(name) ? { [name]: act[name] } : {};
  const step = (by: 1 | -1) => () => {
    if (moveInList(by)) return;
    const { shownIds } = useUi.getState();
    const at = shownIds.indexOf(place.conversationId ?? "");
    const next = shownIds[at === -1 ? 0 : at + by];
    if (next !== undefined) place.open(next);
  };

  useShortcuts({
    palette: () => showLayer({ kind: "palette" }),
    help: () => showLayer({ kind: "help" }),
    search: focusSearch,
    begin: () => showLayer({ kind: "begin", ...whomFrom(conversation, contactId) }),
    nextPane: () => cyclePanes(1),
    previousPane: () => cyclePanes(-1),
    goInbox: () => place.show({}),
    goMine: () => place.show({ owner: "me" }),
    goSnoozed: () => place.show(SNOOZED),
    goKnowledge: () => void navigate({ to: "/settings/knowledge", search: {} }),
    goSearch: () => void navigate({ to: "/search", search: {} }),
    goMentions: () => void navigate({ to: "/mentions" }),
    ...(me.role === "agent"
      ? {}
      : {
          goBoard: () => void navigate({ to: "/live" }),
          goReports: () => void navigate({ to: "/reports" }),
        }),
    goTriage: () => void navigate({ to: "/triage" }),
    goPreferences: () => showLayer({ kind: "preferences" }),
    ...(!hasWayOut && {
      outward: () => goOut(place.close, place.conversationId !== undefined),
    }),
    ...(isAtList && {
      next: step(1),
      previous: step(-1),
      select: () => toggleSelected(idUnderKeyboard() ?? place.conversationId ?? ""),
      filter: () => toggleFilters(),
      views: () => showLayer({ kind: "views" }),
      order: () => document.getElementById(LIST_MENU_IDS.order)?.click(),
    }),
    undo: () => {
      const undoable = toasts.getSnapshot().findLast((toast) => toast.action !== undefined);
      if (undoable !== undefined) toasts.act(undoable.id);
    },
    ...(conversation === undefined
      ? {}
      : {
          toggleContext: () => {
            if (!hasContextColumn) showLayer({ kind: "context" });
            else prefer({ isContextOpen: !usePreferences.getState().isContextOpen });
          },
          reply: act.reply,
          note: act.note,
          unread: act.unread,
          labels: act.labels,
          category: act.category,
          priority: act.priority,
          ...(conversation.status === "closed" ? {} : { macro: act.macro }),
          follow: act.follow,
          procedures: act.procedures,
          // The same key takes what is held out: while something is, it is that.
          ...(offers.length === 0 ? { assign: act.assign } : {}),
          quote: () => quoteFocused(workspace, conversation),
          previousMessage: () => stepMessage(-1),
          nextMessage: () => stepMessage(1),
          ...verb("claim"),
          ...verb("transfer"),
          ...verb("direct"),
          ...verb("snooze"),
          ...verb("resolve"),
          ...verb("reopen"),
        }),
  });
  return null;
}

/** To whom, where that is plain: with whom the conversation is, or whose page it is. */
function whomFrom(conversation: ConversationView | undefined, contactId: string | undefined) {
  if (conversation === undefined) return contactId === undefined ? {} : { contactId };
  return { contactId: conversation.contact.id, inboxId: conversation.inboxId };
}

/** The row that has focus, or in which something has. */
function idUnderKeyboard(): string | undefined {
  return document.activeElement?.closest<HTMLElement>("[role=row]")?.dataset.key;
}

/** j and k are the list's own arrows while focus is in it. */
function moveInList(by: 1 | -1): boolean {
  const focused = document.activeElement;
  if (focused?.closest("[role=grid]") == null) return false;
  const key = by === 1 ? "ArrowDown" : "ArrowUp";
  focused.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  return true;
}

/** Esc: composer → thread → list → no conversation. */
function goOut(close: () => void, isOpen: boolean): void {
  const focused = document.activeElement;
  const isIn = (id: string) => focused?.closest(`#${id}`) != null || focused?.id === id;
  if (isIn(PANE_IDS.composer)) focusPane("thread");
  else if (isIn(PANE_IDS.thread) || isIn(PANE_IDS.context)) focusPane("list");
  else if (isOpen && isIn(PANE_IDS.list)) close();
}

/** `[` and `]`: focus walks over the messages that are drawn. */
function stepMessage(by: 1 | -1): void {
  const messages = [...document.querySelectorAll<HTMLElement>(`#${PANE_IDS.thread} article`)];
  const at = messages.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? messages.at(-1) : messages[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/** The message that has focus, else the newest of the customer's. */
function quoteFocused(workspace: Workspace, conversation: ConversationView): void {
  const messages = workspace.cache.get().threads.get(conversation.id)?.messages ?? [];
  const focused = document.activeElement?.closest("article")?.id;
  const message =
    messages.find(({ id }) => messageElementId(id) === focused) ??
    messages.findLast(({ direction }) => direction === "inbound");
  if (message !== undefined && takesQuotes(conversation, message)) {
    quoteMessage(workspace, conversation, message);
  }
}
