import type { FakeImapServer } from "../fake-imap/fake-imap-server.ts";
import { contentHash, type Journal } from "../journal.ts";

/**
 * Mails into a mailbox that the gateway reads, each of a customer of its own: a mail that answers none of ours
 * opens a conversation, so that one customer's would be many, and at some point a flood.
 */
export class MailClient {
  readonly #server: FakeImapServer;
  readonly #journal: Journal;
  readonly #account: string;
  readonly #run: string;
  #written = 0;

  /** So many are in the mailbox. */
  get written(): number {
    return this.#written;
  }

  constructor(server: FakeImapServer, journal: Journal, account: string, run: string) {
    this.#server = server;
    this.#journal = journal;
    this.#account = account;
    this.#run = run;
  }

  /**
   * Puts a mail there. From then on it must not be lost: a mailbox is its own accept point, and there is
   * no other answer than that the mail is taken in.
   */
  write(): void {
    const n = ++this.#written;
    const from = `cliente${n}@customer.example`;
    const id = `${this.#run}.${n}@customer.example`;
    const text = `Mensagem ${n}: onde está o meu pedido?`;
    const lines = [
      `From: Cliente ${n} <${from}>`,
      "To: ajuda@example.org",
      `Subject: Pedido ${n}`,
      `Message-ID: <${id}>`,
      `Date: ${new Date().toUTCString()}`,
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: 8bit",
      "",
      text,
      "",
    ];
    const address = `mailto:${from}`;
    const fact = {
      f: "send" as const,
      key: { account: this.#account, ext: `mid:${id}` },
      conv_hint: address,
      hash: contentHash(address, text),
      extra: { request: id, part: 0, length: text.length },
    };
    this.#journal.add({ ...fact, type: "invoke" });
    this.#server.deliver(lines.join("\r\n"));
    this.#journal.add({ ...fact, type: "ok" });
  }
}
