import type { ConnectorHost } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import type { ImapFlow } from "imapflow";
import type { ReadMail } from "../incoming-mail.ts";
import { missingBetween, missingMails } from "./audit.ts";
import { BatchFetcher } from "./batch-fetcher.ts";
import { afterNewValidity, type Cursor, firstCursor, isSameEpoch } from "./cursor.ts";
import type { Fetched, MailFetcher } from "./fetch-mail.ts";
import type { ImapSettings } from "./imap-settings.ts";
import { mailboxFacts, waitingUids } from "./mailbox-facts.ts";
import type { MailboxStore } from "./mailbox-store.ts";
import { type Batch, planBatches } from "./plan-batches.ts";
import { type ReadyBatch, readAhead } from "./read-ahead.ts";
import {
  discardAll,
  readBatch,
  type SettleParts,
  settleBatch,
  settleSetAside,
} from "./settle-batch.ts";

/** Asked for together: sizes and dates of as many are some 50 kB. */
const FACTS_AT_ONCE = 500;

export interface ReaderParts {
  readonly path: string;
  readonly role: "inbox" | "sent";
  readonly settings: ImapSettings;
  readonly host: ConnectorHost;
  readonly store: MailboxStore;
  readonly readMail: ReadMail;
  readonly fetcher: MailFetcher;
  /** Asked between batches. */
  readonly isStopping: () => boolean;
}

/**
 * Takes one mailbox in, from its cursor on, in the order of UIDs. The cursor moves after the commit
 * only, so that a crash at any point fetches a few mails again, which the ledger knows.
 */
