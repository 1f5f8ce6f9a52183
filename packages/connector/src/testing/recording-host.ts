import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import type { ChannelSession, InboundElement, SessionWish, StoredBytes } from "@circuito/domain";
import type { ConnectorHost, ConnectorMedia, LocalMeans, Received } from "../connector.ts";
import { hmacSigner } from "../hmac-signer.ts";
import { MemoryTranscript } from "./memory-transcript.ts";

/** A Monday at noon, UTC: inside business hours of every seed. */
const START = Date.UTC(2026, 0, 5, 12);

/**
 * A host that keeps what it is given, as the ledger would: one row per external id, a repeat is a
 * duplicate, a sender's id with other words a collision. Clock and ids are seeded.
 */
export class RecordingHost implements ConnectorHost {
  /** Committed, in order; duplicates are not in it. */
  readonly rows: InboundElement[] = [];
  /** Everything that could be read by a person later: log lines, and what tests add to it. */
  readonly outputs: string[] = [];
  readonly disconnections: Error[] = [];
  /** Messages that had not come by themselves, each time some were found. */
  readonly recoveries: number[] = [];
  readonly recovered = (messages: number): void => void this.recoveries.push(messages);
  readonly transcript = new MemoryTranscript();
  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    if (this.#refusesFetch) throw this.#refusesFetch;
    return fetch(url, init);
  };
  readonly log = {
    info: this.#line("info"),
    warn: this.#line("warn"),
    error: this.#line("error"),
  };
  /** What the connector remembers; survives it, as a row would. */
  remembered: unknown;
  readonly memory = {
    get: async (): Promise<unknown> => structuredClone(this.remembered),
    set: async (state: unknown): Promise<void> => {
      if (this.failure) throw this.failure;
      this.remembered = structuredClone(state);
    },
  };
  /** Secrets that were renewed, in order: setting, before, after. */
  readonly replacedSecrets: (readonly [string, string, string])[] = [];
  readonly replaceSecret = async (...replaced: [string, string, string]): Promise<void> => {
    if (this.failure) throw this.failure;
    this.replacedSecrets.push(replaced);
  };
  /** What people were told of the session, in order. */
  readonly sessions: ChannelSession[] = [];
  /** Set to have something asked of the session. */
  sessionWish: SessionWish | undefined;
  readonly session = {
    say: (session: ChannelSession): void => void this.sessions.push(structuredClone(session)),
    wish: async (): Promise<SessionWish | undefined> => this.sessionWish,
  };
  /** Set where a test has a folder and a browser. */
  local: LocalMeans = { folder: "" };
  /** Bytes by their SHA-256, as the media store would keep them. */
  readonly kept = new Map<string, Buffer>();
  readonly media: ConnectorMedia = {
    put: async (bytes) => this.#keep(bytes),
    open: async (sha256) => {
      const bytes = this.kept.get(sha256);
      if (!bytes) throw new Error("no such bytes");
      return Readable.from([bytes]);
    },
  };
  readonly signer = hmacSigner([Buffer.alloc(32, 1)]);
  /** Addresses that no connection may go to. */
  readonly unreachable = new Set<string>();
  readonly mayReach = (ipAddress: string): boolean => !this.unreachable.has(ipAddress);
  #refusesFetch: Error | undefined;
  /** From now on nothing is called. */
  refuseFetch(error: Error): void {
    this.#refusesFetch = error;
  }

  /** Set to make `receive` and `memory.set` reject. */
  failure: Error | undefined;
  /** Set to hold `receive` back until it resolves. */
  hold: Promise<void> | undefined;
  #now = START;
  #ids = 0;

  readonly now = (): number => this.#now;
  readonly newId = (): string =>
    `00000000-0000-7000-8000-${(++this.#ids).toString(16).padStart(12, "0")}`;

  advance(ms: number): void {
    this.#now += ms;
  }

  async receive(elements: readonly InboundElement[]): Promise<readonly Received[]> {
    if (this.hold) await this.hold;
    if (this.failure) throw this.failure;
    return elements.map((element) => ({
      externalId: element.externalId,
      outcome: this.#store(element),
    }));
  }

  async known(externalIds: readonly string[]): Promise<ReadonlySet<string>> {
    const ours = new Set(this.rows.map((row) => row.externalId));
    return new Set(externalIds.filter((id) => ours.has(id)));
  }

  disconnected(reason: Error): void {
    this.disconnections.push(reason);
  }

  #store(element: InboundElement): Received["outcome"] {
    const first = this.rows.find((row) => row.externalId === element.externalId);
    if (!first) {
      this.rows.push(element);
      return "new";
    }
    const same = rawOf(first) === rawOf(element) || words(first) === words(element);
    if (same || element.idMadeBy === "provider") return "duplicate";
    this.rows.push(element);
    return "collision";
  }

  async #keep(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<StoredBytes> {
    if (this.failure) throw this.failure;
    const whole =
      bytes instanceof Uint8Array ? Buffer.from(bytes) : await buffer(Readable.from(bytes));
    const sha256 = createHash("sha256").update(whole).digest("hex");
    this.kept.set(sha256, whole);
    return { sha256, sizeBytes: whole.byteLength };
  }

  #line(level: string) {
    return (fact: string, fields: Readonly<Record<string, unknown>> = {}): void => {
      this.outputs.push(`${level} ${fact} ${printed(fields)}`);
    };
  }
}

/** Errors with their causes, as a log would print them. */
export function printed(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    Object.prototype.toString.call(item) === "[object Error]"
      ? { ...item, name: item.name, message: item.message, stack: item.stack, cause: item.cause }
      : item,
  );
}

function rawOf({ raw }: InboundElement): string {
  return raw instanceof Uint8Array ? Buffer.from(raw).toString("base64") : raw.sha256;
}

function words(element: InboundElement): string | undefined {
  return element.kind === "message" ? element.text : undefined;
}
