import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as Twilio lists it; of its fields, those that tell something. */
export interface ListedMessage {
  readonly sid: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly direction: "inbound" | "outbound-api";
  readonly messaging_service_sid: string | null;
  readonly num_media: string;
  /** RFC 2822. */
  readonly date_sent: string;
}

/**
 * Twilio's list of messages in a box, on the loopback address: what customers wrote is in it whether
 * or not a webhook ever came through. Source: twilio.com/docs/messaging/api/message-resource.
 */
export class FakeTwilio implements AsyncDisposable {
  /** Newest first, as Twilio has them. */
  readonly messages: ListedMessage[] = [];
  /** Paths with queries that were asked, in order. */
  readonly asked: string[] = [];
  /** Smaller than what is asked for: whoever lists must turn pages. */
  pageMax = 2;
  /** The answer to everything, in place of the usual one. */
  refusal: { readonly status: number; readonly message: string } | undefined;
  readonly #server: Server;
  readonly #account: { readonly sid: string; readonly token: string };

  static async start(account: { sid: string; token: string }): Promise<FakeTwilio> {
    const fake = new FakeTwilio(account);
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  private constructor(account: { sid: string; token: string }) {
    this.#account = account;
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  /** The inbox's `apiBaseUrl`. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? "/", this.url);
    this.asked.push(`${url.pathname}${url.search}`);
    const { status, content } = this.#sayTo(url, request.headers.authorization);
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(content));
  }

  #sayTo(url: URL, authorization: string | undefined): { status: number; content: unknown } {
    const { sid, token } = this.#account;
    const basic = `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`;
    if (authorization !== basic) {
      return { status: 401, content: { code: 20003, message: "Authenticate" } };
    }
    if (this.refusal) {
      return { status: this.refusal.status, content: { message: this.refusal.message } };
    }
    const list = `/2010-04-01/Accounts/${sid}/Messages.json`;
    if (url.pathname !== list) return { status: 404, content: { message: "not found" } };
    const since = Date.parse(url.searchParams.get("DateSent>") ?? "1970-01-01");
    const to = url.searchParams.get("To");
    const fitting = this.messages.filter(
      (one) => Date.parse(one.date_sent) >= since && (to === null || one.to === to),
    );
    const size = Math.min(Number(url.searchParams.get("PageSize") ?? 50), this.pageMax);
    const page = Number(url.searchParams.get("Page") ?? 0);
    const hasMore = fitting.length > (page + 1) * size;
    url.searchParams.set("Page", String(page + 1));
    const messages = fitting.slice(page * size, (page + 1) * size);
    const next_page_uri = hasMore ? `${list}${url.search}` : null;
    return { status: 200, content: { messages, next_page_uri } };
  }
}
