import type { ServerResponse } from "node:http";
import type { LinkedAccount } from "./linked-account.ts";
import type { Down } from "./wire.ts";

/** One document of the simulated page, as long as it listens. */
export class PageConnection {
  readonly page: number;
  /** ms since epoch. */
  readonly openedAt = Date.now();
  closedAt: number | undefined;
  /** The last mark that it sent back. */
  heard = 0;
  /** Of the QR code that it shows, while it is not linked. */
  ref: string | undefined;
  /** Of the code that a person is to type on the phone, when the page asked for one. */
  pairing: { readonly code: string; readonly phone: string } | undefined;
  /** The linked device that it is, and whose. */
  device: string | undefined;
  account: LinkedAccount | undefined;
  readonly #response: ServerResponse;

  constructor(page: number, response: ServerResponse) {
    this.page = page;
    this.#response = response;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  }

  get isOpen(): boolean {
    return this.closedAt === undefined;
  }

  tell(down: Down): void {
    if (this.isOpen) this.#response.write(`data: ${JSON.stringify(down)}\n\n`);
  }

  close(): void {
    this.#response.destroy();
  }
}
