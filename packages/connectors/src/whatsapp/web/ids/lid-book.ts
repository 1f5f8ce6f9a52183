import type { Log } from "@circuito/connector";
import type { WaSession } from "../wa-session.ts";
import { PAIRS_MAX, type WebMemory } from "../web-memory.ts";
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
  readonly #keptMax: number;
  #tokens = BURST;
  #filledAt: number;

  constructor(parts: {
    readonly memory: WebMemory;
    readonly now: () => number;
    readonly log: Log;
    readonly everyMs: number;
    /** Of accounts, and of questions: those longest ago are forgotten. Tests have fewer. */
    readonly keptMax?: number;
  }) {
    this.#memory = parts.memory;
    this.#now = parts.now;
    this.#log = parts.log;
    this.#everyMs = parts.everyMs;
    this.#keptMax = parts.keptMax ?? PAIRS_MAX;
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
    this.#forget(lid);
    this.#memory.phonesByLid.set(lid, phone);
    this.#lidsByPhone.set(phone, lid);
    for (const oldest of this.#memory.phonesByLid.keys()) {
      if (this.#memory.phonesByLid.size <= this.#keptMax) break;
      this.#forget(oldest);
    }
    this.#memory.touch();
  }

  #forget(lid: string): void {
    const phone = this.#memory.phonesByLid.get(lid);
    if (phone === undefined) return;
    this.#memory.phonesByLid.delete(lid);
    if (this.#lidsByPhone.get(phone) === lid) this.#lidsByPhone.delete(phone);
  }

  /** Asks for the number of a hidden id, unless it is known or was asked for. Never rejects. */
  async resolve(wid: string, session: WaSession): Promise<void> {
    const parsed = parseWid(wid);
    if (parsed?.kind !== "lid" || this.phoneOf(parsed.user) !== undefined) return;
    const now = this.#now();
    const askedAt = this.#askedAt.get(parsed.user);
    if (askedAt !== undefined && now - askedAt < ASK_AGAIN_MS) return;
    if (!this.#mayAsk(now)) return;
    this.#rememberAsked(parsed.user, now);
    try {
      const answer = await session.call("lidAndPhone", { wid }, ANSWER_TIMEOUT_MS);
      const phone = answer.phone === undefined ? undefined : parseWid(answer.phone);
      if (phone?.kind === "phone") this.learn(parsed.user, phone.user);
    } catch (error) {
      this.#askedAt.delete(parsed.user);
      this.#log.warn("number of a hidden id not found out", { error });
    }
  }

  #rememberAsked(lid: string, now: number): void {
    this.#askedAt.delete(lid);
    this.#askedAt.set(lid, now);
    for (const oldest of this.#askedAt.keys()) {
      if (this.#askedAt.size <= this.#keptMax) break;
      this.#askedAt.delete(oldest);
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
