import type { ConnectorHost } from "@circuito/connector";
import { type Cursor, type MailboxMemory, mailboxMemory, memoryOf } from "./cursor.ts";

/** The cursors of one inbox, written whole each time one of them moves. */
export class MailboxStore {
  readonly #host: Pick<ConnectorHost, "memory" | "log">;
  readonly #account: string;
  #memory: MailboxMemory | undefined;

  /** @param account whose mailboxes they are now (`accountOf`) */
  constructor(host: Pick<ConnectorHost, "memory" | "log">, account: string) {
    this.#host = host;
    this.#account = account;
  }

  /** Reads what the last owner of the inbox left. Before anything else, at every start. */
  async load(): Promise<void> {
    const stored = await this.#host.memory.get();
    if (stored === undefined) {
      this.#memory = { version: 1, account: this.#account, mailboxes: {} };
      return;
    }
    const read = mailboxMemory.safeParse(stored);
    // Starting anew would be "from now" for most: mails in between would be lost without a word.
    if (!read.success) throw new Error("the cursor of the mailbox cannot be read");
    this.#memory = memoryOf(read.data, this.#account);
  }

  cursorOf(mailbox: string): Cursor | undefined {
    return this.#loaded().mailboxes[mailbox];
  }

  /** @throws StoreUnavailable; the cursor is where it was then */
  async save(mailbox: string, cursor: Cursor): Promise<void> {
    const memory = this.#loaded();
    const after = { ...memory, mailboxes: { ...memory.mailboxes, [mailbox]: cursor } };
    await this.#host.memory.set(after);
    this.#memory = after;
  }

  #loaded(): MailboxMemory {
    if (!this.#memory) throw new Error("cursors are read before mailboxes are");
    return this.#memory;
  }
}
