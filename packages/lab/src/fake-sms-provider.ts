import { createHash, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Journal } from "./journal.ts";
import { type Misbehavior, Misbehaviors } from "./misbehavior.ts";
import { type Answer, judgeAnswer, postSigned } from "./post-signed.ts";
import { verifyWebhook } from "./standard-webhooks.ts";

const outgoingMessage = z.looseObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
});

/** A message that reached the provider, in order of arrival. */
export interface Submission {
  /** The provider's own id; receipts carry it. */
  readonly providerId: string;
  readonly webhookId: string;
  readonly to: string;
  readonly text: string;
  /** SHA-256 of the raw bytes. */
  readonly hash: string;
  readonly outcome: "accepted" | "repeat" | "refused";
}

export interface Receipt {
  readonly of: string;
  readonly status: "sent" | "delivered" | "read" | "failed";
  readonly error?: { readonly code: string; readonly message: string };
}

export interface FakeSmsProviderOptions {
  /** Shared with the inbox; made if not given. */
  readonly secret?: string;
  readonly journal: Journal;
  /** Names the inbox in the journal. */
  readonly account: string;
}

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/**
 * An SMS provider in a box: takes what we send, signs what customers write, writes down all it saw,
 * and misbehaves on command. Speaks the generic SMS connector's wire, on the loopback address.
 */
export class FakeSmsProvider implements AsyncDisposable {
  readonly secret: string;
  /** Everything that arrived, in order; what was refused, too. */
  readonly submissions: Submission[] = [];
  readonly misbehaviors = new Misbehaviors();
  readonly #options: FakeSmsProviderOptions;
  readonly #server: Server;
  /** The provider's id of each message taken, by webhook id. */
  readonly #taken = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  readonly #watchers = new Set<(submission: Submission) => void>();

  static async start(options: FakeSmsProviderOptions): Promise<FakeSmsProvider> {
    const provider = new FakeSmsProvider(options);
    await new Promise<void>((resolve) => provider.#server.listen(0, "127.0.0.1", resolve));
    return provider;
  }

  private constructor(options: FakeSmsProviderOptions) {
    this.#options = options;
    this.secret = options.secret ?? `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  /** The inbox's `sendUrl`. */
  get url(): string {
    const address = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}/messages`;
  }

  /** Tells the inbox what happened to our messages: one signed request, in the order given. */
  async sendReceipts(webhookUrl: string, receipts: readonly Receipt[]): Promise<Answer> {
    this.#noteReceipts("invoke", receipts);
    const answer = await this.#post(webhookUrl, { receipts });
    this.#noteReceipts(judgeAnswer(answer), receipts);
    return answer;
  }

  #noteReceipts(type: "invoke" | "ok" | "fail" | "info", receipts: readonly Receipt[]): void {
    for (const { of, status } of receipts) {
      const key = { account: this.#options.account, ext: of };
      this.#options.journal.add({ type, f: "receipt", key, extra: { status } });
    }
  }

  /** A customer writes: one signed request. The load generator is for more than a few. */
  sendMessages(
    webhookUrl: string,
    messages: readonly { id: string; from: string; to: string; text: string }[],
  ): Promise<Answer> {
    return this.#post(webhookUrl, { messages });
  }

  /** Resolves once `count` messages have arrived, refused ones included. */
  async arrived(count: number): Promise<void> {
    while (this.submissions.length < count) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Tells of each message in the moment in which it arrives. */
  watch(watcher: (submission: Submission) => void): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #post(webhookUrl: string, content: unknown): Promise<Answer> {
    const id = `msg_${randomBytes(12).toString("hex")}`;
    return postSigned({ url: webhookUrl, secret: this.secret }, id, JSON.stringify(content));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const now = Math.floor(Date.now() / 1_000);
    const signature = verifyWebhook(this.secret, request.headers, body, now);
    const webhookId = String(request.headers["webhook-id"] ?? "");
    if (signature.kind === "invalid") {
      this.#note(webhookId, body, undefined, "refused", signature.because);
      return answer(response, 401, { error: signature.because });
    }
    const parsed = outgoingMessage.safeParse(parseJson(body));
    if (!parsed.success) {
      this.#note(webhookId, body, undefined, "refused", "unreadable");
      return answer(response, 400, { error: "unreadable" });
    }
    const misbehavior = this.misbehaviors.next();
    const isTaken = misbehavior?.kind !== "status" && misbehavior?.kind !== "hang";
    const submission = this.#note(
      webhookId,
      body,
      parsed.data,
      isTaken ? "accepted" : "refused",
      misbehavior?.kind ?? "",
    );
    await this.#respond(response, submission.providerId, misbehavior);
  }

  async #respond(
    response: ServerResponse,
    providerId: string,
    misbehavior: Misbehavior | undefined,
  ): Promise<void> {
    switch (misbehavior?.kind) {
      case "status": {
        const seconds = misbehavior.retryAfterSeconds;
        if (seconds !== undefined) response.setHeader("retry-after", String(seconds));
        return answer(response, misbehavior.status, { error: "on command" });
      }
      case "hang":
        return;
      case "accept-then-cut":
        response.destroy();
        return;
      case "delay":
        await pause(misbehavior.ms, undefined, { ref: false });
        return answer(response, 200, { id: providerId });
      case undefined:
        return answer(response, 200, { id: providerId });
    }
  }

  /** Writes an arrival down; a webhook id that was taken before is a repeat and keeps its first answer. */
  #note(
    webhookId: string,
    body: string,
    message: z.infer<typeof outgoingMessage> | undefined,
    outcome: "accepted" | "refused",
    because: string,
  ): Submission {
    const first = this.#taken.get(webhookId);
    const submission: Submission = {
      providerId: first ?? `sms-${this.submissions.length + 1}`,
      webhookId,
      to: message?.to ?? "",
      text: message?.text ?? "",
      hash: createHash("sha256").update(body).digest("hex"),
      outcome: outcome === "accepted" && first ? "repeat" : outcome,
    };
    this.submissions.push(submission);
    if (submission.outcome === "accepted") this.#taken.set(webhookId, submission.providerId);
    this.#options.journal.add({
      type: submission.outcome === "refused" ? "fail" : "ok",
      f: "submit",
      key: { account: this.#options.account, ext: submission.providerId },
      conv_hint: submission.to,
      hash: submission.hash,
      extra: { webhookId, outcome: submission.outcome, because },
    });
    for (const tell of this.#watchers) tell(submission);
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    return submission;
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(content));
}
