import type { AgentEvent, MessageView } from "@circuito/protocol";
import type { AgentCache } from "@circuito/realtime";
import type { Announcer } from "@circuito/ui";
import { t } from "../i18n/translate.ts";
import { nameOf as nameOfCustomer } from "../verbs/name-of.ts";
import { openConversationId } from "./open-conversation.ts";

/** As much as can be listened to without losing the thread. */
const SPOKEN_TEXT_MAX = 200;
/** More messages than this at once are counted instead of read. */
const SPOKEN_MESSAGES_MAX = 3;
/** News of other conversations: at most one in this time. */
const OTHERS_INTERVAL_MS = 10_000;

let othersSpokenAt = Number.NEGATIVE_INFINITY;

interface Surroundings {
  readonly announcer: Announcer;
  readonly agentId: string;
  /** The cache before the events: what it held already is not news. */
  readonly before: AgentCache;
}

/** Speaks what came in: the open conversation in words, one's own others by name. */
export function announceEvents(events: readonly AgentEvent[], around: Surroundings): void {
  const arrived = events.flatMap((event) =>
    event.type === "message.created" && event.message.direction === "inbound"
      ? [event.message]
      : [],
  );
  const openId = openConversationId();
  const inOpen = arrived.filter((message) => {
    const known = around.before.threads.get(message.conversationId)?.messages ?? [];
    return message.conversationId === openId && !known.some(({ seq }) => seq === message.seq);
  });
  const nameOf = (conversationId: string) => {
    const known = around.before.conversations.get(conversationId);
    return known === undefined ? t("person.customer") : nameOfCustomer(known);
  };
  if (openId !== null && inOpen.length > SPOKEN_MESSAGES_MAX) {
    around.announcer.announce(t("announce.burst", { count: inOpen.length, name: nameOf(openId) }));
  } else {
    for (const message of inOpen) {
      const text = wordsOf(message).slice(0, SPOKEN_TEXT_MAX);
      around.announcer.announce(`${nameOf(message.conversationId)}: ${text}`);
    }
  }
  const elsewhere = arrived.find(
    (message) =>
      message.conversationId !== openId &&
      around.before.conversations.get(message.conversationId)?.assignee?.id === around.agentId,
  );
  const now = performance.now();
  if (elsewhere === undefined || now - othersSpokenAt < OTHERS_INTERVAL_MS) return;
  othersSpokenAt = now;
  around.announcer.announce(t("announce.elsewhere", { name: nameOf(elsewhere.conversationId) }));
}

/** What is said of a message without words: what it brings. */
function wordsOf({ text, media, chat }: MessageView): string {
  if (text !== "") return text;
  if (chat?.mediaAs === "voice") return t("media.voice");
  return media[0]?.fileName ?? t("row.noText");
}
