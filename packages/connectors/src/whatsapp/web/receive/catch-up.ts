import type { ConnectorHost } from "@circuito/connector";
import type { LidBook } from "../ids/lid-book.ts";
import type { WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";
import type { WebTimes } from "../web-times.ts";
import { backfill } from "./backfill.ts";
import type { Intake } from "./intake.ts";
import { ShortChats } from "./short-chats.ts";

/** A message whose end is not known by then is never found any more. */
const UNSETTLED_KEPT_MS = 24 * 60 * 60_000;
/** Clocks of ours and WhatsApp's differ. */
const CLOCKS_MS = 60_000;
const DAY_S = 24 * 60 * 60;

export interface CatchUpParts {
  readonly host: Pick<ConnectorHost, "known" | "log" | "now">;
  readonly times: WebTimes;
  readonly groups: boolean;
  readonly historyDays: number;
  readonly memory: WebMemory;
  readonly intake: Intake;
  readonly book: LidBook;
  /** The session, while it is ready. */
  readonly session: () => WaSession | undefined;
  /** When the account that is open now was opened, ms since epoch. */
  readonly openedAt: () => number;
  readonly changed: () => void;
}

/** Looks for what was missed, whenever there may be something: one look at a time. */
export class CatchUp {
  readonly #parts: CatchUpParts;
  readonly #shortChats = new ShortChats();
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  /** Chats still to be read. */
  backlog = 0;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Ready, for the first time or again. What comes from now on waits until it is known what is read. */
  look(): void {
    if (this.#stopping.signal.aborted) return;
    clearTimeout(this.#timer);
    if (this.#running) {
      this.#again = true;
      return;
    }
    const session = this.#parts.session();
    if (!session) return;
    this.#running = this.#read(session).finally(() => {
      this.#running = undefined;
      if (this.#again) {
        this.#again = false;
        this.look();
      }
    });
  }

  lookIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    this.#timer = setTimeout(() => this.look(), ms);
  }

  /** A message of ours may or may not have been sent there. */
  unsettled(chat: string): void {
    const { memory, host, times } = this.#parts;
    const rest = memory.fields.unsettled.filter((one) => one.chat !== chat);
    memory.change({ unsettled: [...rest, { chat, at: host.now() }] });
    this.lookIn(times.searchAfterMs);
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("the inbox stops"));
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #read(session: WaSession): Promise<void> {
    const { host, memory, times } = this.#parts;
    const begunAt = host.now();
    try {
      const mark = await this.#mark();
      const unsettled = memory.fields.unsettled;
      const since = unsettled.map(({ at }) => (at - CLOCKS_MS) / 1_000);
      const isWhole = await backfill({
        ...this.#parts,
        session,
        mark: Math.min(mark, ...since),
        heardSince: Math.floor(begunAt / 1_000),
        also: unsettled.map(({ chat }) => chat),
        shortChats: this.#shortChats,
        backlog: (chats) => {
          if (chats === this.backlog) return;
          this.backlog = chats;
          this.#parts.changed();
        },
        signal: this.#stopping.signal,
      });
      if (!isWhole) this.lookIn(times.backfillRetryMs);
      this.#forgetOld(begunAt);
    } catch (error) {
      if (this.#stopping.signal.aborted) return;
      host.log.warn("not looked for what was missed", { error });
      this.lookIn(times.backfillRetryMs);
    }
  }

  /**
   * An account that was never open before begins now, or as many days ago as its owner wants. Where it
   * began is written down before anything is read: a process that dies a moment after the pairing would
   * otherwise begin again at its next start, and take nothing of what came between.
   */
  async #mark(): Promise<number> {
    const { memory, historyDays, intake, openedAt } = this.#parts;
    const account = intake.account.wid;
    const isKnown = memory.fields.account === account && memory.fields.mark !== undefined;
    const mark = isKnown ? memory.fields.mark : undefined;
    if (mark !== undefined) return mark;
    const first = Math.floor((openedAt() - CLOCKS_MS) / 1_000) - historyDays * DAY_S;
    memory.change({ account, mark: first });
    await memory.save();
    return first;
  }

  #forgetOld(now: number): void {
    const { memory } = this.#parts;
    const kept = memory.fields.unsettled.filter(({ at }) => now - at < UNSETTLED_KEPT_MS);
    if (kept.length < memory.fields.unsettled.length) memory.change({ unsettled: kept });
  }
}
