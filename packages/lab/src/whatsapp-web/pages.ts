import { randomBytes } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { LinkedAccount } from "./linked-account.ts";
import { PageConnection } from "./page-connection.ts";

/** A Chromium that starts on a full machine takes this long. */
const WAIT_MS = 60_000;
/** About as long as WhatsApp's own; it says which of the shown codes a phone saw. */
const REF_BYTES = 24;
const DEVICE_BYTES = 8;

/** The documents that were opened, those that are gone, too. */
export class Pages {
  readonly all: PageConnection[] = [];
  readonly #waiting = new Set<() => void>();

  open(response: ServerResponse): PageConnection {
    const page = new PageConnection(this.all.length + 1, response);
    response.once("close", () => {
      page.closedAt = Date.now();
      this.changed();
    });
    this.all.push(page);
    return page;
  }

  get(page: number): PageConnection | undefined {
    return this.all[page - 1];
  }

  of(account: LinkedAccount): PageConnection[] {
    return this.all.filter((page) => page.isOpen && page.account === account);
  }

  /** Whoever waits for something looks again. */
  changed(): void {
    for (const look of [...this.#waiting]) look();
  }

  /**
   * The newest open page that is as asked for, as soon as there is one.
   * @throws after a minute
   */
  wait(what: string, isIt: (page: PageConnection) => boolean): Promise<PageConnection> {
    return this.await(`a page of WhatsApp Web that ${what}`, () =>
      this.all.findLast((page) => page.isOpen && isIt(page)),
    );
  }

  /**
   * What is looked for, as soon as it is there; looked for again at each change.
   * @throws after a minute
   */
  await<T>(what: string, find: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`waited in vain for ${what}`));
      }, WAIT_MS);
      timer.unref(); // Who no longer waits is not kept from ending.
      this.#waiting.add(look);
      look();
    });
  }

  showNewRef(page: PageConnection): void {
    const isFirst = page.ref === undefined;
    page.ref = randomBytes(REF_BYTES).toString("base64url");
    page.tell({ kind: isFirst ? "unpaired" : "ref", ref: page.ref });
    this.changed();
  }

  link(page: PageConnection, account: LinkedAccount, device: string): void {
    page.account = account;
    page.device = device;
    page.ref = undefined;
    page.pairing = undefined;
    this.changed();
  }

  newDevice(): string {
    return randomBytes(DEVICE_BYTES).toString("hex");
  }
}
