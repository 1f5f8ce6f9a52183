import type { Log } from "@circuito/connector";
import type { WaSession } from "../wa-session.ts";
import type { WebMemory } from "../web-memory.ts";
import { type LidNames, parseWid } from "./wid.ts";

/** So many questions at once after a pause; then one at a time. */
const BURST = 20;
/** An account without a number to be seen stays so for a while. */
const ASK_AGAIN_MS = 6 * 60 * 60_000;
/** One look into the page's own tables; whoever takes longer is asked again another time. */
const ANSWER_TIMEOUT_MS = 5_000;

/**
 * Which hidden id belongs to which number, once known for ever (trap 13). Questions are few: too many
 * of them are said to get accounts banned, and no message waits for an answer that may not be had.
 */
export class LidBook implements LidNames {
  readonly #memory: WebMemory;
  readonly #lidsByPhone = new Map<string, string>();
  readonly #askedAt = new Map<string, number>();
  readonly #now: () => number;
  readonly #everyMs: number;
  readonly #log: Log;
  #tokens = BURST;
  #filledAt: number;

  constructor(parts: {
    readonly memory: WebMemory;
    readonly now: () => number;
    readonly log: Log;
    readonly everyMs: number;
  }) {
    this.#memory = parts.memory;
    this.#now = parts.now;
    this.#log = parts.log;
    this.#everyMs = parts.everyMs;
    this.#filledAt = parts.now();
    for (const [lid, phone] of parts.memory.phonesByLid) this.#lidsByPhone.set(phone, lid);
  }

  phoneOf(lid: string): string | undefined {
    return this.#memory.phonesByLid.get(lid);
  }

  lidOf(phone: string): string | undefined {
    return this.#lidsByPhone.get(phone);
  }

  learn(lid: string, phone: string): void {
    if (this.#memory.phonesByLid.get(lid) === phone) return;
    this.#memory.phonesByLid.set(lid, phone);
    this.#lidsByPhone.set(phone, lid);
    this.#memory.touch();
  }

  /** Asks for the number of a hidden id, unless it is known or was asked for. Never rejects. */
  async resolve(wid: string, session: WaSession): Promise<void> {
    const parsed = parseWid(wid);
    if (parsed?.kind !== "lid" || this.phoneOf(parsed.user) !== undefined) return;
    const now = this.#now();
    const askedAt = this.#askedAt.get(parsed.user);
    if (askedAt !== undefined && now - askedAt < ASK_AGAIN_MS) return;
    if (!this.#mayAsk(now)) return;
    this.#askedAt.set(parsed.user, now);
    try {
      const answer = await session.call("lidAndPhone", { wid }, ANSWER_TIMEOUT_MS);
      const phone = answer.phone === undefined ? undefined : parseWid(answer.phone);
      if (phone?.kind === "phone") this.learn(parsed.user, phone.user);
    } catch (error) {
      this.#askedAt.delete(parsed.user);
      this.#log.warn("number of a hidden id not found out", { error });
    }
  }

  #mayAsk(now: number): boolean {
    const gained = (now - this.#filledAt) / this.#everyMs;
    this.#tokens = Math.min(BURST, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
