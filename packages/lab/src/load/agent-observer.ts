import { io, type Socket } from "socket.io-client";
import { z } from "zod";
import { contentHash, type Journal } from "../journal.ts";
import { externalIdOf, readMark } from "./words.ts";

/** Of the agents' wire only what an observer needs: it shall not fail for a field it does not use. */
const seenEvents = z.array(
  z.object({
    type: z.string(),
    position: z.string(),
    message: z
      .object({ id: z.string(), conversationId: z.string(), seq: z.int(), text: z.string() })
      .optional(),
  }),
);
const resumed = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("events"), events: z.unknown(), position: z.string() }),
  z.object({ kind: z.literal("snapshot-required"), position: z.string() }),
]);
const head = z.object({ position: z.string() });

/** Between attempts while the server is away: a restart should be noticed at once. */
const RECONNECT_PAUSE_MS = 100;
const RECONNECT_PAUSE_MAX_MS = 500;
/** An answer to `resume` that takes longer counts as lost; the next connection asks again. */
const RESUME_TIMEOUT_MS = 5_000;
/** Events that are on their way arrive within this; a head that is still ahead was not told to us. */
const BEHIND_HEAD_MS = 1_000;

export interface ObserverOptions {
  /** Including the namespace: `http://127.0.0.1:4321/agent`. */
  readonly url: string;
  /** Handshake `auth`, made anew for every attempt. */
  readonly auth: () => Promise<Record<string, string>>;
  readonly journal: Journal;
  /** Names the inbox in the journal, as the sender does. */
  readonly account: string;
  /** `overhear` for somebody who may not be told of all; `see` for others. */
  readonly as?: "see" | "overhear";
  /** Told of the first sight of each message, by external id. */
  readonly onFirstSight?: (externalId: string, atMs: number) => void;
}

/**
 * An agent's console without the screen: holds a position, resumes after every reconnection, and
 * writes down each message it is told about, repeats included.
 */
export class AgentObserver implements Disposable {
  readonly seen = new Set<string>();
  readonly #options: ObserverOptions;
  readonly #socket: Socket;
  #position: string | undefined;
  /** Live events that arrived since `resume` was asked; forgotten when the line is lost. */
  #held: unknown[] | undefined;
  #retry: NodeJS.Timeout | undefined;
  #behind: NodeJS.Timeout | undefined;

  constructor(options: ObserverOptions) {
    this.#options = options;
    this.#socket = io(options.url, {
      transports: ["websocket"],
      autoConnect: false,
      reconnectionDelay: RECONNECT_PAUSE_MS,
      reconnectionDelayMax: RECONNECT_PAUSE_MAX_MS,
      auth: (give) => {
        // A ticket that cannot be had now makes a refused handshake, and that is tried again.
        options.auth().then(give, () => give({}));
      },
    });
    this.#socket.on("ready", (data) => this.#onReady(head.parse(data).position));
    this.#socket.on("events", (data) => this.#onEvents(data));
    this.#socket.on("head", (data) => this.#onHead(head.parse(data).position));
    this.#socket.on("connect_error", () => this.#connectAgainIfRefused());
    this.#socket.on("disconnect", () => this.#connectAgainIfRefused());
  }

  /** Resolves once the server has greeted us. */
  async connect(): Promise<void> {
    const ready = new Promise<void>((resolve) => this.#socket.once("ready", () => resolve()));
    this.#socket.connect();
    await ready;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#behind);
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  #onReady(position: string): void {
    if (this.#position === undefined) {
      this.#position = position;
      return;
    }
    this.#resume();
  }

  #onHead(position: string): void {
    const held = this.#position;
    if (position === held) return;
    clearTimeout(this.#behind);
    this.#behind = setTimeout(() => {
      if (this.#position === held) this.#resume();
    }, BEHIND_HEAD_MS);
  }

  #resume(): void {
    this.#held = [];
    this.#socket
      .timeout(RESUME_TIMEOUT_MS)
      .emit("resume", { after: this.#position }, (error: unknown, answer: unknown) => {
        if (!error) this.#onResumed(answer);
        // Without an answer the position stands, and the next connection resumes from it.
        else if (this.#socket.connected) this.#socket.disconnect().connect();
      });
  }

  #onResumed(answer: unknown): void {
    const parsed = resumed.parse(answer);
    if (parsed.kind === "events") this.#apply(parsed.events);
    else {
      this.#options.journal.add({
        type: "info",
        f: "lost-position",
        key: { account: this.#options.account, ext: "" },
        extra: { after: this.#position ?? "", upTo: parsed.position },
      });
    }
    this.#position = parsed.position;
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const events of held) this.#apply(events);
  }

  /** What comes live while older events are still asked for waits behind them. */
  #onEvents(data: unknown): void {
    if (this.#held) this.#held.push(data);
    else this.#apply(data);
  }

  #apply(data: unknown): void {
    const atMs = performance.now();
    for (const event of seenEvents.parse(data)) {
      this.#position = event.position;
      if (event.type === "message.created" && event.message) this.#see(event.message, atMs);
    }
  }

  #see(
    message: { id: string; conversationId: string; seq: number; text: string },
    atMs: number,
  ): void {
    const mark = readMark(message.text);
    // Our own automatic answers carry no mark; their seq still counts.
    const ext = mark ? externalIdOf(mark) : `unmarked:${message.id}`;
    this.#options.journal.add({
      type: "ok",
      f: this.#options.as ?? "see",
      key: { account: this.#options.account, ext },
      conv_hint: message.conversationId,
      // A console is told words; whose they are, its conversation says.
      hash: contentHash("", message.text),
      extra: { seq: message.seq, messageId: message.id },
    });
    if (!mark || this.seen.has(ext)) return;
    this.seen.add(ext);
    this.#options.onFirstSight?.(ext, atMs);
  }

  /** socket.io goes on by itself after a lost transport, but not after a refusal by the server. */
  #connectAgainIfRefused(): void {
    if (this.#socket.active) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket.connect(), RECONNECT_PAUSE_MS);
  }
}
