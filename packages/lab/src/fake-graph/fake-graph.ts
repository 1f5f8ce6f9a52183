import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { contentHash } from "../journal.ts";
import { Misbehaviors } from "../misbehavior.ts";
import type { Answer } from "../post-signed.ts";
import { type FakeGraphOptions, identityOf } from "./graph-identity.ts";
import { GraphMedia } from "./graph-media.ts";
import type { GraphMisbehavior } from "./graph-misbehavior.ts";
import { answerJson, answerProblem, graphProblem } from "./graph-problem.ts";
import { arrivalOf, type GraphSubmission, type Refusal, submissionOf } from "./graph-submission.ts";
import type { FakeTemplate } from "./graph-templates.ts";
import { addressOf, type GraphUser, GraphUsers } from "./graph-users.ts";
import {
  type CustomerContent,
  customerMessage,
  type GraphEntry,
  type GraphStatus,
  messagesChange,
  postGraphWebhook,
  shakeHands,
  statusValue,
  textOf,
} from "./graph-webhooks.ts";
import { acceptance, problemInMessage } from "./message-rules.ts";
import { misbehave } from "./misbehave.ts";
import { type OutgoingMessage, type ReadMark, readRequest } from "./outgoing-message.ts";
import { parseJson, readBody } from "./read-body.ts";
import { serveFile, takeUpload } from "./serve-media.ts";
import { tellObject, unknownObject } from "./tell-object.ts";

/** A path of the Graph API: its version, the object, and what of it. */
const GRAPH_PATH = /^\/v\d+\.\d+\/([\w.-]+)(?:\/(\w+))?$/;

/**
 * Meta's Graph API in a box, as far as WhatsApp uses it: takes what we send and holds it against Meta's
 * rules, keeps files, signs what customers write and what becomes of our messages, writes down all it
 * saw, and misbehaves on command. On the loopback address.
 */
export class FakeGraph implements AsyncDisposable {
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly displayPhoneNumber: string;
  webhookUrl: string | undefined;
  /** Statuses that follow every message accepted from now on. */
  follows: readonly GraphStatus["status"][];
  /** Everything that arrived, in order; what was refused, too. */
  readonly submissions: GraphSubmission[] = [];
  /** Messages of customers that were marked as read, with or without typing. */
  readonly marks: ReadMark[] = [];
  readonly misbehaviors = new Misbehaviors<GraphMisbehavior>();
  /** The same for uploads. */
  readonly uploadMisbehaviors = new Misbehaviors<GraphMisbehavior>();
  readonly media = new GraphMedia();
  readonly users = new GraphUsers();
  templates: readonly FakeTemplate[] = [];
  /** Ids of the business account's numbers; ours alone by default. */
  phoneNumberIds: readonly string[];
  /** Names of the apps that get the account's webhooks. */
  subscribedApps: readonly string[] = ["Circuito"];
  /** Every request, with whether it carried our token. */
  readonly requests: {
    readonly method: string;
    readonly path: string;
    readonly authorized: boolean;
  }[] = [];
  readonly #options: FakeGraphOptions;
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();
  readonly #following = new Set<Promise<unknown>>();
  #wamids = 0;
  #aheadMs = 0;

