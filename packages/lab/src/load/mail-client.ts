import type { FakeImapServer } from "../fake-imap/fake-imap-server.ts";
import { contentHash, type Journal } from "../journal.ts";
import { useOf } from "../oracle/use-of.ts";

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
    this.#put(n, n, 0);
  }

  /** Two mails, of two customers, that carry one and the same Message-ID, as some programs write them. */
  writeUnderOneId(): void {
    const n = this.#written + 1;
    this.#written += 2;
    this.#put(n, n, 0);
    this.#put(n + 1, n, 1);
  }

  /**
   * @param named whose number its id has
   * @param use how often its id was used before: the first use of an id and the second are two mails
   */
  #put(n: number, named: number, use: number): void {
    const from = `cliente${n}@customer.example`;
    const id = `${this.#run}.${named}@customer.example`;
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
      key: { account: this.#account, ext: useOf(`mid:${id}`, use) },
      conv_hint: address,
      hash: contentHash(address, text),
      extra: { request: useOf(id, use), part: 0, length: text.length },
    };
    this.#journal.add({ ...fact, type: "invoke" });
    this.#server.deliver(lines.join("\r\n"));
    this.#journal.add({ ...fact, type: "ok" });
  }
}
