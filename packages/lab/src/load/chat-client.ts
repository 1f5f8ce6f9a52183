import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { type ChatAck, chatAck, chatServerEvents } from "@circuito/protocol";
import { io, type Socket } from "socket.io-client";
import { contentHash, type Journal } from "../journal.ts";
import { externalIdOf, readMark } from "./words.ts";

/** As the widget has it: longer, and the words go out again with the same id. */
const ACK_TIMEOUT_MS = 5_000;
const RETRY_PAUSE_MS = 300;
const RECONNECT_PAUSE_MAX_MS = 1_000;

export interface ChatClientOptions {
  /** Such as `http://127.0.0.1:4321`. */
  readonly origin: string;
  /** The page that shows the chat. */
  readonly site: string;
  readonly inboxId: string;
  readonly journal: Journal;
  /** Names the inbox in the journal. */
  readonly account: string;
}

/**
 * A visitor with a chat open: the widget without its looks. What is written goes out again, with the
 * same id, until the server says that it has it.
 */
export class ChatClient implements Disposable {
  readonly #options: ChatClientOptions;
  readonly #socket: Socket;
  #token: string | undefined;
  #visitorId = "";
  #retry: NodeJS.Timeout | undefined;

  constructor(options: ChatClientOptions) {
    this.#options = options;
    this.#socket = io(`${options.origin}/chat`, {
      transports: ["websocket"],
      autoConnect: false,
      forceNew: true,
      reconnectionDelayMax: RECONNECT_PAUSE_MAX_MS,
      extraHeaders: { origin: options.site },
      auth: (give) =>
        give({ inbox: options.inboxId, ...(this.#token !== undefined && { token: this.#token }) }),
    });
    this.#socket.on("session", (data) => {
      const { token, visitorId } = chatServerEvents.session
        .pick({ token: true, visitorId: true })
        .parse(data);
      this.#token = token;
      this.#visitorId = visitorId;
    });
    this.#socket.on("connect_error", () => this.#connectAgainIfRefused());
    this.#socket.on("disconnect", () => this.#connectAgainIfRefused());
  }

  /** How tables and journals name this visitor. */
  get address(): string {
    return `visitor:${this.#visitorId}`;
  }

  /** Resolves once the server has said who we are. */
  async open(): Promise<void> {
    const greeted = new Promise<void>((resolve) => this.#socket.once("session", () => resolve()));
    this.#socket.connect();
    await greeted;
  }

  /** Retries until acknowledged, refused or `deadlineMs` (performance clock). @returns whether it was taken */
  async write(text: string, deadlineMs: number): Promise<boolean> {
    const clientId = randomUUID();
    const { account, journal } = this.#options;
    const fact = {
      f: "send" as const,
      key: { account, ext: `${this.#visitorId}:${clientId}` },
      conv_hint: this.address,
      hash: contentHash(this.address, text),
      extra: { request: clientId, part: 0, length: text.length, ...seenAs(text) },
    };
    journal.add({ ...fact, type: "invoke" });
    for (;;) {
      const ack = await this.#say({ clientId, text });
      if (ack?.ok) {
        journal.add({ ...fact, type: "ok" });
        return true;
      }
      // A chat that asks for patience, or is away, has not refused what was written.
      const isDefinite = ack && !["rate-limited", "unavailable"].includes(ack.code);
      journal.add({ ...fact, type: isDefinite ? "fail" : "info" });
      if (isDefinite || performance.now() > deadlineMs) return false;
      await pause(RETRY_PAUSE_MS);
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#retry);
    this.#socket.removeAllListeners();
    this.#socket.disconnect();
  }

  /** @returns `undefined` without an answer, which may mean anything */
  async #say(message: { clientId: string; text: string }): Promise<ChatAck | undefined> {
    if (!this.#socket.connected) return undefined;
    try {
      const answer = await this.#socket.timeout(ACK_TIMEOUT_MS).emitWithAck("message", message);
      return chatAck.parse(answer);
    } catch {
      return undefined;
    }
  }

  /** socket.io goes on by itself after a lost transport, but not after a refusal by the server. */
  #connectAgainIfRefused(): void {
    if (this.#socket.active) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#socket.connect(), RETRY_PAUSE_MS);
  }
}

/** A console knows a message by its mark; tables know it by the visitor's id of it. */
function seenAs(text: string): { readonly seenAs?: string } {
  const mark = readMark(text);
  return mark ? { seenAs: externalIdOf(mark) } : {};
}