  static async start(options: FakeGraphOptions): Promise<FakeGraph> {
    const graph = new FakeGraph(options);
    await new Promise<void>((resolve) => graph.#server.listen(0, "127.0.0.1", resolve));
    return graph;
  }

  private constructor(options: FakeGraphOptions) {
    this.#options = options;
    const identity = identityOf(options);
    this.accessToken = identity.accessToken;
    this.appSecret = identity.appSecret;
    this.verifyToken = identity.verifyToken;
    this.phoneNumberId = identity.phoneNumberId;
    this.wabaId = identity.wabaId;
    this.displayPhoneNumber = identity.displayPhoneNumber;
    this.webhookUrl = options.webhookUrl;
    this.follows = options.follows ?? [];
    this.phoneNumberIds = [this.phoneNumberId];
    this.#server = createServer((request, response) => {
      this.#take(request, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    const address = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${address.port}`;
  }

  /** What an admin types into an inbox to have it speak with this Graph API. */
  get settings() {
    return {
      transport: "cloud",
      phoneNumberId: this.phoneNumberId,
      wabaId: this.wabaId,
      accessToken: this.accessToken,
      appSecret: this.appSecret,
      verifyToken: this.verifyToken,
      graphBaseUrl: this.url,
      graphVersion: "v25.0",
    } as const;
  }

  now(): number {
    return (this.#options.now ?? Date.now)() + this.#aheadMs;
  }

  /** Windows and addresses end sooner. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  nextWamid(): string {
    this.#wamids += 1;
    return `wamid.${Buffer.from(`${this.#options.account}-${this.#wamids}`).toString("base64url")}`;
  }

  /** Asks the webhook whether it knows our token, as Meta does when its address is typed. */
  shakeHands(verifyToken = this.verifyToken, challenge = "1158201444") {
    return shakeHands(this.#webhook(), verifyToken, challenge);
  }

  /**
   * A customer writes: one signed request with whatever content of the table of types. Opens the window.
   * @returns the message's id, and what our webhook said
   */
  async customerWrites(
    user: GraphUser,
    content: CustomerContent,
    own: { readonly wamid?: string; readonly at?: number } = {},
  ): Promise<{ readonly wamid: string; readonly answer: Answer }> {
    const wamid = own.wamid ?? this.nextWamid();
    const at = own.at ?? this.now();
    this.users.add(user);
    this.users.wrote(this.phoneNumberId, user, at);
    const happening = {
      f: "send",
      key: { account: this.#options.account, ext: wamid },
      conv_hint: addressOf(user),
      hash: contentHash(addressOf(user), textOf(content)),
    } as const;
    this.#options.journal.add({ type: "invoke", ...happening });
    const messages = [customerMessage(user, wamid, at, content)];
    const answer = await this.postEntries([this.entry({ messages, users: [user] })]);
    const isTaken = answer !== undefined && answer < 300;
    const type = isTaken ? "ok" : answer === undefined ? "info" : "fail";
    this.#options.journal.add({ type, ...happening });
    return { wamid, answer };
  }

  /** News of our messages: one signed request, in the order given; the same once more is a duplicate. */
  sendStatuses(statuses: readonly GraphStatus[]): Promise<Answer> {
    for (const status of statuses) {
      this.#options.journal.add({
        type: "invoke",
        f: "receipt",
        key: { account: this.#options.account, ext: status.wamid },
        extra: { status: status.status },
      });
    }
    return this.postEntries([this.entry({ statuses: statuses.map(statusValue) })]);
  }

  /** News of a message that was accepted, for `sendStatuses`. */
  statusOf(
    submission: GraphSubmission,
    status: GraphStatus["status"],
    more: Partial<Pick<GraphStatus, "at" | "errors">> = {},
  ): GraphStatus {
    const { wamid, user, opaque } = submission;
    const given = opaque === undefined ? {} : { opaque };
    return { wamid, status, user, at: this.now(), ...given, ...more };
  }

  /** One entry with one change of our number: batches are several of them in `postEntries`. */
  entry(value: Parameters<typeof messagesChange>[1]): GraphEntry {
    return { id: this.wabaId, changes: [messagesChange(this, value)] };
  }

  /** Signs and posts whatever is in them. */
  postEntries(entries: readonly GraphEntry[]): Promise<Answer> {
    return postGraphWebhook(this.#webhook(), this.appSecret, entries);
  }

  /** Resolves once `count` messages have arrived, refused ones included. */
  async arrived(count: number): Promise<void> {
    while (this.submissions.length < count) {
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** Resolves once the statuses that follow by themselves were posted. */
  async settled(): Promise<void> {
    while (this.#following.size > 0) await Promise.all(this.#following);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.settled();
  }

  #webhook(): string {
    if (this.webhookUrl === undefined) throw new Error("nobody said where webhooks go");
    return this.webhookUrl;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", this.url);
    const authorized = request.headers.authorization === `Bearer ${this.accessToken}`;
    this.requests.push({ method: request.method ?? "", path: pathname, authorized });
    if (!authorized) {
      request.resume();
      return answerProblem(response, graphProblem(190, "Invalid OAuth access token."));
    }
    const ticket = /^\/files\/([\w-]+)$/.exec(pathname)?.[1];
    if (ticket !== undefined)
      return serveFile({ media: this.media, now: this.now() }, ticket, response);
    const [, object = "", edge = ""] = GRAPH_PATH.exec(pathname) ?? [];
    if (request.method === "GET") {
      request.resume();
      tellObject(this, { object, edge, query: searchParams }, response);
      return;
    }
    if (object === this.phoneNumberId && edge === "messages") {
      return await this.#takeMessage(request, response);
    }
    if (object === this.phoneNumberId && edge === "media") {
      return await this.#takeUpload(request, response);
    }
    request.resume();
    unknownObject(object, response);
  }

  async #takeUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const misbehavior = this.uploadMisbehaviors.next();
    if (!misbehavior || misbehavior.kind === "delay") {
      if (misbehavior) await pause(misbehavior.ms, undefined, { ref: false });
      await takeUpload(this.media, request, response);
      return;
    }
    // What is planned for the answer comes once the file is here; it is not kept.
    for await (const _ of request);
    await misbehave(misbehavior, response, () => undefined);
  }

  async #takeMessage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const read = readRequest(parseJson(body));
    if (read.kind === "problem") {
      this.#note(body, undefined, read.problem);
      return answerProblem(response, read.problem);
    }
    if (read.kind === "read") {
      this.marks.push(read.mark);
      return answerJson(response, 200, { success: true });
    }
    const { message } = read;
    const misbehavior = this.misbehaviors.next();
    const problem =
      misbehavior?.kind === "problem"
        ? graphProblem(misbehavior.code, misbehavior.details ?? "on command")
        : problemInMessage(this, message);
    if (problem) {
      this.#note(body, message, problem);
      return answerProblem(response, problem);
    }
    if (misbehavior?.kind === "status" || misbehavior?.kind === "hang") {
      this.#note(body, message, misbehavior.kind);
      return await misbehave(misbehavior, response, () => undefined);
    }
    const submission = this.#note(body, message, undefined);
    const accept = (): void =>
      answerJson(response, 200, acceptance(submission.user, message, submission.wamid));
    if (misbehavior) await misbehave(misbehavior, response, accept);
    else accept();
    this.#follow(submission, misbehavior);
  }

  /** What becomes of an accepted message by itself. */
  #follow(submission: GraphSubmission, misbehavior: GraphMisbehavior | undefined): void {
    const failure =
      misbehavior?.kind === "accept-then-fail"
        ? [{ code: misbehavior.code, details: misbehavior.details ?? "on command" }]
        : undefined;
    const statuses = failure
      ? [this.statusOf(submission, "failed", { errors: failure })]
      : this.follows.map((status) => this.statusOf(submission, status));
    if (statuses.length === 0) return;
    const done = (async () => {
      // One request each: Meta tells of each step as it happens.
      for (const status of statuses) await this.sendStatuses([status]);
    })().finally(() => this.#following.delete(done));
    this.#following.add(done);
  }

  #note(
    body: string,
    message: OutgoingMessage | undefined,
    refusal: Refusal | undefined,
  ): GraphSubmission {
    const wamid = refusal === undefined ? this.nextWamid() : "";
    const user = this.users.named(message?.to, message?.recipient);
    const submission = submissionOf({ body, message, user, wamid, refusal });
    this.submissions.push(submission);
    this.#options.journal.add(arrivalOf(this.#options.account, submission, refusal));
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    return submission;
  }
}
