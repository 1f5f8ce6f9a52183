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
    let failures = 0;
    let newest = parts.mark;
    for (const [at, chat] of chats.entries()) {
      parts.backlog(chats.length - at);
      if (at > 0) await sleep(times.backfillPaceMs, undefined, { signal });
      try {
        newest = Math.max(newest, await readChat(parts, chat, since));
      } catch (error) {
        signal.throwIfAborted();
        failures += 1;
        parts.host.log.warn("chat not read after an absence", { error });
      }
      intake.release(chat.wid);
    }
    if (failures === 0) upTo = newest;
    return failures === 0;
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

/** @returns when its newest message came, s since epoch */
async function readChat(parts: BackfillParts, chat: WaChat, since: number): Promise<number> {
  const messages = await messagesSince(parts, chat, since);
  const wids = messages.flatMap((raw) => {
    const author = authorOf(parseRawMessage(raw) ?? {});
    return author === undefined ? [] : [author];
  });
  for (const wid of new Set([chat.wid, ...wids])) {
    await parts.book.resolve(wid, parts.session);
  }
  parts.intake.rememberChat(chat.wid);
  for (let at = 0; at < messages.length; at += STORE_AT_ONCE) {
    await store(parts, messages.slice(at, at + STORE_AT_ONCE));
  }
  return messages.reduce<number>((newest, raw) => Math.max(newest, secondsOf(raw)), 0);
}

/** Oldest first, from `since` on. */
async function messagesSince(
  { session, times, signal, host }: BackfillParts,
  chat: WaChat,
  since: number,
): Promise<readonly RawMessage[]> {
  let limit = MESSAGES_FIRST;
  let hasAskedPhone = false;
  for (;;) {
    signal.throwIfAborted();
    const page = await session.call("messages", { chat: chat.wid, limit }, times.callTimeoutMs);
    const sorted = [...page].sort((a, b) => secondsOf(a) - secondsOf(b));
    const newest = sorted.at(-1);
    // The page knows of news that it has not got: the phone has it (#1505, #2297).
    if (!hasAskedPhone && (newest === undefined || secondsOf(newest) < chat.timestamp)) {
      hasAskedPhone = true;
      await session.call("syncHistory", { chat: chat.wid }, times.callTimeoutMs);
      await sleep(times.backfillPaceMs, undefined, { signal });
      continue;
    }
    const oldest = sorted[0];
    const reachesBack = oldest === undefined || secondsOf(oldest) < since || page.length < limit;
    if (reachesBack || limit >= MESSAGES_MAX) {
      if (!reachesBack) host.log.warn("a chat has more news than are read", { limit });
      return sorted.filter((raw) => secondsOf(raw) >= since);
    }
    limit *= 2;
  }
}

async function store(parts: BackfillParts, messages: readonly RawMessage[]): Promise<void> {
  const contextOf = (raw: RawMessage) => parts.intake.context(secondsOf(raw) < parts.heardSince);
  const readings = messages.map((raw) => ({ raw, reading: readMessage(raw, contextOf(raw)) }));
  const ids = readings.flatMap(({ reading }) =>
    reading.kind === "element" ? [reading.element.externalId] : [],
  );
  const known = await parts.host.known(ids);
  const elements = readings.flatMap(({ raw, reading }) => {
    if (reading.kind === "ignored") return [];
    return known.has(reading.element.externalId)
      ? missedNews(raw, contextOf(raw))
      : newElements(raw, reading.element, contextOf(raw));
  });
  // What is not for us is counted once: when it came, not each time it is seen.
  await parts.intake.receive(parts.intake.withoutFurtherFiles(elements));
}

function newElements(
  raw: RawMessage,
  element: InboundElement,
  context: ReadingContext,
): readonly InboundElement[] {
  const fields = parseRawMessage(raw);
  if (!fields?.id?.fromMe) return [element];
  // In the page, and not with WhatsApp: it may still go out, and is told then.
  if ((fields.ack ?? 0) < 1) return [];
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
