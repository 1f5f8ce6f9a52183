import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the owner of a mailbox, or the provider, does when asked. */
export interface ConsentConduct {
  /** `undefined`: the owner consents. */
  refuses?: string | undefined;
  refusesWith?: string | undefined;
  /** The grant does not last: there is no refresh token. */
  isShort?: boolean;
  clientSecret: string;
}

interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
}

/**
 * A provider that asks for consent to a mailbox as Google and Microsoft do: authorization code with PKCE
 * (RFC 6749 §4.1, RFC 7636). Whoever opens its page has consented; a code is good once.
 */
export class FakeConsentProvider implements AsyncDisposable {
  readonly conduct: ConsentConduct = { clientSecret: "client secret" };
  readonly granted: string[] = [];
  /** What it was asked at its page. */
  readonly asked: URLSearchParams[] = [];
  readonly #codes = new Map<string, Asked>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeConsentProvider> {
    const server = createServer();
    const provider = new FakeConsentProvider(server);
    server.on("request", (request, response) => void provider.#answer(request, response));
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return provider;
  }

  get authorizeUrl(): string {
    return `${this.#origin}/authorize`;
  }

  get tokenUrl(): string {
    return `${this.#origin}/token`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.#origin);
    if (url.pathname === "/authorize") return this.#ask(url.searchParams, response);
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const [status, body] = this.#exchange(new URLSearchParams(text));
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  }

  #ask(asked: URLSearchParams, response: ServerResponse): void {
    this.asked.push(asked);
    const back = new URL(asked.get("redirect_uri") ?? "");
    back.searchParams.set("state", asked.get("state") ?? "");
    const { refuses, refusesWith } = this.conduct;
    if (refuses !== undefined) {
      back.searchParams.set("error", refuses);
      if (refusesWith !== undefined) back.searchParams.set("error_description", refusesWith);
    } else {
      const code = randomUUID();
      this.#codes.set(code, {
        clientId: asked.get("client_id") ?? "",
        redirectUri: asked.get("redirect_uri") ?? "",
        challenge: asked.get("code_challenge") ?? "",
      });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href });
    response.end();
  }

  #exchange(asked: URLSearchParams): readonly [number, object] {
    if (asked.get("client_secret") !== this.conduct.clientSecret) {
      const error_description = "AADSTS7000215: Invalid client secret provided.";
      return [401, { error: "invalid_client", error_description }];
    }
    const code = asked.get("code") ?? "";
    const known = this.#codes.get(code);
    this.#codes.delete(code);
    const verifier = asked.get("code_verifier") ?? "";
    const isRight =
      known !== undefined &&
      known.clientId === asked.get("client_id") &&
      known.redirectUri === asked.get("redirect_uri") &&
      known.challenge === createHash("sha256").update(verifier).digest("base64url");
    if (!isRight) return [400, { error: "invalid_grant" }];
    const access = { access_token: randomUUID(), token_type: "Bearer", expires_in: 3_600 };
    if (this.conduct.isShort) return [200, access];
    const refresh_token = `refresh ${randomUUID()}`;
    this.granted.push(refresh_token);
    return [200, { ...access, refresh_token }];
  }
}
