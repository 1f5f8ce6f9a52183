import type { CustomerSocket, TranscriptChange } from "@circuito/connector";
import { admit } from "./admit.ts";
import { type ProblemCode, problem, refusal } from "./answers.ts";
import { isClientEvent, type Position } from "./client-events.ts";
import { changeOnWire, sessionOnWire } from "./session-wire.ts";
import {
  addressOf,
  failed,
  type Guest,
  onTranscript,
  type Shop,
  type Taken,
  takeEvent,
} from "./take-event.ts";
import { issueToken } from "./visitor-token.ts";

/** A client that speaks another language than ours is broken or probing. */
const UNKNOWN_EVENTS_PER_MINUTE_MAX = 10;
const MINUTE_MS = 60_000;
/** Events that wait for their turn: an outbox of a week offline, sent at once. */
const WAITING_MAX = 250;
const WAITING_RETRY_MS = 1_000;

/**
 * One browser tab, from its handshake to its end. Events are begun one after the other, so that
 * messages are handed over in the order in which they were written; the commits themselves overlap.
 */
export class Visit {
  readonly #shop: Shop;
  readonly #socket: CustomerSocket;
  readonly #answers = new Set<Promise<void>>();
  #inOrder: Promise<void>;
  #waiting = 0;
  #unknownAt: number[] = [];
  #gone = false;
  #guest: Guest | undefined;
  #unfollow = (): void => {};
  /** Changes that arrived while a session was being read; they are told after it. */
  #heldBack: TranscriptChange[] | undefined;

  constructor(shop: Shop, socket: CustomerSocket, onEnd: () => void) {
    this.#shop = shop;
    this.#socket = socket;
    socket.onDisconnect(() => {
      this.#end();
      onEnd();
    });
    socket.onEvent((event, data, reply) => this.#queue(event, data, reply));
    this.#inOrder = this.#enter().catch((error: unknown) => {
      failed(shop.host, error);
      this.#refuse("unavailable");
    });
  }

  /** Says goodbye and waits for the words in hand. */
  async close(): Promise<void> {
    this.#refuse("unavailable");
    await this.#inOrder;
    await Promise.all(this.#answers);
  }

  async #enter(): Promise<void> {
    const { inbox, host, rates } = this.#shop;
    const wait = await rates.connection(this.#socket.remoteAddress);
    if (wait !== undefined) {
      this.#refuse("rate-limited");
      return;
    }
    const admission = await admit(this.#socket, inbox, host.now());
    if (admission.kind === "refused") {
      host.log.warn("chat refused", { because: admission.code });
      this.#refuse(admission.code);
      return;
    }
    if (this.#gone) return;
    if (admission.identityFailed) host.log.warn("chat identity does not hold");
    const guest = { ...admission, hasWritten: false };
    this.#guest = guest;
    const address = addressOf(guest);
    this.#unfollow = host.transcript.follow(inbox.id, address, (change) => this.#tell(change));
    await this.#session(guest, guest.returning ? guest.asked.after : undefined);
  }

  #queue(event: string, data: unknown, reply: (answer: unknown) => void): void {
    if (this.#waiting >= WAITING_MAX) {
      reply(problem("rate-limited", WAITING_RETRY_MS));
      return;
    }
    this.#waiting++;
    this.#inOrder = this.#inOrder.then(async () => {
      const { answer } = await this.#begin(event, data);
      this.#waiting--;
      const answered = answer
        .then(reply)
        .catch((error: unknown) => void failed(this.#shop.host, error))
        .finally(() => this.#answers.delete(answered));
      this.#answers.add(answered);
    });
  }

  /** Never rejects: nothing a client sends, and no failure of ours, ends the order of events. */
  async #begin(event: string, data: unknown): Promise<Taken> {
    const guest = this.#guest;
    if (!guest || this.#gone) return refused("unavailable");
    const { rates, host } = this.#shop;
    try {
      const wait = await rates.event(event, guest.visitor.id, this.#socket.remoteAddress);
      if (wait !== undefined) return refused("rate-limited", wait);
      if (!isClientEvent(event)) {
        this.#countUnknown();
        return refused("unknown-event");
      }
      return await takeEvent(this.#shop, guest, event, data, (after) =>
        this.#session(guest, after),
      );
    } catch (error) {
      return { answer: Promise.resolve(failed(host, error)) };
    }
  }

  async #session(guest: Guest, after: Position | undefined): Promise<void> {
    const { inbox, host } = this.#shop;
    const { settings } = inbox;
    this.#heldBack = [];
    try {
      const place = { secret: settings.tokenSecret, inbox: inbox.id, now: host.now() };
      const [view, hours, token] = await Promise.all([
        host.transcript.read(inbox.id, addressOf(guest), after && onTranscript(after)),
        host.transcript.hours(inbox.id),
        issueToken(place, guest.visitor),
      ]);
      if (view) guest.hasWritten = true;
      const visitorId = guest.visitor.id;
      const session = { token, visitorId, view, hours, inbox: inbox.id, settings };
      this.#emit("session", sessionOnWire(session));
    } finally {
      const changes = this.#heldBack;
      this.#heldBack = undefined;
      for (const change of changes) this.#tell(change);
    }
  }

  #tell(change: TranscriptChange): void {
    if (this.#heldBack) this.#heldBack.push(change);
    else this.#emit(...changeOnWire(change));
  }

  #emit(event: string, data: unknown): void {
    if (!this.#gone) this.#socket.emit(event, data);
  }

  #countUnknown(): void {
    const now = this.#shop.host.now();
    this.#unknownAt = [...this.#unknownAt.filter((at) => at > now - MINUTE_MS), now];
    if (this.#unknownAt.length < UNKNOWN_EVENTS_PER_MINUTE_MAX) return;
    this.#shop.host.log.warn("chat speaks another language", { events: this.#unknownAt.length });
    this.#refuse("unknown-event");
  }

  #refuse(code: ProblemCode): void {
    if (this.#gone) return;
    this.#socket.emit("refused", refusal(code));
    this.#end();
    this.#socket.disconnect();
  }

  #end(): void {
    this.#gone = true;
    this.#unfollow();
  }
}

function refused(code: ProblemCode, retryAfterMs?: number): Taken {
  return { answer: Promise.resolve(problem(code, retryAfterMs)) };
}