export class MailboxReader {
  readonly #parts: ReaderParts;
  readonly #settle: SettleParts;
  readonly #fetcher: BatchFetcher;
  /** Elements that the ledger did not know, since this began to read. */
  #news = 0;
  /** The connection in which the UIDs of the cursor are known to mean what they say. */
  #known: { readonly client: ImapFlow; readonly uidValidity: string } | undefined;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    const { settings, host } = parts;
    const { media, log } = host;
    const receive = async (elements: readonly InboundElement[]) => {
      const received = await host.receive(elements);
      this.#news += received.filter(({ outcome }) => outcome === "new").length;
      return received;
    };
    const counting = { receive, media, log, now: () => host.now() };
    this.#settle = { ...parts, host: counting, mailBytesMax: settings.mailBytesMax };
    this.#fetcher = new BatchFetcher(parts.fetcher, settings.mailBytesMax);
  }

  get path(): string {
    return this.#parts.path;
  }

  /** Selects the mailbox, and finds out whether its UIDs still mean the same. */
  async open(client: ImapFlow): Promise<Cursor> {
    const { path, settings, store, host } = this.#parts;
    const facts = await mailboxFacts(client, path);
    const { uidValidity } = facts;
    const isOpen = client.mailbox !== false && client.mailbox.path === path;
    const isKnown = this.#known?.client === client && this.#known.uidValidity === uidValidity;
    if (!isOpen || !isKnown) {
      await client.mailboxOpen(path, { readOnly: settings.afterwards === "leave" });
    }
    let cursor = store.cursorOf(path);
    if (!cursor) {
      cursor = firstCursor(facts, settings.firstMails, host.now());
      await store.save(path, cursor);
    } else if (!isKnown && !isSameEpoch(cursor, facts)) {
      const { uidValidity: before, settledAt } = cursor;
      const change = { mailbox: path, before, now: uidValidity, settledAt };
      host.log.warn("mailbox has new UIDs, looking through it again", change);
      cursor = afterNewValidity(cursor, facts);
      await store.save(path, cursor);
    }
    this.#known = { client, uidValidity };
    return cursor;
  }

  /** Takes in whatever waits. @throws StoreUnavailable, or what broke the connection */
  async look(client: ImapFlow): Promise<void> {
    const { host, store, path } = this.#parts;
    let cursor = await this.open(client);
    const { uidNext } = await mailboxFacts(client, path);
    const { uids, unsound } = await waitingUids(client, cursor, uidNext);
    if (unsound > 0) host.log.error("server gives UIDs that cannot be", { mailbox: path, unsound });
    cursor = await this.#take(client, cursor, uids);
    if (this.#parts.isStopping()) return;
    cursor = await this.#retrySetAside(client, cursor);
    const scanned = cursor.scanSince !== null && uidNext !== undefined;
    await store.save(path, {
      ...cursor,
      // The scan by date is over: from here on UIDs say what is new.
      ...(scanned && { lastUid: Math.max(cursor.lastUid, uidNext - 1), scanSince: null }),
      settledAt: cursor.newestAt,
      waiting: 0,
      lookedAt: host.now(),
    });
  }

  /** Compares what was taken since the last time with the ledger, and takes in what is missing (P20). */
  async compare(client: ImapFlow): Promise<void> {
    const cursor = await this.open(client);
    await this.#takeMissing(client, cursor, cursor.comparedUid);
  }

  /** The same with all mails of the last days. */
  async audit(client: ImapFlow): Promise<void> {
    const cursor = await this.open(client);
    const isWhole = await this.#takeMissing(client, cursor, 0);
    if (isWhole) await this.#note({ auditedAt: this.#parts.host.now() });
  }

  /** @returns whether it came to its end: not where we stop meanwhile */
  async #takeMissing(client: ImapFlow, cursor: Cursor, aboveUid: number): Promise<boolean> {
    const { host, path, isStopping } = this.#parts;
    const missing = await missingMails(client, cursor, path, { host, aboveUid });
    if (missing.length > 0) {
      host.log.error("audit found mails that are not in the ledger", { mailbox: path, missing });
      const before = this.#news;
      await this.#take(client, cursor, missing);
      // What has no Message-ID is read to be known, and is a duplicate then.
      if (this.#news > before) host.recovered(this.#news - before);
    }
    if (isStopping()) return false;
    await this.#note({ comparedUid: cursor.lastUid, comparedAt: host.now() });
    return true;
  }

  async #note(change: Partial<Cursor>): Promise<void> {
    const { store, path } = this.#parts;
    const cursor = store.cursorOf(path);
    if (cursor) await store.save(path, { ...cursor, ...change });
  }

  /** Takes in what came in the time that the admin asked for, once. */
  async backfill(client: ImapFlow): Promise<void> {
    const { host, store, path, settings } = this.#parts;
    const { backfill } = settings;
    if (!backfill) return;
    const range = `${backfill.since}/${backfill.until}`;
    if (store.cursorOf(path)?.backfilled === range) return;
    const cursor = await this.open(client);
    const { since, until } = backfill;
    const span = { since: Date.parse(since), until: Date.parse(until), floorUid: 0 };
    const missing = await missingBetween(client, cursor, path, host, span);
    host.log.info("backfill begins", { mailbox: path, since, until, mails: missing.length });
    await this.#take(client, cursor, missing, null);
    if (this.#parts.isStopping()) return;
    await store.save(path, { ...(store.cursorOf(path) ?? cursor), backfilled: range, waiting: 0 });
    host.log.info("backfill done", { mailbox: path, since, until });
  }

  /**
   * @param uids in ascending order
   * @param floorAt older mails are not taken
   */
  async #take(
    client: ImapFlow,
    before: Cursor,
    uids: readonly number[],
    floorAt: number | null = before.floorAt,
  ): Promise<Cursor> {
    const { uidValidity } = before;
    let cursor = before;
    let waiting = uids.length;
    const ready = readAhead(this.#plan(client, uids, floorAt), {
      fetch: (batch) => this.#fetcher.fetch(client, batch, uidValidity),
      read: (fetched) => readBatch(this.#settle, uidValidity, fetched),
      isStopping: this.#parts.isStopping,
    });
    for await (const one of ready) {
      waiting -= one.batch.uids.length;
      cursor = await this.#commit(client, { ...cursor, waiting }, one);
    }
    return cursor;
  }

  async *#plan(
    client: ImapFlow,
    uids: readonly number[],
    floorAt: number | null,
  ): AsyncGenerator<Batch, undefined> {
    for (let at = 0; at < uids.length; at += FACTS_AT_ONCE) {
      const slice = uids.slice(at, at + FACTS_AT_ONCE);
      const facts = await this.#fetcher.facts(client, slice);
      yield* planBatches(slice, facts, floorAt, this.#fetcher);
    }
  }

  async #commit(
    client: ImapFlow,
    cursor: Cursor,
    { batch, fetched, read }: ReadyBatch,
  ): Promise<Cursor> {
    const { store, path } = this.#parts;
    const moved = await settleBatch(this.#settle, cursor, batch, fetched, read);
    crashPoint("M2");
    await store.save(path, moved);
    crashPoint("M3");
    this.#fetcher.settled(batch.uids);
    await discardAll(fetched);
    await this.#afterwards(client, fetched);
    return moved;
  }

  async #retrySetAside(client: ImapFlow, before: Cursor): Promise<Cursor> {
    const { host, store, path } = this.#parts;
    let cursor = before;
    for (const [key, aside] of Object.entries(before.setAside)) {
      if (aside.retryAt > host.now() || this.#parts.isStopping()) continue;
      const uid = Number(key);
      const facts = (await this.#fetcher.facts(client, [uid])).get(uid);
      const mails = typeof facts === "object" ? [facts] : [];
      const batch = { uids: [uid], mails, refused: [], gone: [] };
      const fetched = await this.#fetcher.fetch(client, batch, cursor.uidValidity);
      const outcome = facts === "refused" ? facts : fetched[0];
      cursor = await settleSetAside(this.#settle, cursor, uid, outcome);
      await store.save(path, cursor);
      await discardAll(fetched);
    }
    return cursor;
  }

  async #afterwards(client: ImapFlow, fetched: readonly Fetched[]): Promise<void> {
    const { settings, host, path } = this.#parts;
    const uids = fetched.flatMap((one) => (one.kind === "mail" ? [one.facts.uid] : []));
    if (settings.afterwards === "leave" || uids.length === 0) return;
    const seen = client.messageFlagsAdd(uids.join(","), ["\\Seen"], { uid: true });
    // After the commit: a flag that was not set loses nothing.
    await seen.catch((error: unknown) => {
      host.log.warn("mails not marked as seen", { mailbox: path, error });
    });
    crashPoint("M4");
  }
}
