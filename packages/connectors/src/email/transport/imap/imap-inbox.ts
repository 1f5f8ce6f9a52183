import {
  ConnectError,
  type ConnectorHost,
  STOP_TIMEOUT_MS,
  StoreUnavailable,
} from "@circuito/connector";
import { COMPARE_EVERY_MS } from "@circuito/domain";
import type { ImapFlow } from "imapflow";
import type { ReadMail } from "../incoming-mail.ts";
import { rootOf } from "./alive.ts";
import { connectRefusal, isMissingMailbox } from "./connect-refusal.ts";
import { accountOf } from "./cursor.ts";
import { MailFetcher } from "./fetch-mail.ts";
import type { ImapSettings } from "./imap-settings.ts";
import { MailboxReader } from "./mailbox-reader.ts";
import { MailboxStore } from "./mailbox-store.ts";
import { IMAP_TIMES, ImapDoor, type ImapTimes } from "./open-imap.ts";

export interface InboxTimes extends ImapTimes {
  /** However well IDLE works, somebody looks this often; it also renews IDLE (rules §1.5: ≤ 9 min). */
  readonly pollEveryMs: number;
  /** The last days once more: what was changed behind us is found, too. */
  readonly auditEveryMs: number;
  /** What was taken since: a few headers. */
  readonly compareEveryMs: number;
}
export const INBOX_TIMES: InboxTimes = {
  ...IMAP_TIMES,
  pollEveryMs: 60_000,
  auditEveryMs: 6 * 60 * 60_000,
  compareEveryMs: COMPARE_EVERY_MS,
};

/** While the store is away: first and longest wait before it is asked again. */
const STORE_RETRY_FIRST_MS = 500;
const STORE_RETRY_MAX_MS = 15_000;
/** Saying goodbye is a courtesy. */
const LOGOUT_TIMEOUT_MS = 2_000;
/** What is in hand when we stop is finished within this, or left to the next owner. */
const FINISH_TIMEOUT_MS = STOP_TIMEOUT_MS - LOGOUT_TIMEOUT_MS - 1_000;

/** Receives the mail of one account: IDLE, and a poll besides. One at a time per account. */
export class ImapInbox {
  readonly #host: ConnectorHost;
  readonly #times: InboxTimes;
  readonly #door: ImapDoor;
  readonly #store: MailboxStore;
  readonly #fetcher: MailFetcher;
  readonly #readers: readonly MailboxReader[];
  readonly #stopping = new AbortController();
  #client: ImapFlow | undefined;
  #life: Promise<void> = Promise.resolve();
  #wake: () => void = () => {};

  constructor(
    settings: ImapSettings,
    host: ConnectorHost,
    readMail: ReadMail,
    times: InboxTimes = INBOX_TIMES,
  ) {
    this.#host = host;
    this.#times = times;
    this.#door = new ImapDoor(settings, host, times);
    this.#store = new MailboxStore(host, accountOf(settings));
    this.#fetcher = new MailFetcher({ sizesAreExact: settings.sizes === "exact" });
    const common = {
      settings,
      host,
      readMail,
      store: this.#store,
      fetcher: this.#fetcher,
      isStopping: () => this.#stopping.signal.aborted,
    };
    const { mailboxes, sentMailbox } = settings;
    this.#readers = [
      ...mailboxes.map((path) => new MailboxReader({ ...common, path, role: "inbox" })),
      ...(sentMailbox === undefined
        ? []
        : [new MailboxReader({ ...common, path: sentMailbox, role: "sent" })]),
    ];
  }

  /** Resolves once logged in and every mailbox was found. @throws ConnectError */
  async start(): Promise<void> {
    await this.#life;
    await this.#store.load().catch((cause: unknown) => {
      throw new ConnectError("transient", "the cursor of the mailbox cannot be read", cause);
    });
    const client = await this.#door.open(this.#stopping.signal);
    try {
      // The first one last: that is where it waits for mail.
      for (const reader of this.#readers.toReversed()) await reader.open(client);
    } catch (cause) {
      client.close();
      if (!isMissingMailbox(cause)) throw connectRefusal(cause);
      throw new ConnectError("transient", "a folder of the settings is not there", cause);
    }
    this.#client = client;
    this.#life = this.#run(client);
  }

  /** Finishes the batch in hand. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    const timer = setTimeout(() => this.#client?.close(), FINISH_TIMEOUT_MS);
    await this.#life;
    clearTimeout(timer);
    await this.#fetcher[Symbol.asyncDispose]();
  }

  async #run(client: ImapFlow): Promise<void> {
    let pending = true;
    client.on("exists", () => {
      pending = true;
      this.#wake();
    });
    client.on("close", () => this.#wake());
    try {
      while (!this.#stopping.signal.aborted) {
        pending = false;
        await this.#lookAtAll(client);
        const mayRest = !pending && client.usable && !this.#stopping.signal.aborted;
        if (mayRest) await this.#quiet(client);
      }
      await goodbye(client);
    } catch (cause) {
      client.close();
      if (this.#stopping.signal.aborted) return;
      const error = rootOf(client, cause);
      this.#host.disconnected(isMissingMailbox(error) ? missing(error) : connectRefusal(error));
    } finally {
      client.close();
      this.#client = undefined;
    }
  }

  async #lookAtAll(client: ImapFlow): Promise<void> {
    for (const reader of this.#readers.toReversed()) {
      await this.#withStore(client, () => reader.look(client));
      await this.#withStore(client, () => reader.backfill(client));
      await this.#withStore(client, () => this.#checkWhatWasTaken(client, reader));
    }
  }

  /** The longer check is one of what the shorter looks at, too. */
  async #checkWhatWasTaken(client: ImapFlow, reader: MailboxReader): Promise<void> {
    const { auditedAt = 0, comparedAt = 0 } = this.#store.cursorOf(reader.path) ?? {};
    const now = this.#host.now();
    const { auditEveryMs, compareEveryMs } = this.#times;
    if (now - auditedAt >= auditEveryMs) await reader.audit(client);
    else if (now - comparedAt >= compareEveryMs) await reader.compare(client);
  }

  /** A store that is away is waited for with the connection open; nothing is acknowledged meanwhile. */
  async #withStore(client: ImapFlow, work: () => Promise<void>): Promise<void> {
    for (let waitMs = STORE_RETRY_FIRST_MS; ; waitMs = Math.min(waitMs * 2, STORE_RETRY_MAX_MS)) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof StoreUnavailable) || this.#stopping.signal.aborted) throw error;
        this.#host.log.warn("mail waits for the store", { error, waitMs });
        await this.#sleep(waitMs);
        await client.noop();
      }
    }
  }

  /** Until the server tells of mail, the next poll, the end of the connection, or our stop. */
  async #quiet(client: ImapFlow): Promise<void> {
    // Breaks by itself when the next command is given.
    client.idle().catch(() => false);
    await this.#sleep(this.#times.pollEveryMs);
    if (!client.usable && !this.#stopping.signal.aborted)
      throw new ConnectError("transient", goneBecause(client));
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopping.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function missing(cause: unknown): ConnectError {
  return new ConnectError("transient", "a folder of the settings is not there any more", cause);
}

function goneBecause({ byeReason }: ImapFlow): string {
  return byeReason ? `the server said goodbye: ${byeReason}` : "the connection is gone";
}

async function goodbye(client: ImapFlow): Promise<void> {
  const timer = setTimeout(() => client.close(), LOGOUT_TIMEOUT_MS);
  await client.logout().catch(() => {});
  clearTimeout(timer);
}
