import type { ConnectorHost, OpenInbox } from "@circuito/connector";
import { type EmailSettings, imapOf } from "../settings.ts";
import { ImapInbox, type InboxTimes } from "../transport/imap/imap-inbox.ts";
import { joinParsePool } from "./parse-pool.ts";
import { createReadMail } from "./read-mail.ts";

/** Receives for one inbox while its lease is held. */
export class EmailReceiver {
  readonly #pool: ReturnType<typeof joinParsePool>;
  readonly #imap: ImapInbox | undefined;

  constructor(inbox: OpenInbox<EmailSettings>, host: ConnectorHost, times?: InboxTimes) {
    this.#pool = joinParsePool(host.now);
    const imap = imapOf(inbox.settings);
    const readMail = createReadMail(inbox, host, this.#pool.workers);
    this.#imap = imap && new ImapInbox(imap, host, readMail, times);
  }

  /** Connects; mail that a server hands over needs no connection of ours. @throws ConnectError */
  async start(): Promise<void> {
    await this.#imap?.start();
  }

  async stop(): Promise<void> {
    await this.#imap?.stop();
    await this.#pool.leave();
  }
}
