import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Prng } from "../load/prng.ts";
import { GOOD_LINK, type LinkConduct, worstOf } from "./conduct.ts";
import { Link, type Side } from "./link.ts";

export interface TcpProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** Draws jitter and resets. */
  readonly prng: Prng;
}

/**
 * A cable that can be made worse, between one client program and one server. It listens on a port of
 * its own, stays when the server goes away and comes back, and needs no right that a test has not.
 * A server's refusal reaches the client as a reset, since the proxy has taken the connection already.
 */
export class TcpProxy implements AsyncDisposable {
  readonly #options: TcpProxyOptions;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  /** Everything that makes it worse now. */
  readonly #worsened = new Set<Partial<LinkConduct>>();
  #conduct: LinkConduct = GOOD_LINK;
  /** Commits until the one whose answer is lost. */
  #commitsUntilCut = Number.POSITIVE_INFINITY;

  static async start(options: TcpProxyOptions): Promise<TcpProxy> {
    const proxy = new TcpProxy(options);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  private constructor(options: TcpProxyOptions) {
    this.#options = options;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#open(client));
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy is closed");
    return address.port;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#links.size;
  }

  /** The server's address as somebody behind the proxy must write it. */
  through(url: string): string {
    const changed = new URL(url);
    changed.hostname = "127.0.0.1";
    changed.port = String(this.port);
    return changed.href;
  }

  /**
   * Treats all connections worse, those that are open included, beside whatever else does.
   * @returns what undoes it, and nothing of the others
   */
  worsen(conduct: Partial<LinkConduct>): () => void {
    const own = { ...conduct };
    this.#worsened.add(own);
    this.#reconsider();
    return () => {
      this.#worsened.delete(own);
      this.#reconsider();
    };
  }

  /** Every open connection is reset; new ones are taken as before. */
  reset(): void {
    for (const link of this.#links) link.reset();
  }

  /** Every open connection goes silent for ever, without a word; new ones are taken as before. */
  silence(): void {
    for (const link of this.#links) link.silence();
  }

  halfClose(towards: Side): void {
    for (const link of this.#links) link.halfClose(towards);
  }

  /** Every open connection is reset after so many more bytes from the server. */
  cutAfter(bytes: number): void {
    for (const link of this.#links) link.cutAfter(bytes);
  }

  /** The nth commit that PostgreSQL answers from now on is kept, and its answer lost by a reset. */
  cutAtCommit(nth: number): void {
    this.#commitsUntilCut = nth;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.reset();
    await closed;
  }

  #reconsider(): void {
    this.#conduct = worstOf(this.#worsened);
    for (const link of this.#links) link.reconsider();
  }

  #open(client: Socket): void {
    if (this.#conduct.isRefusing) {
      client.on("error", () => {});
      client.resetAndDestroy();
      return;
    }
    const link: Link = new Link({
      client,
      target: this.#options.target,
      prng: this.#options.prng,
      conduct: () => this.#conduct,
      losesCommit: () => --this.#commitsUntilCut === 0,
      onClose: () => this.#links.delete(link),
    });
    this.#links.add(link);
    if (this.#conduct.isHeld) link.reconsider();
  }
}
