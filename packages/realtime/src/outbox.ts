import type { ArticleUseBody, ReplyChat, ReplyMail } from "@circuito/protocol";
import { retryDelayMs } from "@circuito/protocol/retry-delay";
import type { OutboxStorage } from "./outbox-storage.ts";

/** Something said that the server has not confirmed yet. */
export interface OutboxItem {
  /** UUIDv7 made here and sent along as client id: sending twice is saying once. */
  readonly id: string;
  /** Items of one conversation leave one after the other, in the order they were written. */
  readonly conversationId: string;
  readonly kind: "reply" | "note";
  /**
   * Empty where files say it all. Of a template: what the customer will read; the server makes it
   * anew from the template.
   */
  readonly text: string;
  /** Subject and recipients as the writer saw them; of a reply by mail. */
  readonly mail?: ReplyMail;
  /** What it answers, or the template that is sent in place of free words; of a chat. */
  readonly chat?: ReplyChat;
  /** Files that were uploaded for it, in order. */
  readonly files?: readonly OutboxFile[];
  /** Articles whose address or words are in it. */
  readonly articles?: readonly ArticleUseBody[];
  /** Owner's epoch the writer saw; absent for notes. */
  readonly epoch?: number;
  /** Newest message the writer had seen; of a reply. */
  readonly lastSeenSeq?: number;
  /** What becomes of the conversation with it. */
  readonly andThen?: "resolve" | "wait";
  /** What is said of the end, where it is one. */
  readonly closing?: {
    readonly resolution?: string | undefined;
    readonly survey?: boolean | undefined;
  };
  /** It leaves so many seconds after the server has it, or at an instant, unless it is taken back. */
  readonly hold?: { readonly seconds: number } | { readonly sendAt: string };
  /** Version of the writer's draft that it was. */
  readonly draftVersion?: number;
  /** Ids of colleagues who are named in a note. */
  readonly mentions?: readonly string[];
  readonly writtenAt: string;
  readonly state: "waiting" | "sending" | "refused";
  readonly attempts: number;
  /** Why the server refused, for a person to decide. */
  readonly refusal: Refusal | null;
}

/** What somebody wrote, and with it what the server is to know; the outbox adds the rest. */
export type Words = Omit<OutboxItem, "id" | "writtenAt" | "state" | "attempts" | "refusal">;

export interface OutboxFile {
  /** Made here, before the server gave it one of its own. */
  readonly id: string;
  readonly mediaId: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** `again` means that nobody knows or that it may work later: the item stays and is tried anew. */
export type Verdict =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly refusal: Refusal }
  | { readonly kind: "again" };

export interface OutboxOptions {
  readonly storage: OutboxStorage;
  /** Must not throw; must end in bounded time. */
  readonly send: (item: OutboxItem) => Promise<Verdict>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** More than anyone writes in an outage; the composer says so before words are lost. */
export const OUTBOX_ITEMS_MAX = 50;

export interface Outbox {
  /** Items in the order written. The same array until something changes. */
  readonly items: () => readonly OutboxItem[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Takes over what an earlier page left unsent. */
  readonly restore: () => Promise<void>;
  /** `null` if the outbox is full: nothing was taken, the words stay with the caller. */
  readonly add: (item: Words) => OutboxItem | null;
  /**
   * Sends a refused item again, under what the person sees now: the owner's epoch, and the newest
   * message.
   */
  readonly retry: (id: string, epoch?: number, lastSeenSeq?: number) => void;
  /** Takes the words back; `false` if they are on the way and cannot be. */
  readonly discard: (id: string) => boolean;
  /** While paused nothing is tried; resuming tries at once. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/**
 * Unsent words, kept across reloads and retried until the server answers definitively. A refused
 * item holds back the later ones of its conversation, so that half of what was said never arrives
 * without the other half.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  let items: readonly OutboxItem[] = [];
  let paused = false;
  let closed = false;
  const listeners = new Set<() => void>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  return {
    items: () => items,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async restore() {
      const left = await options.storage.load();
      const held = new Set(items.map((item) => item.id));
      const restored = left
        .filter((item) => !held.has(item.id))
        // What was on the way when the page closed may or may not have arrived: say it again.
        .map((item) => (item.state === "sending" ? { ...item, state: "waiting" as const } : item));
      // UUIDv7 sorts by the moment it was made.
      replaceAll([...restored, ...items].sort((a, b) => (a.id < b.id ? -1 : 1)));
      pump();
    },
    add(words) {
      if (items.length >= OUTBOX_ITEMS_MAX) return null;
      const item: OutboxItem = {
        ...words,
        id: options.newId(),
        writtenAt: options.now().toISOString(),
        state: "waiting",
        attempts: 0,
        refusal: null,
      };
      replaceAll([...items, item]);
      void options.storage.put(item);
      pump();
      return item;
    },
    retry(id, epoch, lastSeenSeq) {
      const item = items.find((candidate) => candidate.id === id);
      if (item === undefined || item.state === "sending") return;
      const seen = {
        ...(epoch === undefined ? {} : { epoch }),
        ...(lastSeenSeq === undefined ? {} : { lastSeenSeq }),
      };
      const renewed = item.kind === "reply" ? { ...item, ...seen } : item;
      save({ ...renewed, state: "waiting", refusal: null });
      pump();
    },
    discard(id) {
      const item = items.find((candidate) => candidate.id === id);
      if (item === undefined || item.state === "sending") return false;
      forget(item);
      pump();
      return true;
    },
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      pump();
    },
    close() {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      listeners.clear();
    },
  };

  /** Starts the first item of every conversation that is neither busy, held nor waiting to retry. */
  function pump(): void {
    if (paused || closed) return;
    const seen = new Set<string>();
    for (const item of items) {
      if (seen.has(item.conversationId)) continue;
      seen.add(item.conversationId);
      if (item.state === "waiting" && !timers.has(item.conversationId)) void deliver(item);
    }
  }

  async function deliver(waiting: OutboxItem): Promise<void> {
    const item = { ...waiting, state: "sending" as const, attempts: waiting.attempts + 1 };
    save(item);
    const verdict = await options.send(item);
    if (closed) return;
    switch (verdict.kind) {
      case "accepted":
        forget(item);
        break;
      case "refused":
        save({ ...item, state: "refused", refusal: verdict.refusal });
        break;
      case "again":
        save({ ...item, state: "waiting" });
        retryLater(item);
        break;
    }
    pump();
  }

  function retryLater(item: OutboxItem): void {
    const delayMs = retryDelayMs(item.attempts - 1, Math.random());
    const timer = setTimeout(() => {
      timers.delete(item.conversationId);
      pump();
    }, delayMs);
    timers.set(item.conversationId, timer);
  }

  function save(item: OutboxItem): void {
    replaceAll(items.map((held) => (held.id === item.id ? item : held)));
    void options.storage.put(item);
  }

  function forget(item: OutboxItem): void {
    replaceAll(items.filter((held) => held.id !== item.id));
    void options.storage.remove(item.id);
  }

  function replaceAll(changed: readonly OutboxItem[]): void {
    items = changed;
    for (const listener of listeners) listener();
  }
}
