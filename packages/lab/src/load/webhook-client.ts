import { Agent } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Journal } from "../journal.ts";
import { contentHash } from "../journal.ts";
import { type Answer, judgeAnswer } from "../post-signed.ts";
import type { PlannedRequest } from "./plan.ts";
import { signedJsonWire, type Wire } from "./wire.ts";

/**
 * First pause before the same request is sent again; doubled up to the maximum. Sooner than any
 * provider, and not so soon that hundreds of waiting requests keep a starting server from starting.
 */
const RETRY_PAUSE_MS = 100;
const RETRY_PAUSE_MAX_MS = 2_000;
/** Above this many sockets the client itself would be what is measured. */
const SOCKETS_MAX = 512;

export interface WebhookTarget {
  readonly url: string;
  /** `whsec_` followed by base64. */
  readonly secret: string;
  /** Names the inbox in journals. */
  readonly account: string;
  /** The inbox's own number. */
  readonly to: string;
}

/**
 * The provider's sending half: signs, posts, and repeats the same request until it is accepted or
 * definitely refused. What it knows, and when, goes to the journal.
 */
export class WebhookClient implements Disposable {
  readonly #target: WebhookTarget;
  readonly #wire: Wire;
  readonly #journal: Journal;
  readonly #agent: Agent;
  /** Messages whose first accepted delivery was seen, by external id. */
  readonly accepted = new Set<string>();
  /** Answers by status; `0` counts the missing ones. */
  readonly answers = new Map<number, number>();

  /** @param socketsMax requests on their way at once; the others wait here */
  constructor(
    target: WebhookTarget,
    journal: Journal,
    wire: Wire = signedJsonWire(target),
    socketsMax: number = SOCKETS_MAX,
  ) {
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: socketsMax,
      // What was opened stays open, as a proxy's connections do.
      maxFreeSockets: socketsMax,
    });
    this.#target = target;
    this.#wire = wire;
    this.#journal = journal;
  }

  /** Retries until accepted, refused or `deadlineMs` (performance clock). @returns whether accepted */
  async deliver(planned: PlannedRequest, deadlineMs: number): Promise<boolean> {
    const note = this.#noteOf(planned);
    note("invoke");

    for (let wait = RETRY_PAUSE_MS; ; wait = Math.min(wait * 2, RETRY_PAUSE_MAX_MS)) {
      const answer = await this.#wire(planned, this.#agent);
      this.answers.set(answer ?? 0, (this.answers.get(answer ?? 0) ?? 0) + 1);
      const meaning = judgeAnswer(answer);
      note(meaning, answer);
      if (meaning !== "info") return meaning === "ok";
      if (performance.now() > deadlineMs) return false;
      await pause(wait);
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  /** Writes down what became of a request's messages; they are hashed once for all of it. */
  #noteOf({ id, messages }: PlannedRequest) {
    const { account } = this.#target;
    const facts = messages.map((message, part) => ({
      f: "send" as const,
      key: { account, ext: message.externalId },
      conv_hint: message.address,
      hash: contentHash(message.address, message.text),
      extra: { request: id, part, length: message.text.length },
    }));
    return (type: "invoke" | "ok" | "fail" | "info", answer?: Answer): void => {
      const status = answer === undefined ? {} : { status: answer };
      for (const fact of facts) {
        if (type === "ok") this.accepted.add(fact.key.ext);
        this.#journal.add({ ...fact, type, extra: { ...fact.extra, ...status } });
      }
    };
  }
}
