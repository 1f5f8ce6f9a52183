import type { ActivityView, MessageView } from "@circuito/protocol";
import type { OutboxItem } from "@circuito/realtime";
import { startOfDay } from "../i18n/format.ts";

/** What a thread is made of on screen, top to bottom. Keys are stable under prepending. */
export type ThreadItem =
  | { readonly kind: "day"; readonly key: string; readonly at: string }
  | { readonly kind: "unread"; readonly key: string }
  /** What follows came while the line was down for too long to be told one by one. */
  | { readonly kind: "missed"; readonly key: string }
  | {
      readonly kind: "message";
      readonly key: string;
      readonly message: MessageView;
      /** Follows one of the same author within minutes: no author line. */
      readonly isGrouped: boolean;
      /** Of mails, which fold: the newest one and those not read before this visit. */
      readonly startsOpen: boolean;
    }
  | { readonly kind: "unsent"; readonly key: string; readonly item: OutboxItem }
  | {
      readonly kind: "activity";
      readonly key: string;
      readonly activity: ActivityView;
      /** The customer's message that it came with or after. */
      readonly messageId: string | undefined;
    }
  | {
      /** Several lines of the story in a row, told as one. */
      readonly kind: "activities";
      readonly key: string;
      readonly activities: readonly ActivityView[];
      /** They follow, one by one. */
      readonly isUnfolded: boolean;
    };

interface ThreadParts {
  readonly messages: readonly MessageView[];
  readonly activities: readonly ActivityView[];
  readonly unsent: readonly OutboxItem[];
  /** Newest message read before this visit; `null` draws no line. */
  readonly readUpTo: number | null;
  /** Newest message that was here when the line went; `null`: nothing came meanwhile. */
  readonly missedAfter: number | null;
  /** Older messages exist that are not loaded: activities before the first one wait for them. */
  readonly hasOlder: boolean;
  /** Newer messages exist that are not loaded: what happened after the last one waits for them. */
  readonly hasNewer: boolean;
}

/** Two messages this close of one author read as one. */
const GROUP_WITHIN_MS = 5 * 60_000;

/** What one transaction wrote has instants this close to each other. */
const ONE_FOLD_MS = 1_000;

/**
 * Merges messages (by seq, the order of the truth) with activities (by instant), and puts lines
 * where days begin and where reading stopped.
 */
export function threadItems(parts: ThreadParts): readonly ThreadItem[] {
  const items: ThreadItem[] = [];
  const saidIds = new Set(parts.messages.map((message) => message.clientId));
  const first = parts.messages[0]?.createdAt ?? "";
  const activities = parts.hasOlder
    ? parts.activities.filter((activity) => activity.at >= first)
    : parts.activities;
  let day = Number.NaN;
  let next = 0;
  let previous: MessageView | null = null;
  let isUnreadMarked = parts.readUpTo === null;
  let isMissedMarked = parts.missedAfter === null;
  const newestMail = parts.messages.findLast((message) => message.mail !== null)?.seq;

  const begin = (at: string) => {
    const start = startOfDay(Date.parse(at));
    if (start === day) return;
    // Whether the day began here is not known while older messages are not loaded; and the topmost
    // item must be one that stays itself when they come in above it, or the view would jump.
    const isKnownStart = !parts.hasOlder || !Number.isNaN(day);
    day = start;
    previous = null;
    if (!isKnownStart) return;
    items.push({ kind: "day", key: `day:${start}`, at });
  };
  const tellUntil = (at: string | null) => {
    for (; next < activities.length; next += 1) {
      const activity = activities[next];
      if (activity === undefined || (at !== null && activity.at > at)) return;
      begin(activity.at);
      previous = null;
      const key = `activity:${activity.id}`;
      const messageId = broughtBy(parts.messages, activity);
      items.push({ kind: "activity", key, activity, messageId });
    }
  };

  for (const message of parts.messages) {
    tellUntil(message.createdAt);
    begin(message.createdAt);
    if (!isMissedMarked && message.seq > (parts.missedAfter ?? 0)) {
      isMissedMarked = true;
      // One line in one place: this one says more.
      isUnreadMarked ||= message.seq > (parts.readUpTo ?? 0);
      previous = null;
      items.push({ kind: "missed", key: "missed" });
    }
    if (!isUnreadMarked && message.seq > (parts.readUpTo ?? 0) && message.direction === "inbound") {
      isUnreadMarked = true;
      previous = null;
      items.push({ kind: "unread", key: "unread" });
    }
    const isGrouped = previous !== null && isOneBreath(previous, message);
    const startsOpen =
      message.seq === newestMail ||
      (message.direction === "inbound" &&
        message.seq > (parts.readUpTo ?? Number.MAX_SAFE_INTEGER));
    items.push({ kind: "message", key: `message:${message.seq}`, message, isGrouped, startsOpen });
    previous = message;
  }
  if (parts.hasNewer) return items;
  tellUntil(null);
  for (const item of parts.unsent) {
    // Confirmed a moment ago and still on its way out of the outbox.
    if (saidIds.has(item.id)) continue;
    begin(item.writtenAt);
    items.push({ kind: "unsent", key: `unsent:${item.id}`, item });
  }
  return items;
}

/** The customer's last message when it happened; one fold writes both, the message a moment later. */
function broughtBy(messages: readonly MessageView[], { at }: ActivityView): string | undefined {
  const until = new Date(Date.parse(at) + ONE_FOLD_MS).toISOString();
  return messages.findLast(
    ({ direction, createdAt }) => direction === "inbound" && createdAt <= until,
  )?.id;
}

function isOneBreath(before: MessageView, after: MessageView): boolean {
  return (
    before.direction === after.direction &&
    before.author.id === after.author.id &&
    before.author.kind === after.author.kind &&
    before.chat?.speaker === after.chat?.speaker &&
    before.chat?.fromPhone === after.chat?.fromPhone &&
    Date.parse(after.createdAt) - Date.parse(before.createdAt) < GROUP_WITHIN_MS
  );
}
