import type { AgentEvent, AgentView } from "@circuito/protocol";
import type { AgentCache } from "@circuito/realtime";
import { t } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { openConversationId } from "../workspace/open-conversation.ts";
import { usePreferences } from "../workspace/preferences.ts";
import { leadSounds } from "./leader.ts";
import { type News, newsIn } from "./news.ts";
import type { NewsWay } from "./notification-choices.ts";
import { sound } from "./sounds.ts";

/** More at once are one notification with a number. */
const DESKTOP_MAX = 3;

export interface Notifier {
  readonly tell: (events: readonly AgentEvent[], before: AgentCache, after: AgentCache) => void;
}

/**
 * Tells a person what is news, by the ways they chose.
 * @param goTo another place of the console, without leaving it
 */
export function createNotifier(me: AgentView, goTo: (path: string) => void): Notifier {
  const isLeader = leadSounds();
  return {
    tell(events, before, after) {
      const isSeen = document.visibilityState === "visible" && document.hasFocus();
      const seenId = isSeen ? openConversationId() : null;
      const news = newsIn(events, { me, before, after, seenId });
      const { notifications } = usePreferences.getState();
      const by = (way: NewsWay) => news.filter(({ kind }) => notifications[kind].includes(way));
      const [loudest] = by("sound");
      if (loudest !== undefined && isLeader()) sound(loudest.kind, performance.now());
      if (!isSeen && isLeader()) showOnDesktop(by("desktop"), after, goTo);
      if (!isSeen && by("badge").length > 0) markTitle();
    },
  };
}

function showOnDesktop(
  news: readonly News[],
  cache: AgentCache,
  goTo: (path: string) => void,
): void {
  if (news.length === 0 || !("Notification" in window)) return;
  if (Notification.permission !== "granted") return;
  if (news.length > DESKTOP_MAX) {
    show(t("notify.many", { count: news.length }), "many", () => goTo("/inbox"));
    return;
  }
  for (const { kind, conversationId } of news) {
    const conversation = cache.conversations.get(conversationId ?? "");
    const name = conversation === undefined ? "" : nameOf(conversation);
    const path = conversationId === null ? "/mentions" : `/inbox/${conversationId}`;
    show(t(`notify.${kind}`, { name }), conversationId ?? kind, () => goTo(path));
  }
}

/** Who it is about, never what was written: screens are seen by others, too. */
function show(title: string, tag: string, open: () => void): void {
  const notification = new Notification(title, { tag, icon: "/icon.svg" });
  notification.onclick = () => {
    window.focus();
    notification.close();
    open();
  };
}

/** A dot before the title, and on the icon, until the page is looked at. */
const MARK = "● ";

function markTitle(): void {
  if (document.title.startsWith(MARK)) return;
  const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
  const calm = icon?.getAttribute("href");
  const mark = () => {
    if (!document.title.startsWith(MARK)) document.title = MARK + document.title;
  };
  // What is to do is counted anew after news, and gives the page another title.
  const keeper = new MutationObserver(mark);
  const unmark = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", unmark);
    removeEventListener("focus", unmark);
    keeper.disconnect();
    document.title = document.title.replace(MARK, "");
    if (calm != null) icon?.setAttribute("href", calm);
  };
  mark();
  icon?.setAttribute("href", "/icon-news.svg");
  keeper.observe(document.head, { childList: true, characterData: true, subtree: true });
  document.addEventListener("visibilitychange", unmark);
  addEventListener("focus", unmark);
}
