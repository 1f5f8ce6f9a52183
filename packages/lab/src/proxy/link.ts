import { connect, type Socket } from "node:net";
import type { Prng } from "../load/prng.ts";
import { CommitWatch } from "./commit-watch.ts";
import type { LinkConduct } from "./conduct.ts";
import { Lane } from "./lane.ts";

export type Side = "client" | "server";

export interface LinkOptions {
  readonly client: Socket;
  readonly target: { readonly host: string; readonly port: number };
  readonly conduct: () => LinkConduct;
  readonly prng: Prng;
  /** Told of every commit that the server answers. @returns whether its answer is lost */
  readonly losesCommit: () => boolean;
  readonly onClose: () => void;
}

/** One connection through the proxy: a client's, and the one made to the server for it. */
export class Link {
  readonly #client: Socket;
  readonly #server: Socket;
  readonly #up: Lane;
  readonly #down: Lane;
  readonly #commits = new CommitWatch();
  readonly #losesCommit: () => boolean;
  /** Bytes that may still come from the server. */
  #budget = Number.POSITIVE_INFINITY;

  constructor({ client, target, conduct, prng, losesCommit, onClose }: LinkOptions) {
    this.#client = client;
    this.#losesCommit = losesCommit;
    this.#server = connect({ ...target, allowHalfOpen: true });
    const server = this.#server;
    const reset = (): void => this.reset();
    const shared = { conduct, prng, reset };
    const all = (bytes: Buffer): number => {
      this.#commits.asked(bytes);
      return bytes.length;
    };
    this.#up = new Lane({ ...shared, from: client, to: server, admit: all });
    this.#down = new Lane({ ...shared, from: server, to: client, admit: (b) => this.#admit(b) });
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      // An error of one end is the other's reset, as on a cable.
      socket.on("error", reset);
    }
    let open = 2;
    const closed = (): void => {
      if (--open > 0) return;
      this.#up.close();
      this.#down.close();
      onClose();
    };
    client.once("close", closed);
    server.once("close", closed);
  }

  /** Both ends get a RST. */
  reset(): void {
    for (const socket of [this.#client, this.#server]) {
      // One that is saying its end already cannot be reset: Node would keep its handle for ever.
      if (socket.connecting || socket.writableEnded) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  /** Goes silent for ever: no byte, no end, no reset. What is sent into it disappears. */
  silence(): void {
    this.#up.silence();
    this.#down.silence();
  }

  /** Says to one side that the other has nothing more to say; the other way stays open. */
  halfClose(towards: Side): void {
    (towards === "client" ? this.#client : this.#server).end();
  }

  /** After so many more bytes from the server the connection is reset, in the middle of what it says. */
  cutAfter(bytes: number): void {
    this.#budget = bytes;
  }

  reconsider(): void {
    this.#up.reconsider();
    this.#down.reconsider();
  }

  #admit(bytes: Buffer): number {
    for (const at of this.#commits.read(bytes)) {
      if (this.#losesCommit()) return at;
    }
    const admitted = Math.min(bytes.length, this.#budget);
    this.#budget -= admitted;
    return admitted;
  }
}
