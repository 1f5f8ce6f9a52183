import type { HistoryEvent } from "../../journal.ts";
import { Journal } from "../../journal.ts";
import { runOpenLoop } from "../../load/open-loop.ts";
import { DEFAULT_PROFILE, type PlannedRequest, planRequests } from "../../load/plan.ts";
import { WebhookClient, type WebhookTarget } from "../../load/webhook-client.ts";
import type { Timed } from "../overload/calm.ts";

/** So many that no conversation is longer than people's are. */
const CUSTOMERS = 2_000;
/** Longer than any storm lasts; a request is repeated until it is taken. */
const SPELL_MS = 1_800_000;

/** Customers who write at a steady rate, whatever happens to their answers; in spells. */
export class SteadyWriting implements Disposable {
  /** When each request was meant to leave, and how long after that it was taken. */
  readonly accepted: Timed[] = [];
  readonly #journal: Journal;
  readonly #client: WebhookClient;
  readonly #plan: Iterator<PlannedRequest>;
  readonly #perSecond: number;
  readonly #spells: Promise<unknown>[] = [];
  #isWriting = false;

  constructor(
    target: WebhookTarget,
    {
      run,
      seed,
      perSecond,
    }: { readonly run: string; readonly seed: string; readonly perSecond: number },
  ) {
    this.#journal = new Journal({ run, seed, actor: "sender" });
    this.#client = new WebhookClient(target, this.#journal);
    this.#plan = planRequests({ ...DEFAULT_PROFILE, customers: CUSTOMERS, run, seed });
    this.#perSecond = perSecond;
  }

  get history(): readonly HistoryEvent[] {
    return this.#journal.events;
  }

  go(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    const spell = runOpenLoop(this.#client, this.#whileWriting(), this.#perSecond, {
      forMs: SPELL_MS,
      patienceMs: 0,
      onAccepted: (_, atMs) => {
        this.accepted.push({ atMs, tookMs: performance.now() - atMs });
      },
    });
    this.#spells.push(spell);
  }

  /** Nothing new; what has left is repeated until it is taken. */
  pause(): void {
    this.#isWriting = false;
  }

  /** Every request has its end. */
  async done(): Promise<void> {
    await Promise.all(this.#spells);
  }

  [Symbol.dispose](): void {
    this.pause();
    this.#client[Symbol.dispose]();
  }

  *#whileWriting(): Generator<PlannedRequest> {
    while (this.#isWriting) {
      const next = this.#plan.next();
      if (next.done) return;
      yield next.value;
    }
  }
}
