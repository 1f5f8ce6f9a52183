import type { DraftView } from "@circuito/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import { ApiError, mayWorkLater } from "../api/request.ts";
import { type Draft, type Drafts, draftKey, draftPlace, type Room } from "./drafts.ts";

/** Long enough that typing makes one request a second, short enough that another device may go on. */
const KEEP_DELAY_MS = 1_000;
/** After a failure that may pass. */
const AGAIN_DELAY_MS = 5_000;

type Content = Omit<Draft, "basis" | "isAhead">;

export interface DraftKeeper {
  /** What another device wrote where this one wrote, too: the person chooses, and nothing is lost. */
  readonly elsewhere: StoreApi<Readonly<Record<string, Draft>>>;
  /** Takes over what the server has, of one conversation or of all, and sends what is ahead of it. */
  readonly compare: (conversationId?: string) => Promise<void>;
  readonly takeOther: (key: string) => void;
  readonly keepMine: (key: string) => void;
  /** Sends what is ahead, at once. */
  readonly flush: () => void;
  readonly close: () => void;
}

export interface DraftServer {
  readonly list: (conversationId: string | undefined) => Promise<readonly DraftView[]>;
  /** Whether words of that version are said already, and only wait for the connection. */
  readonly isOnItsWay: (conversationId: string, room: Room, version: number) => boolean;
  readonly save: (
    conversationId: string,
    room: Room,
    body: { readonly content: Content | null; readonly version: number },
  ) => Promise<{ readonly version: number; readonly elsewhere: DraftView | null }>;
}

/**
 * Keeps the drafts of this device and the server's the same. A draft says which version it goes on
 * from; the server saves over no other. What both changed is kept twice.
 */
