import { z } from "zod";
import type { Answer } from "../post-signed.ts";

const ticketAnswer = z.object({ ticket: z.string() });

/** Longer than a restart's first slow answer, short enough to try again soon. */
const ANSWER_TIMEOUT_MS = 5_000;

/** A logged-in agent's REST side: keeps the cookie, gives tickets for the agent socket. */
export class AgentSession {
  readonly #origin: string;
  readonly #account: { readonly email: string; readonly password: string };
  readonly #answerWithinMs: number;
  #cookie: string | undefined;

  /**
   * @param origin such as `http://127.0.0.1:4321`
   * @param answerWithinMs an answer that takes longer is an error
   */
  constructor(
    origin: string,
    account: { readonly email: string; readonly password: string },
    answerWithinMs: number = ANSWER_TIMEOUT_MS,
  ) {
    this.#origin = origin;
    this.#account = account;
    this.#answerWithinMs = answerWithinMs;
  }

  /** @throws when the server is away or refuses the password */
  async logIn(): Promise<void> {
    const answer = await this.#fetch("POST", "/api/v1/session", this.#account);
    if (!answer.ok) throw new Error(`log in as ${this.#account.email}: status ${answer.status}`);
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";", 1)[0])
      .join("; ");
  }

  /** One use, 60 s. Logs in when there is no session, or it is over. */
  async ticket(): Promise<string> {
    if (this.#cookie === undefined) await this.logIn();
    let answer = await this.#fetch("POST", "/api/v1/session/ticket", {});
    if (answer.status === 401) {
      await this.logIn();
      answer = await this.#fetch("POST", "/api/v1/session/ticket", {});
    }
    if (!answer.ok) throw new Error(`take a ticket: status ${answer.status}`);
    return ticketAnswer.parse(await answer.json()).ticket;
  }

  /** Reads a route under /api/v1. @throws unless it answers 2xx */
  async get(path: string): Promise<unknown> {
    if (this.#cookie === undefined) await this.logIn();
    const answer = await this.#fetch("GET", `/api/v1${path}`);
    if (!answer.ok) throw new Error(`read ${path}: status ${answer.status}`);
    return answer.json();
  }

  /** Writes to a route under /api/v1. @throws unless it answers 2xx */
  post(path: string, body: unknown): Promise<unknown> {
    return this.#write("POST", path, body);
  }

  /** Replaces what a route under /api/v1 holds. @throws unless it answers 2xx */
  put(path: string, body: unknown): Promise<unknown> {
    return this.#write("PUT", path, body);
  }

  /** Changes some of what a route under /api/v1 holds. @throws unless it answers 2xx */
  patch(path: string, body: unknown): Promise<unknown> {
    return this.#write("PATCH", path, body);
  }

  /** Writes to a route under /api/v1 and tells the status alone. Never throws: no answer is an answer, too. */
  async tell(path: string, body: unknown): Promise<Answer> {
    return (await this.ask(path, body)).status;
  }

  /** {@link tell}, with what was said; `undefined` where no whole answer came. */
  async ask(
    path: string,
    body: unknown,
  ): Promise<{ readonly status: Answer; readonly body: unknown }> {
    try {
      const answer = await this.#fetch("POST", `/api/v1${path}`, body);
      return { status: answer.status, body: await answer.json() };
    } catch {
      return { status: undefined, body: undefined };
    }
  }

  /** Uploads a file for a reply, and tells the status alone. Never throws. */
  async upload(name: string, bytes: Buffer): Promise<Answer> {
    const path = `/api/v1/media?name=${encodeURIComponent(name)}`;
    try {
      const answer = await this.#fetch("POST", path, bytes);
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return undefined;
    }
  }

  async #write(method: "POST" | "PUT" | "PATCH", path: string, body: unknown): Promise<unknown> {
    if (this.#cookie === undefined) await this.logIn();
    const answer = await this.#fetch(method, `/api/v1${path}`, body);
    if (!answer.ok) throw new Error(`write ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(this.#origin + path, {
      method,
      headers: {
        "content-type": body instanceof Buffer ? "application/octet-stream" : "application/json",
        // A page of another origin cannot set it: the server insists on it beside a cookie.
        "x-circuito-csrf": "1",
        ...(this.#cookie === undefined ? {} : { cookie: this.#cookie }),
      },
      ...(body === undefined
        ? {}
        : { body: body instanceof Buffer ? new Uint8Array(body) : JSON.stringify(body) }),
      signal: AbortSignal.timeout(this.#answerWithinMs),
    });
  }
}
