import type { TranscriptChange } from "@circuito/connector";
import { type Address, asId, type ConversationId, type InboxId } from "@circuito/domain";
import {
  customerKey,
  type Database,
  findPointConversation,
  findPointOf,
  findWaitingOfPoints,
  loadPublic,
  type NoticeRow,
  type PublicMessage,
  placesInQueue,
} from "@circuito/store";
import type { Log } from "../log/log.ts";
import { transcriptMessage, viewAt, viewOf } from "./transcript-view.ts";

type Listener = (change: TranscriptChange) => void;

interface Point {
  readonly inboxId: InboxId;
  readonly address: Address;
  readonly listeners: Set<Listener>;
  /** The place that was told last, as JSON. */
  toldPlace?: string;
  /** How often it was told something. */
  tellings: number;
}

/** Tells customers' sockets what changed in their own conversation, and nothing else. */
export interface CustomerFeed {
  follow(inbox: InboxId, address: Address, listener: Listener): () => void;
  /** Notices in the order in which they were committed; those nobody follows cost nothing. */
  take(notices: readonly NoticeRow[]): void;
  /** An agent writes in this conversation right now. */
  takeTyping(conversationId: string, agentName: string): void;
  /** Tells those who wait their place again, if it is another one now. */
  tellPlaces(): void;
  /** Resolves when everything taken so far was told. */
  idle(): Promise<void>;
}

export function createCustomerFeed(parts: {
  readonly database: Database;
  /** The fleet's clock: places are reckoned by it. */
  readonly now: () => number;
  readonly log: Log;
}): CustomerFeed {
  const { database, now } = parts;
  const log = parts.log.with({ component: "customer-feed" });
  const followed = new Map<string, Point>();
  // One batch after the other: what is told keeps the order of what was committed.
  let telling: Promise<void> = Promise.resolve();
  /** While places are reckoned, beside what is told: however many wait, no message waits for it. */
  let reckoning: Promise<void> | undefined;

  async function tellAll(notices: readonly NoticeRow[]): Promise<void> {
    const ids = notices.filter(isOfMessage).map((notice) => notice.subjectId);
    const messages = await loadPublic(database.pool, [...new Set(ids)]);
    const byId = new Map<string, PublicMessage>(messages.map((message) => [message.id, message]));
    for (const notice of notices) {
      const point = followed.get(notice.customer ?? "");
      const change = point && (await changeOf(database, now(), notice, point, byId));
      if (change) tell(point, change);
    }
  }

  async function tellAllPlaces(): Promise<void> {
    const before = new Map([...followed.values()].map((point) => [point, point.tellings]));
    const waiting = await findWaitingOfPoints(database.pool, [...before.keys()]);
    const ids = waiting.map(({ conversation }) => conversation.id);
    const places = await placesInQueue(database.pool, ids, now());
    const tellThem = () => {
      for (const { inboxId, address, conversation } of waiting) {
        const point = followed.get(customerKey(inboxId, address));
        const place = places.get(conversation.id);
        // Who was told something meanwhile knows newer things than these.
        if (!point || !place || point.tellings !== before.get(point)) continue;
        const view = viewAt(conversation, place);
        if (JSON.stringify(view.queue) !== point.toldPlace) {
          tell(point, { kind: "conversation", view });
        }
      }
    };
    telling = telling
      .then(tellThem)
      // The next time comes soon.
      .catch((error: unknown) => log.warn("places not told", { error }));
  }

  return {
    follow(inboxId, address, listener) {
      const key = customerKey(inboxId, address);
      const point = followed.get(key) ?? { inboxId, address, listeners: new Set(), tellings: 0 };
      followed.set(key, point);
      point.listeners.add(listener);
      return () => {
        point.listeners.delete(listener);
        if (point.listeners.size === 0 && followed.get(key) === point) followed.delete(key);
      };
    },
    take(notices) {
      const concerned = notices.filter(
        ({ customer }) => customer !== null && followed.has(customer),
      );
      if (concerned.length === 0) return;
      telling = telling
        .then(() => tellAll(concerned))
        // Clients see the gap in seq and ask: a lost notice costs a moment.
        .catch((error: unknown) => log.warn("customers not told", { error }));
    },
    tellPlaces() {
      if (followed.size === 0 || reckoning) return;
      reckoning = tellAllPlaces()
        .catch((error: unknown) => log.warn("places not reckoned", { error }))
        .finally(() => {
          reckoning = undefined;
        });
    },
    takeTyping(conversationId, authorName) {
      if (followed.size === 0) return;
      findPointOf(database.pool, conversationId)
        .then((of) => {
          const point = of && followed.get(customerKey(of.inboxId, of.address));
          if (point) tell(point, { kind: "typing", authorName });
        })
        .catch((error: unknown) => log.debug("typing not told", { error }));
    },
    async idle() {
      await reckoning;
      await telling;
    },
  };
}

function tell(point: Point, change: TranscriptChange): void {
  point.tellings += 1;
  if (change.kind === "conversation") point.toldPlace = JSON.stringify(change.view.queue);
  for (const listener of point.listeners) listener(change);
}

function isOfMessage({ type }: NoticeRow): boolean {
  return type === "message.created" || type === "message.changed";
}

async function changeOf(
  database: Database,
  now: number,
  notice: NoticeRow,
  point: Point,
  messages: ReadonlyMap<string, PublicMessage>,
): Promise<TranscriptChange | undefined> {
  if (notice.conversationId === null) return undefined;
  if (notice.type === "conversation.changed") {
    const current = await findPointConversation(database.pool, point);
    // An older conversation of theirs changed: they look at the current one.
    if (current?.id !== notice.conversationId) return undefined;
    return { kind: "conversation", view: await viewOf(database, current, now) };
  }
  // A note is not among the messages that customers may see.
  const seen = isOfMessage(notice) ? messages.get(notice.subjectId) : undefined;
  if (!seen) return undefined;
  const conversationId = asId<ConversationId>(notice.conversationId);
  const message = transcriptMessage(seen);
  if (notice.type === "message.created") return { kind: "message", conversationId, message };
  return { kind: "status", conversationId, messageId: message.id, status: message.status };
}