export function createDraftKeeper(drafts: Drafts, server: DraftServer): DraftKeeper {
  const elsewhere = createStore<Readonly<Record<string, Draft>>>(() => ({}));
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const saving = new Set<string>();
  /** Of what was emptied here: the version that the server is to forget. */
  const emptied = new Map<string, number>();
  let closed = false;

  const stopWatching = drafts.store.subscribe((now, before) => {
    for (const key of new Set([...Object.keys(now), ...Object.keys(before)])) {
      if (now[key] === before[key]) continue;
      if (now[key]?.isAhead) plan(key, KEEP_DELAY_MS);
      const basis = before[key]?.basis;
      if (now[key] === undefined && basis !== undefined && !drafts.wasSent(key)) {
        emptied.set(key, basis);
        plan(key, KEEP_DELAY_MS);
      }
    }
  });

  function plan(key: string, delayMs: number): void {
    if (closed || timers.has(key)) return;
    timers.set(
      key,
      setTimeout(() => void save(key), delayMs),
    );
  }

  async function save(key: string): Promise<void> {
    clearTimeout(timers.get(key));
    timers.delete(key);
    // Until the person has chosen, the server keeps the other words, and this device its own.
    if (closed || saving.has(key) || elsewhere.getState()[key] !== undefined) return;
    const draft = drafts.store.getState()[key];
    const version = draft === undefined ? emptied.get(key) : (draft.basis ?? 0);
    if (version === undefined || (draft !== undefined && !draft.isAhead)) return;
    saving.add(key);
    emptied.delete(key);
    const { conversationId, room } = draftPlace(key);
    try {
      const content = draft === undefined ? null : contentOf(draft);
      settle(key, draft, await server.save(conversationId, room, { content, version }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (draft === undefined) emptied.set(key, version);
      if (mayWorkLater(error)) plan(key, AGAIN_DELAY_MS);
    } finally {
      saving.delete(key);
      if (drafts.store.getState()[key]?.isAhead || emptied.has(key)) plan(key, KEEP_DELAY_MS);
    }
  }

  function settle(
    key: string,
    sent: Draft | undefined,
    saved: { readonly version: number; readonly elsewhere: DraftView | null },
  ): void {
    const now = drafts.store.getState()[key];
    if (saved.elsewhere !== null) {
      const other = draftOf(saved.elsewhere);
      if (now === undefined) drafts.adopt(key, other);
      else goOnOrTell(key, now, other);
      return;
    }
    if (sent === undefined) return;
    if (now === undefined) {
      // Sent or emptied while it was on its way: what arrived late goes again.
      emptied.set(key, saved.version);
      return;
    }
    const { isAhead: _, ...rest } = now;
    drafts.adopt(key, {
      ...rest,
      basis: saved.version,
      ...(now === sent ? {} : { isAhead: true as const }),
    });
  }

  /** A page that was loaded again did not hear what it saved itself: that is the beginning of its words. */
  function goOnOrTell(key: string, here: Draft, other: Draft): void {
    const goesOn =
      here.text.startsWith(other.text) && sameWords({ ...here, text: other.text }, other);
    if (goesOn) drafts.adopt(key, { ...here, ...basisOf(other), isAhead: true });
    else tellElsewhere(key, other);
  }

  function tellElsewhere(key: string, draft: Draft | null): void {
    const { [key]: _, ...others } = elsewhere.getState();
    elsewhere.setState(draft === null ? others : { ...others, [key]: draft }, true);
  }

  async function compare(conversationId?: string): Promise<void> {
    const before = drafts.store.getState();
    let stored: readonly DraftView[];
    try {
      stored = await server.list(conversationId);
    } catch (error) {
      if (error instanceof ApiError) return;
      throw error;
    }
    if (closed) return;
    const there = new Map(stored.map((view) => [draftKey(view.conversationId, view.room), view]));
    for (const [key, view] of there) meet(key, before[key], view);
    for (const [key, draft] of Object.entries(before)) {
      const isAsked =
        conversationId === undefined || draftPlace(key).conversationId === conversationId;
      const isStill = drafts.store.getState()[key] === draft && !saving.has(key);
      if (!isAsked || !isStill || there.has(key)) continue;
      if (draft.isAhead) {
        // What it went on from was sent or emptied elsewhere; what was written since is new.
        const { basis: _, ...rest } = draft;
        if (draft.basis !== undefined) drafts.adopt(key, rest);
        plan(key, KEEP_DELAY_MS);
      } else drafts.adopt(key, null);
    }
  }

  /** What the server has of a draft, and what is here. */
  function meet(key: string, asked: Draft | undefined, view: DraftView): void {
    const here = drafts.store.getState()[key];
    // Saved, sent or emptied since the question was asked: the answer is the older.
    if (here !== asked || saving.has(key) || emptied.has(key)) return;
    if (here?.isAhead && view.version <= (here.basis ?? 0)) return;
    if (server.isOnItsWay(view.conversationId, view.room, view.version)) return;
    const other = withFilesOf(here, draftOf(view));
    const isSame = here !== undefined && sameWords(here, other);
    // A lower version counts, too: what it stood for was sent, and this is begun anew.
    if (isSame && here.basis === view.version) return;
    if (here?.isAhead && !isSame) goOnOrTell(key, here, other);
    else drafts.adopt(key, other);
  }

  return {
    elsewhere,
    compare,
    takeOther(key) {
      const other = elsewhere.getState()[key];
      if (other === undefined) return;
      tellElsewhere(key, null);
      drafts.adopt(key, other);
    },
    keepMine(key) {
      const other = elsewhere.getState()[key];
      const mine = drafts.store.getState()[key];
      if (other === undefined) return;
      tellElsewhere(key, null);
      if (mine !== undefined) drafts.adopt(key, { ...mine, ...basisOf(other), isAhead: true });
    },
    flush() {
      const ahead = Object.entries(drafts.store.getState()).filter(([, draft]) => draft.isAhead);
      const keys = [...timers.keys(), ...emptied.keys(), ...ahead.map(([key]) => key)];
      for (const key of new Set(keys)) void save(key);
    },
    close() {
      closed = true;
      stopWatching();
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}

const basisOf = ({ basis }: Draft) => (basis === undefined ? {} : { basis });

/** What goes to the server: files that it has, and not how far this device is. */
function contentOf({ basis: _basis, isAhead: _ahead, files, ...content }: Draft): Content {
  const arrived = files?.filter((file) => file.mediaId !== undefined) ?? [];
  return { ...content, ...(arrived.length === 0 ? {} : { files: arrived }) };
}

/** The server knows no file before it has it: those that only this device has stay with the words. */
function withFilesOf(here: Draft | undefined, other: Draft): Draft {
  const onTheWay = here?.files?.filter((file) => file.mediaId === undefined) ?? [];
  return onTheWay.length === 0 ? other : { ...other, files: [...(other.files ?? []), ...onTheWay] };
}

/** This console wrote it, perhaps an older one: what it does not know it does not touch. */
function draftOf({ content, version }: DraftView): Draft {
  const { text, baseSeq } = content;
  return {
    ...(content as unknown as Content),
    text: typeof text === "string" ? text : "",
    baseSeq: typeof baseSeq === "number" ? baseSeq : 0,
    basis: version,
  };
}

function sameWords(one: Draft, other: Draft): boolean {
  return inOrder(contentOf(one)) === inOrder(contentOf(other));
}

/** As JSON with the names in order: the server's come back in an order of their own. */
function inOrder(content: Content): string {
  return JSON.stringify(content, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
