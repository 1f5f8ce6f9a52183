import type { ImapFlow } from "imapflow";
import { rootOf } from "./alive.ts";
import { isBrokenAnswer, isRefusedCommand } from "./connect-refusal.ts";
import {
  type Fetched,
  fetchHeader,
  type MailFacts,
  type MailFetcher,
  SMALL_MAX_BYTES,
} from "./fetch-mail.ts";
import { stillThere } from "./mailbox-facts.ts";
import type { Batch, KnownFacts } from "./plan-batches.ts";

/** Connections lost over one mail, without a byte more of it each time. */
const LOSSES_MAX = 5;
/** Of a mail that is too large: its headers, for a person to see what it was. */
const HEADER_BYTES = 64 * 1024;

/**
 * Fetches batches so that one bad mail harms no other: what the server refuses, answers nonsense to, or
 * dies of, is found by asking for mails one at a time, and set aside.
 */
export class BatchFetcher {
  readonly #fetcher: MailFetcher;
  readonly #mailBytesMax: number;
  readonly #suspects = new Set<number>();
  readonly #losses = new Map<number, { readonly count: number; readonly progress: number }>();

  constructor(fetcher: MailFetcher, mailBytesMax: number) {
    this.#fetcher = fetcher;
    this.#mailBytesMax = mailBytesMax;
  }

  /** Up to this size mails are fetched together. */
  get smallMaxBytes(): number {
    return Math.min(SMALL_MAX_BYTES, this.#mailBytesMax);
  }

  /** Mails to be fetched alone from now on. */
  get suspects(): ReadonlySet<number> {
    return this.#suspects;
  }

  /** What is missing in the answer is gone. */
  async facts(client: ImapFlow, uids: readonly number[]): Promise<KnownFacts> {
    try {
      const facts = new Map<number, MailFacts | "refused">(await this.#fetcher.facts(client, uids));
      for (const uid of await this.#notGone(client, uids, facts)) facts.set(uid, "refused");
      return facts;
    } catch (error) {
      if (!isRefusedCommand(error)) throw error;
      if (uids.length === 1) return new Map(uids.map((uid) => [uid, "refused" as const]));
      const oneByOne = new Map<number, MailFacts | "refused">();
      for (const uid of uids) {
        for (const entry of await this.facts(client, [uid])) oneByOne.set(...entry);
      }
      return oneByOne;
    }
  }

  /** @throws what broke the connection, unless that is the fault of one mail, which is set aside then */
  async fetch(client: ImapFlow, batch: Batch, epoch: string): Promise<readonly Fetched[]> {
    const [first, ...more] = batch.mails;
    if (!first) return [];
    // What is asked of a connection that is gone already is not to blame for that.
    if (!client.usable) throw rootOf(client, new Error("the connection is gone"));
    try {
      if (more.length > 0 || first.sizeBytes <= this.smallMaxBytes) {
        return await this.#small(client, batch.mails);
      }
      return [await this.#large(client, first, epoch)];
    } catch (error) {
      if (isRefusedCommand(error)) return this.#oneByOne(client, batch.mails, epoch);
      return this.#blame(batch.mails, epoch, rootOf(client, error));
    }
  }

  /** These are rows now: what was held against them is forgotten. */
  settled(uids: readonly number[]): void {
    for (const uid of uids) {
      this.#suspects.delete(uid);
      this.#losses.delete(uid);
    }
  }

  async #small(client: ImapFlow, mails: readonly MailFacts[]): Promise<readonly Fetched[]> {
    const fetched = await this.#fetcher.small(client, mails);
    const missing = fetched.flatMap((one) => (one.kind === "vanished" ? [one.uid] : []));
    const there = await stillThere(client, missing);
    return fetched.map((one, index): Fetched => {
      const facts = mails[index];
      if (one.kind !== "vanished" || !there.has(one.uid) || !facts) return one;
      const detail = "the server names it and does not give it out";
      return { kind: "aside", facts, because: "refused", source: undefined, detail };
    });
  }

  /** Mails of which a FETCH said nothing, although they are there: never taken for vanished. */
  #notGone(
    client: ImapFlow,
    uids: readonly number[],
    facts: KnownFacts,
  ): Promise<ReadonlySet<number>> {
    return stillThere(
      client,
      uids.filter((uid) => !facts.has(uid)),
    );
  }

  async #large(client: ImapFlow, facts: MailFacts, epoch: string): Promise<Fetched> {
    if (facts.sizeBytes <= this.#mailBytesMax) {
      return this.#fetcher.large(client, facts, epoch, this.#mailBytesMax);
    }
    const bytes = await fetchHeader(client, facts.uid, HEADER_BYTES);
    return { kind: "mail", facts, source: { bytes }, sizeBytes: facts.sizeBytes };
  }

  async #oneByOne(
    client: ImapFlow,
    mails: readonly MailFacts[],
    epoch: string,
  ): Promise<readonly Fetched[]> {
    const [facts, ...more] = mails;
    if (facts && more.length === 0) {
      const detail = "the server refuses to give it out";
      return [{ kind: "aside", facts, because: "refused", source: undefined, detail }];
    }
    const fetched: Fetched[] = [];
    for (const mail of mails) {
      const alone = { uids: [mail.uid], mails: [mail], refused: [], gone: [] };
      fetched.push(...(await this.fetch(client, alone, epoch)));
    }
    return fetched;
  }

  /** The connection broke over these. Over one mail again and again, that mail is set aside. */
  #blame(mails: readonly MailFacts[], epoch: string, error: unknown): readonly Fetched[] {
    const [facts, ...more] = mails;
    for (const { uid } of mails) this.#suspects.add(uid);
    if (!facts || more.length > 0) throw error;
    const progress = this.#fetcher.progressOf(epoch, facts);
    const before = this.#losses.get(facts.uid);
    const count = before && before.progress >= progress ? before.count + 1 : 1;
    this.#losses.set(facts.uid, { count, progress });
    const broken = isBrokenAnswer(error);
    if (!broken && count < LOSSES_MAX) throw error;
    const because = broken ? "broken-answer" : "connection-lost";
    const detail = broken ? "the server's answer cannot be read" : "the connection broke over it";
    return [{ kind: "aside", facts, because, source: undefined, detail }];
  }
}
