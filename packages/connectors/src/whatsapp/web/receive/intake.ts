import { setTimeout as sleep } from "node:timers/promises";
import type { ConnectorHost } from "@circuito/connector";
import type { InboundElement } from "@circuito/domain";
import type { LidBook } from "../ids/lid-book.ts";
import { externalIdOf } from "../ids/message-key.ts";
import { nameAccount, parseWid } from "../ids/wid.ts";
import { chatOf, parseRawMessage, timestampOf } from "../normalize/raw-message.ts";
import { type ReadingContext, readMessage } from "../normalize/read-message.ts";
import type { RawMessage, WaAccount, WaEvent, WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";
import type { AckBoard } from "./ack-board.ts";
import { widsOfEvent } from "./event-chat.ts";
import { asOneMessage } from "./further-files.ts";
import { OwnMessages } from "./own-messages.ts";
import { type EventReading, readEvent, unreadable } from "./read-event.ts";

/** One commit for so many: a burst becomes a few commits, a single message waits for nothing. */
const BATCH_MAX = 200;
/**
 * While the store is down, or a chat is being read, events wait in memory, so many in all; beyond this
 * they are looked for again afterwards.
 */
const WAITING_MAX = 20_000;

/** A message from tomorrow must not hide those of today; clocks differ by less. */
const AHEAD_MAX_S = 5 * 60;

export interface IntakeParts {
  readonly host: Pick<ConnectorHost, "receive" | "log" | "now">;
  readonly groups: boolean;
  readonly receiveRetryMs: number;
  readonly memory: WebMemory;
  readonly book: LidBook;
  readonly acks: AckBoard;
  readonly session: () => WaSession | undefined;
  /** Something was counted that is not for us. */
  readonly counted: () => void;
  /** More came than could be kept. */
  readonly overflowed: () => void;
}

const NONE_READ: ReadonlySet<string> = new Set();

/** A reading of what was missed, from its beginning on. */
export interface Reading {
  readonly drops: number;
}

/**
 * Takes what the session tells, in its order, to the ledger. Listeners only enqueue (trap 20); what is
 * in a chat that is being read after an absence waits behind it.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #own = new OwnMessages();
  readonly #queue: WaEvent[] = [];
  /** Names of chats that are read just now, and what came for them. */
  readonly #held = new Map<string, WaEvent[]>();
  /** Until it is known which chats are read, everything waits. */
  #heldAll: WaEvent[] | undefined;
  readonly ignored: Record<string, number> = {};
  account: WaAccount = {};
  lastMessageAt = 0;
  #newest = 0;
  /** The mark stays where it is meanwhile. */
  #isReadingBack = false;
  /** How often what waited was dropped: a reading from before that has not found it. */
  #drops = 0;
  #working: Promise<void> = Promise.resolve();
  #isWorking = false;
  /** {@link #firsts} of these further files: asked for with every message, changed with few. */
  #firstsOf: { readonly files: readonly unknown[]; readonly firsts: ReadonlyMap<string, string> } =
    {
      files: [],
      firsts: new Map(),
    };
  readonly #stopping = new AbortController();

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  push(event: WaEvent): void {
    this.#tellAck(event);
    this.#place(event);
    if (this.#waitingCount() > WAITING_MAX) this.#drop();
    this.#work();
  }

  context(late: boolean): ReadingContext {
    const { groups, book } = this.#parts;
    return { account: this.account, names: book, groups, late };
  }

  /**
   * From here on nothing is told until `hold` says which chats have to wait.
   * @returns for `endHold`, at the end of a reading that begins here
   */
  holdAll(): Reading {
    this.#isReadingBack = true;
    this.#heldAll ??= [];
    return { drops: this.#drops };
  }

  hold(chats: readonly string[]): void {
    for (const name of chats.flatMap((chat) => this.#namesOf(chat))) {
      if (!this.#held.has(name)) this.#held.set(name, []);
    }
    const waiting = this.#heldAll ?? [];
    this.#heldAll = undefined;
    for (const event of waiting) this.#place(event);
    this.#work();
  }

  /**
   * What comes for this chat waits until its release.
   * @returns whether it waits because of this call: whoever made it wait releases it
   */
  pause(chat: string): boolean {
    const names = this.#namesOf(chat);
    if (this.#heldAll || names.some((name) => this.#held.has(name))) return false;
    for (const name of names) this.#held.set(name, []);
    return true;
  }

  /**
   * A chat was read: what came for it meanwhile follows, but for messages that were read with it. Told
   * as they were when they came, before they were edited or taken back, they would be other messages.
   * @param read external ids of what the reading stored, or found stored
   */
  release(chat: string, read: ReadonlySet<string> = NONE_READ): void {
    for (const name of this.#namesOf(chat)) {
      const waiting = this.#held.get(name) ?? [];
      this.#held.delete(name);
      for (const event of waiting) if (!this.#wasRead(event, read)) this.#queue.push(event);
    }
    this.#work();
  }

  #wasRead(event: WaEvent, read: ReadonlySet<string>): boolean {
    if (event.kind !== "message" || read.size === 0) return false;
    const reading = readMessage(event.raw, this.context(false));
    return reading.kind === "element" && read.has(reading.element.externalId);
  }

  /**
   * The reading is over. `upTo`: everything until then is in the ledger; absent where it is not. Then the
   * mark stays where it is, whatever comes now, until a reading is whole: the next one begins there.
   */
  endHold({ drops }: Reading, upTo: number | undefined): void {
    const waiting = [...this.#held.values()].flat();
    this.#held.clear();
    this.hold([]);
    this.#queue.push(...waiting);
    if (upTo !== undefined && drops === this.#drops) {
      this.#isReadingBack = false;
      this.#advance(Math.max(upTo, this.#newest));
    }
    this.#work();
  }

  /**
   * Resolves once these are in the ledger, however long that takes.
   * @throws when it was stopped before, or the signal came
   */
  async receive(elements: readonly InboundElement[], until?: AbortSignal): Promise<void> {
    const { host, receiveRetryMs } = this.#parts;
    if (elements.length === 0) return;
    const own = this.#stopping.signal;
    const signal = until ? AbortSignal.any([own, until]) : own;
    for (;;) {
      signal.throwIfAborted();
      try {
        await host.receive(elements);
        return;
      } catch (error) {
        host.log.warn("not stored yet", { error, elements: elements.length });
        await sleep(receiveRetryMs, undefined, { signal });
      }
    }
  }

  /** Files that were sent together are shown as the one message that they are. */
  asOneMessage(elements: readonly InboundElement[]): readonly InboundElement[] {
    return asOneMessage(elements, this.#firsts());
  }

  isFurtherFile(externalId: string): boolean {
    return this.#firsts().has(externalId);
  }

  /** A message of ours that the page has and WhatsApp not yet: its first ack tells it, as if it came now. */
  keepOwn(raw: RawMessage): boolean {
    return this.#own.keep(raw);
  }

  count(kinds: readonly string[]): void {
    for (const kind of kinds) this.ignored[kind] = (this.ignored[kind] ?? 0) + 1;
    if (kinds.length > 0) this.#parts.counted();
  }

  /** Finishes what is in hand, if it can be stored soon; the rest is looked for at the next start. */
  async stop(patienceMs: number): Promise<void> {
    const endsAt = performance.now() + patienceMs;
    while (this.#isWorking && performance.now() < endsAt) {
      await Promise.race([this.#working, sleep(patienceMs, undefined, { ref: false })]);
    }
    this.#stopping.abort(new Error("the inbox stops"));
    await this.#working;
  }

  #firsts(): ReadonlyMap<string, string> {
    const files = this.#parts.memory.fields.furtherFiles;
    // The memory's fields are replaced, never changed.
    if (this.#firstsOf.files !== files) this.#firstsOf = { files, firsts: new Map(files) };
    return this.#firstsOf.firsts;
  }

  #waitingCount(): number {
    let count = this.#queue.length + (this.#heldAll?.length ?? 0);
    for (const waiting of this.#held.values()) count += waiting.length;
    return count;
  }

  /** What is dropped is newer than the mark, and found again from there: until then the mark stays. */
  #drop(): void {
    this.#drops += 1;
    this.#isReadingBack = true;
    this.#queue.length = 0;
    if (this.#heldAll) this.#heldAll = [];
    for (const waiting of this.#held.values()) waiting.length = 0;
    this.#parts.overflowed();
  }

  #place(event: WaEvent): void {
    if (this.#heldAll) {
      this.#heldAll.push(event);
      return;
    }
    const { chat } = widsOfEvent(event);
    const names = chat === undefined || this.#held.size === 0 ? [] : this.#namesOf(chat);
    const waiting = names.map((name) => this.#held.get(name)).find((list) => list !== undefined);
    (waiting ?? this.#queue).push(event);
  }

  #namesOf(chat: string): readonly string[] {
    const wid = parseWid(chat);
    const named = wid && nameAccount(wid, this.#parts.book);
    return named ? [named.address, ...named.others] : [chat];
  }

  #tellAck(event: WaEvent): void {
    const raw = event.kind === "ack" || event.kind === "message" ? event.raw : undefined;
    const fields = raw === undefined ? undefined : parseRawMessage(raw);
    if (!fields?.id?.fromMe || !fields.id.id) return;
    const ack = event.kind === "ack" ? event.ack : (fields.ack ?? 0);
    const externalId = externalIdOf({ fromMe: true, id: fields.id.id });
    this.#parts.acks.tell(externalId, ack);
  }

  #work(): void {
    if (this.#isWorking || this.#queue.length === 0 || this.#stopping.signal.aborted) return;
    this.#isWorking = true;
    this.#working = this.#drain()
      .catch((error: unknown) => {
        if (!this.#stopping.signal.aborted) {
          this.#parts.host.log.error("intake failed", { error });
          this.#drop();
        }
      })
      .finally(() => {
        this.#isWorking = false;
        this.#work();
      });
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      this.#stopping.signal.throwIfAborted();
      const batch = this.#queue.splice(0, BATCH_MAX);
      await this.#resolveNames(batch);
      const readings = batch.map((event) => this.#read(event));
      this.count(readings.flatMap(({ ignored }) => ignored));
      const elements = this.asOneMessage(readings.flatMap((reading) => reading.elements));
      await this.receive(elements);
      this.#rememberChats(batch);
      this.#afterStored(batch);
    }
  }

  /** A defect of ours in reading one event is parked with it, and harms no other. */
  #read(event: WaEvent): EventReading {
    try {
      return readEvent(event, this.context(false), this.#own);
    } catch (error) {
      this.#parts.host.log.error("event not read", { kind: event.kind, error });
      return unreadable(event);
    }
  }

  async #resolveNames(batch: readonly WaEvent[]): Promise<void> {
    const session = this.#parts.session();
    if (!session) return;
    const wids = batch.flatMap((event) => {
      const { chat, author } = widsOfEvent(event);
      return [chat, author].filter((wid) => wid !== undefined);
    });
    for (const wid of new Set(wids)) await this.#parts.book.resolve(wid, session);
  }

  /** Answers go to the id a chat came with (trap 13). */
  #rememberChats(batch: readonly WaEvent[]): void {
    for (const event of batch) {
      if (event.kind !== "message") continue;
      const raw = parseRawMessage(event.raw);
      if (raw) this.rememberChat(chatOf(raw));
    }
  }

  rememberChat(chat: string | undefined): void {
    const { memory, book } = this.#parts;
    const wid = chat === undefined ? undefined : parseWid(chat);
    const named = wid && nameAccount(wid, book);
    if (!named || chat === undefined || memory.chatsByAddress.get(named.address) === chat) return;
    memory.chatsByAddress.delete(named.address);
    memory.chatsByAddress.set(named.address, chat);
    memory.touch();
  }

  #afterStored(batch: readonly WaEvent[]): void {
    for (const event of batch) {
      if (event.kind !== "message") continue;
      const raw = parseRawMessage(event.raw);
      this.#newest = Math.max(this.#newest, (raw && timestampOf(raw)) ?? 0);
    }
    if (!this.#isReadingBack) this.#advance(this.#newest);
  }

  #advance(to: number): void {
    const { memory, host } = this.#parts;
    const mark = Math.min(to, Math.floor(host.now() / 1_000) + AHEAD_MAX_S);
    if (mark > (memory.fields.mark ?? 0)) memory.change({ mark });
  }
}
