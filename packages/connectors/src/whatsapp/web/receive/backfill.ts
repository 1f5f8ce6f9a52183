import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectorHost } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import type { LidBook } from "../ids/lid-book.ts";
import { isReadChat } from "../normalize/ignored.ts";
import { authorOf, parseRawMessage, timestampOf } from "../normalize/raw-message.ts";
import { readAck, readMissedEdit, readRevoke } from "../normalize/read-change.ts";
import { type ReadingContext, readMessage } from "../normalize/read-message.ts";
import type { RawMessage, WaChat, WaSession } from "../wa-session.ts";
import type { WebTimes } from "../web-times.ts";
import type { Intake } from "./intake.ts";
import { SHORT_LOOKS_MAX, type ShortChats } from "./short-chats.ts";

/** First question per chat; doubled until it reaches back far enough. */
const MESSAGES_FIRST = 50;
/** A chat with more in one absence is a machine; what is beyond stays on the phone. */
const MESSAGES_MAX = 6_400;
/** Messages arrive a little out of order, and clocks differ: what is read twice is known by its id. */
const OVERLAP_S = 10 * 60;
/** One question to the ledger for so many ids, and one commit. */
const STORE_AT_ONCE = 500;

export interface BackfillParts {
  readonly host: Pick<ConnectorHost, "known" | "log">;
  readonly intake: Intake;
  readonly book: LidBook;
  readonly session: WaSession;
  readonly groups: boolean;
  readonly times: Pick<WebTimes, "callTimeoutMs" | "backfillPaceMs">;
  /** Everything until then is in the ledger, s since epoch. */
  readonly mark: number;
  /** What came from then on was listened for, s since epoch: only what is older is late. */
  readonly heardSince: number;
  /** Chats that are looked into in any case. */
  readonly also: readonly string[];
  readonly shortChats: ShortChats;
  readonly backlog: (chats: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads what came while nobody listened (traps 3, 10): chats with news since the mark, oldest news
 * first, each from the mark on, in its order, before what comes for it now.
 * @returns whether everything was read; the mark may be advanced only then
 */
export async function backfill(parts: BackfillParts): Promise<boolean> {
  const { intake, times, signal } = parts;
  const since = Math.max(0, parts.mark - OVERLAP_S);
  const reading = intake.holdAll();
  let upTo: number | undefined;
  try {
    const chats = await chatsToRead(parts, since);
    intake.hold(chats.map(({ wid }) => wid));
    let missing = 0;
    let newest = parts.mark;
    for (const [at, chat] of chats.entries()) {
      parts.backlog(chats.length - at);
      if (at > 0) await sleep(times.backfillPaceMs, undefined, { signal });
      const stored = new Set<string>();
      try {
        const read = await readChat(parts, chat, since, stored);
        newest = Math.max(newest, read.newest);
        if (!read.isWhole && isWaitedFor(parts, chat)) missing += 1;
      } catch (error) {
        signal.throwIfAborted();
        missing += 1;
        parts.host.log.warn("chat not read after an absence", { error });
      }
      intake.release(chat.wid, stored);
    }
    if (missing > 0) return false;
    upTo = newest;
    parts.shortChats.clear();
    return true;
  } finally {
    parts.backlog(0);
    intake.endHold(reading, upTo);
  }
}

async function chatsToRead(parts: BackfillParts, since: number): Promise<readonly WaChat[]> {
  const { session, times, groups } = parts;
  const listed = await session.call("chats", { since }, times.callTimeoutMs);
  const also = parts.also
    .filter((wid) => !listed.some((chat) => chat.wid === wid))
    .map((wid) => ({ wid, timestamp: 0 }));
  return [...listed, ...also]
    .filter(({ wid }) => isReadChat(wid, groups))
    .sort((a, b) => a.timestamp - b.timestamp);
}

function isWaitedFor({ shortChats, host }: BackfillParts, { wid }: WaChat): boolean {
  if (shortChats.foundShort(wid)) return true;
  host.log.warn("a chat stays short of what came in an absence: given up", {
    looks: SHORT_LOOKS_MAX,
  });
  return false;
}

interface ReadChat {
  /** When its newest message came, s since epoch. */
  readonly newest: number;
  /** Whether nothing is known to be missing since the mark. */
  readonly isWhole: boolean;
}

/** @param stored external ids of its messages that are in the ledger: told as far as it comes */
async function readChat(
  parts: BackfillParts,
  chat: WaChat,
  since: number,
  stored: Set<string>,
): Promise<ReadChat> {
  const { messages, isWhole } = await messagesSince(parts, chat, since);
  const wids = messages.flatMap((raw) => {
    const author = authorOf(parseRawMessage(raw) ?? {});
    return author === undefined ? [] : [author];
  });
  for (const wid of new Set([chat.wid, ...wids])) {
    await parts.book.resolve(wid, parts.session);
  }
  parts.intake.rememberChat(chat.wid);
  for (let at = 0; at < messages.length; at += STORE_AT_ONCE) {
    for (const id of await store(parts, messages.slice(at, at + STORE_AT_ONCE))) stored.add(id);
  }
  const newest = messages.reduce<number>((before, raw) => Math.max(before, secondsOf(raw)), 0);
  return { newest, isWhole };
}

interface FoundMessages {
  /** Oldest first, from `since` on. */
  readonly messages: readonly RawMessage[];
  readonly isWhole: boolean;
}

async function messagesSince(
  parts: BackfillParts,
  chat: WaChat,
  since: number,
): Promise<FoundMessages> {
  const { session, times, signal, host, mark } = parts;
  let limit = MESSAGES_FIRST;
  let phoneHasMore: boolean | undefined;
  for (;;) {
    signal.throwIfAborted();
    const page = await session.call("messages", { chat: chat.wid, limit }, times.callTimeoutMs);
    const sorted = [...page].sort((a, b) => secondsOf(a) - secondsOf(b));
    const [oldest, newest] = [sorted[0], sorted.at(-1)];
    const isFull = page.length >= limit;
    // The page knows of news that it has not got, or has only the newest of them: the phone has the
    // others (#1505, #2297).
    const isBehind = (newest === undefined ? 0 : secondsOf(newest)) < chat.timestamp;
    const isShort = !isFull && (oldest === undefined || secondsOf(oldest) > mark);
    if ((isBehind || isShort) && phoneHasMore === undefined) {
      phoneHasMore = await askPhone(parts, chat);
      if (isBehind || phoneHasMore) {
        await sleep(times.backfillPaceMs, undefined, { signal });
        continue;
      }
    }
    const reachesBack = !isFull || oldest === undefined || secondsOf(oldest) < since;
    if (reachesBack || limit >= MESSAGES_MAX) {
      if (!reachesBack) host.log.warn("a chat has more news than are read", { limit });
      return {
        messages: sorted.filter((raw) => secondsOf(raw) >= since),
        // A chat that begins after the mark is short for ever: its history says that this is all.
        isWhole: !isBehind && !(isShort && phoneHasMore === true),
      };
    }
    limit *= 2;
  }
}

/** @returns whether the phone has, or may have, more of this chat than the page */
async function askPhone({ session, times, signal, host }: BackfillParts, { wid }: WaChat) {
  try {
    return (await session.call("syncHistory", { chat: wid }, times.callTimeoutMs)) === true;
  } catch (error) {
    signal.throwIfAborted();
    host.log.warn("phone not asked for more of a chat", { error });
    return true;
  }
}

/** @returns external ids of these messages that are in the ledger now */
async function store(
  parts: BackfillParts,
  messages: readonly RawMessage[],
): Promise<readonly string[]> {
  const contextOf = (raw: RawMessage) => parts.intake.context(secondsOf(raw) < parts.heardSince);
  const readings = messages.map((raw) => ({ raw, reading: readMessage(raw, contextOf(raw)) }));
  const ids = readings.flatMap(({ reading }) =>
    reading.kind === "element" ? [reading.element.externalId] : [],
  );
  const known = await parts.host.known(ids);
  const elements = readings.flatMap(({ raw, reading }) => {
    if (reading.kind === "ignored") return [];
    const { externalId } = reading.element;
    return known.has(externalId) || parts.intake.isFurtherFile(externalId)
      ? missedNews(raw, contextOf(raw))
      : newElements(parts, raw, reading.element, contextOf(raw));
  });
  // What is not for us is counted once: when it came, not each time it is seen.
  await parts.intake.receive(parts.intake.asOneMessage(elements), parts.signal);
  return [...known, ...elements.map(({ externalId }) => externalId)];
}

function newElements(
  { intake }: BackfillParts,
  raw: RawMessage,
  element: InboundElement,
  context: ReadingContext,
): readonly InboundElement[] {
  if (!parseRawMessage(raw)?.id?.fromMe) return [element];
  // In the page, and not with WhatsApp: it may still go out, and is told then.
  if (intake.keepOwn(raw)) return [];
  return [element, ...receiptOf(raw, context)];
}

/** What was done to a message that is in the ledger already. */
function missedNews(raw: RawMessage, context: ReadingContext): readonly InboundElement[] {
  const change =
    parseRawMessage(raw)?.type === "revoked"
      ? readRevoke(raw, context)
      : readMissedEdit(raw, context);
  return [...(change?.kind === "element" ? [change.element] : []), ...receiptOf(raw, context)];
}

function receiptOf(raw: RawMessage, context: ReadingContext): readonly InboundElement[] {
  const receipt = readAck(raw, parseRawMessage(raw)?.ack ?? 0, context);
  return receipt ? [receipt] : [];
}

function secondsOf(raw: RawMessage): number {
  const fields = parseRawMessage(raw);
  return (fields && timestampOf(fields)) ?? 0;
}
