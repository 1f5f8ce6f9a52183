import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type ConnectorHost,
  type OutboundMessage,
  SendError,
  type SendReceipt,
  writeOutChoices,
} from "@circuito/connector";
import type { Address } from "@circuito/domain";
import { externalIdOf } from "../ids/message-key.ts";
import { parseWid } from "../ids/wid.ts";
import { parseRawMessage } from "../normalize/raw-message.ts";
import type { AckBoard } from "../receive/ack-board.ts";
import type { Intake } from "../receive/intake.ts";
import type { RawMessage, WaFile, WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";
import type { WebTimes } from "../web-times.ts";
import { findRecipient } from "./find-recipient.ts";
import { afterFirstContact } from "./first-contacts.ts";
import { giveToPage, type Handed } from "./give-to-page.ts";
import { dropFile, keepFile } from "./keep-file.ts";
import type { Pace } from "./pace.ts";
import { quoteIds } from "./quote-ids.ts";

/** Whoever has to wait longer for a turn waits outside: a place to send from is not held for it. */
const TURN_WAIT_MAX_MS = 8_000;
/** A session that is not ready is so in seconds, or a person is needed. */
const NOT_READY_RETRY_MS = 15_000;
const FURTHER_FILES_KEPT_MAX = 500;
const LOOK_BACK = 50;

export interface WebSenderParts {
  readonly host: Pick<ConnectorHost, "log" | "now" | "newId">;
  readonly settings: { readonly marksRead: boolean; readonly firstContactsPerDayMax: number };
  readonly times: WebTimes;
  readonly folder: string;
  readonly memory: WebMemory;
  readonly acks: AckBoard;
  readonly intake: Intake;
  readonly pace: Pace;
  /** The session, while it is ready. */
  readonly session: () => WaSession | undefined;
  /** A message may or may not have been sent in this chat: look for it. */
  readonly unsettled: (chat: string) => void;
}

/**
 * Sends through the page, one message at a time, as a person would. A message counts as sent when
 * WhatsApp says so: the page itself says yes also when the network is dead (trap 19).
 */
export class WebSender {
  readonly #parts: WebSenderParts;
  #turns: Promise<unknown> = Promise.resolve();

  constructor(parts: WebSenderParts) {
    this.#parts = parts;
  }

  /** @throws SendError, and nothing else */
  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendReceipt> {
    if (message.chat?.template) {
      throw new SendError("unsupported", "a paired phone sends no templates");
    }
    const turn = this.#turns.then(() => this.#handOver(message, signal));
    this.#turns = turn.catch(() => {});
    const { raw, chat, session } = await turn;
    return this.#confirm(raw, chat, session, signal);
  }

  async typing(to: Address): Promise<void> {
    const { memory, times } = this.#parts;
    const session = this.#parts.session();
    const chat = memory.chatsByAddress.get(to);
    if (session && chat !== undefined) await session.call("typing", { chat }, times.callTimeoutMs);
  }

  async #handOver(message: OutboundMessage, signal: AbortSignal) {
    const session = this.#ready(signal);
    const words = writeOutChoices(message);
    const chat = await this.#before(() => this.#recipient(message, session));
    await this.#takeTurn(words, session, chat, signal);
    const files = await this.#keepFiles(message);
    try {
      const answers = message.chat?.answers;
      const quotes =
        answers === undefined ? [] : quoteIds(answers, chat, this.#parts.intake.context(false));
      const first = { chat, text: words, quotes, file: files[0] };
      const raw = await this.#give(session, first, signal);
      await this.#giveFurtherFiles(session, { chat, first: raw, files: files.slice(1) }, signal);
      return { raw, chat, session };
    } finally {
      await Promise.all(files.map(dropFile));
    }
  }

  #ready(signal: AbortSignal): WaSession {
    const session = this.#parts.session();
    if (signal.aborted) throw new SendError("retry", "its time was over before its turn came");
    if (session) return session;
    throw new SendError("retry", "the session is not ready", { afterMs: NOT_READY_RETRY_MS });
  }

  async #recipient(message: OutboundMessage, session: WaSession): Promise<string> {
    const { memory, times } = this.#parts;
    const chat = await findRecipient(message.to, memory, session, times.callTimeoutMs);
    await this.#countFirstContact(message, chat, session);
    return chat;
  }

  /**
   * Over the limit the message is refused, not kept for tomorrow: whoever wrote it must know now, while
   * there is another way to reach the customer.
   */
  async #countFirstContact(
    message: OutboundMessage,
    chat: string,
    session: WaSession,
  ): Promise<void> {
    const { memory, times, settings, host } = this.#parts;
    const hasWritten =
      message.newest !== undefined ||
      message.chat?.answers !== undefined ||
      memory.chatsByAddress.has(message.to) ||
      parseWid(chat)?.kind === "group";
    if (hasWritten) return;
    const args = { chat, limit: LOOK_BACK };
    const messages = await session.call("messages", args, times.callTimeoutMs);
    if (messages.some((raw) => parseRawMessage(raw)?.id?.fromMe === false)) return;
    const max = settings.firstContactsPerDayMax;
    const after = afterFirstContact(memory.fields.firstContacts, message.to, max, host.now());
    if (!after) {
      throw new SendError(
        "rejected",
        `never wrote to us, and today's ${max} first contacts are used up: more get the account banned`,
        { providerCode: "first-contacts-per-day" },
      );
    }
    memory.change({ firstContacts: after });
    await memory.save();
  }

  async #takeTurn(
    words: string,
    session: WaSession,
    chat: string,
    signal: AbortSignal,
  ): Promise<void> {
    const { pace, host, times } = this.#parts;
    const waitMs = pace.waitMs(chat, words, host.now());
    if (waitMs > TURN_WAIT_MAX_MS) {
      throw new SendError("retry", "waits for its turn", { afterMs: waitMs });
    }
    await this.#pause(waitMs, signal);
    const more = pace.take(chat, words, host.now());
    // The customer sees that somebody writes; whether that worked is nobody's business.
    await session.call("typing", { chat }, times.callTimeoutMs).catch(() => {});
    await this.#pause(times.typingMs + more, signal);
    this.#ready(signal);
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    await sleep(ms, undefined, { signal }).catch(() => {
      throw new SendError("retry", "its time was over before its turn came");
    });
  }

  async #keepFiles(message: OutboundMessage): Promise<readonly WaFile[]> {
    const folder = join(this.#parts.folder, "outgoing");
    return this.#before(async () => {
      const files: WaFile[] = [];
      for (const media of message.media) {
        files.push(await keepFile(media, folder, this.#parts.host.newId()));
      }
      return files;
    });
  }

  /** What goes wrong before anything was handed over may be tried again. */
  async #before<T>(step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof SendError) throw error;
      throw new SendError("retry", "could not be prepared", { cause: error });
    }
  }

  #give(session: WaSession, one: Handed, signal: AbortSignal): Promise<RawMessage> {
    const { times, settings, unsettled } = this.#parts;
    const seen = settings.marksRead;
    return giveToPage(session, one, { times, seen, unsettled, signal });
  }

  /** One message of WhatsApp has one file: further ones follow, and belong to the first. */
  async #giveFurtherFiles(
    session: WaSession,
    more: {
      readonly chat: string;
      readonly first: RawMessage;
      readonly files: readonly WaFile[];
    },
    signal: AbortSignal,
  ): Promise<void> {
    const { intake } = this.#parts;
    const { chat, first, files } = more;
    for (const file of files) {
      const isPaused = intake.pause(chat);
      try {
        const raw = await this.#give(session, { chat, text: "", quotes: [], file }, signal);
        this.#rememberFurtherFile(this.#externalId(raw), this.#externalId(first));
      } catch (error) {
        if (!(error instanceof SendError)) throw error;
        // The first is out: another attempt would send it twice.
        throw new SendError("unknown", "sent without all of its files", {
          isPartly: true,
          cause: error,
        });
      } finally {
        if (isPaused) intake.release(chat);
      }
    }
  }

  /** At once: after a crash, what was not written down would be shown as a message of its own. */
  #rememberFurtherFile(id: string | undefined, first: string | undefined): void {
    const { memory } = this.#parts;
    if (id === undefined) return;
    const files = [...memory.fields.furtherFiles, [id, first ?? id] satisfies [string, string]];
    memory.change({ furtherFiles: files.slice(-FURTHER_FILES_KEPT_MAX) });
    memory.saveNow();
  }

  #externalId(raw: RawMessage): string | undefined {
    const id = parseRawMessage(raw)?.id;
    return id?.id ? externalIdOf({ fromMe: true, id: id.id }) : undefined;
  }

  async #confirm(
    raw: RawMessage,
    chat: string,
    session: WaSession,
    signal: AbortSignal,
  ): Promise<SendReceipt> {
    const { acks, times, unsettled, intake } = this.#parts;
    const externalId = this.#externalId(raw);
    if (externalId === undefined) {
      unsettled(chat);
      throw new SendError("unknown", "the page gave no id");
    }
    const patience = AbortSignal.any([signal, AbortSignal.timeout(times.ackWaitMs)]);
    let ack = await acks.first(externalId, patience);
    if (ack === undefined && !signal.aborted) {
      const again = await this.#readAgain(raw, session);
      ack = again?.ack;
      if (again && again.ack > 0) intake.push({ kind: "ack", raw: again.raw, ack: again.ack });
    }
    if (ack !== undefined && ack > 0) return { externalId };
    if (ack !== undefined && ack < 0) {
      throw new SendError("rejected", "WhatsApp did not take the message");
    }
    unsettled(chat);
    throw new SendError("unknown", "WhatsApp has not confirmed it");
  }

  async #readAgain(raw: RawMessage, session: WaSession) {
    const id = parseRawMessage(raw)?.id?._serialized;
    if (id === undefined) return undefined;
    try {
      const again = await session.call("message", { id }, this.#parts.times.callTimeoutMs);
      return { raw: again, ack: parseRawMessage(again)?.ack ?? 0 };
    } catch (error) {
      this.#parts.host.log.warn("message of ours not read again", { error });
      return undefined;
    }
  }
}
