import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FetchMessageObject, FetchQueryObject, ImapFlow } from "imapflow";
import type { MailSource } from "../../parse/parse-task.ts";
import { answered } from "./alive.ts";
import type { SetAside } from "./cursor.ts";
import { PIECE_BYTES } from "./open-imap.ts";

/** What a server says of a mail before we fetch it. */
export interface MailFacts {
  readonly uid: number;
  readonly sizeBytes: number;
  /** INTERNALDATE, ms since epoch. */
  readonly arrivedAt: number | undefined;
  readonly threadId: string | undefined;
}

export type Fetched =
  | {
      readonly kind: "mail";
      readonly facts: MailFacts;
      readonly source: MailSource;
      readonly sizeBytes: number;
    }
  | { readonly kind: "vanished"; readonly uid: number }
  | {
      readonly kind: "aside";
      readonly facts: MailFacts;
      readonly because: SetAside["because"];
      /** What came nevertheless. */
      readonly source: MailSource | undefined;
      readonly detail: string;
    };

/** Fetched together with others, in memory; larger ones go by a file, one piece after the other. */
export const SMALL_MAX_BYTES = 256 * 1024;

/** Fetches whole mails of the selected mailbox, never marking them as seen (BODY.PEEK). */
export class MailFetcher {
  readonly #sizesAreExact: boolean;
  #folder: string | undefined;
  /** Files of mails whose fetch was cut off: continued where it stopped. */
  readonly #partial = new Map<string, number>();

  constructor(options: { readonly sizesAreExact: boolean }) {
    this.#sizesAreExact = options.sizesAreExact;
  }

  /** Sizes and dates; what is missing in the answer is gone. */
  async facts(
    client: ImapFlow,
    uids: readonly number[],
  ): Promise<ReadonlyMap<number, MailFacts | "refused">> {
    const query = { uid: true, size: true, internalDate: true, threadId: true };
    const wanted = new Set(uids);
    const found = new Map<number, MailFacts | "refused">();
    for (const answer of await fetchAll(client, uids.join(","), query)) {
      // Servers also tell, unasked, of flags that changed.
      if (!wanted.has(answer.uid) || !("internalDate" in answer || "size" in answer)) continue;
      if (answer.size === undefined) {
        found.set(answer.uid, "refused");
        continue;
      }
      found.set(answer.uid, {
        uid: answer.uid,
        sizeBytes: answer.size,
        arrivedAt: instantOf(answer),
        threadId: answer.threadId,
      });
    }
    return found;
  }

  /** Small mails in one answer. */
  async small(client: ImapFlow, mails: readonly MailFacts[]): Promise<readonly Fetched[]> {
    const longest = Math.max(...mails.map(({ sizeBytes }) => sizeBytes));
    // One byte more than announced shows a server that announced too little.
    const maxLength = this.#sizesAreExact ? longest + 1 : PIECE_BYTES;
    const query = { uid: true, source: { start: 0, maxLength } };
    const range = mails.map(({ uid }) => uid).join(",");
    const answers = new Map<number, Buffer[]>();
    for (const answer of await fetchAll(client, range, query)) {
      const bytes = sourceOf(answer);
      if (bytes) answers.set(answer.uid, [...(answers.get(answer.uid) ?? []), bytes]);
    }
    return mails.map((facts) => this.#judge(facts, answers.get(facts.uid), maxLength));
  }

  #judge(facts: MailFacts, answers: readonly Buffer[] | undefined, maxLength: number): Fetched {
    const [bytes, ...more] = answers ?? [];
    if (!bytes) return { kind: "vanished", uid: facts.uid };
    const source = { bytes };
    if (more.some((other) => !other.equals(bytes))) {
      const detail = "the server gave two mails under one UID";
      return { kind: "aside", facts, because: "size-differs", source, detail };
    }
    const complete = this.#sizesAreExact
      ? bytes.length === facts.sizeBytes
      : bytes.length < maxLength;
    if (complete) return { kind: "mail", facts, source, sizeBytes: bytes.length };
    return aside(facts, bytes.length, source);
  }

  /**
   * A large mail, piece by piece into a file of `folder`: one piece of it is in memory at a time. Cut
   * off, it goes on from there with the next connection.
   * @param bytesMax a server that keeps sending is stopped here
   */
  async large(
    client: ImapFlow,
    facts: MailFacts,
    epoch: string,
    bytesMax: number,
  ): Promise<Fetched> {
    const key = `${epoch}-${facts.uid}-${facts.sizeBytes}`;
    const path = join(await this.#ensureFolder(), `${key.replace(/[^0-9-]/g, "")}.eml`);
    const known = this.#partial.get(key);
    if (known === undefined) await rm(path, { force: true });
    let total = known ?? 0;
    for (;;) {
      const room = this.#sizesAreExact ? facts.sizeBytes + 1 - total : bytesMax + 1 - total;
      const maxLength = Math.min(PIECE_BYTES, room);
      if (maxLength <= 0) break;
      const piece = await fetchPiece(client, facts.uid, total, maxLength);
      if (piece === undefined && total === 0) return { kind: "vanished", uid: facts.uid };
      if (piece === undefined) {
        // Gone between two pieces, or at its very end: which of both, the size tells.
        break;
      }
      await appendFile(path, piece);
      total += piece.length;
      this.#partial.set(key, total);
      if (piece.length < maxLength) break;
    }
    this.#partial.delete(key);
    const source = { path };
    const complete = this.#sizesAreExact ? total === facts.sizeBytes : total <= bytesMax;
    return complete
      ? { kind: "mail", facts, source, sizeBytes: total }
      : aside(facts, total, source);
  }

  /** How much of a mail is here already: a fetch that gets further each time is not given up. */
  progressOf(epoch: string, facts: MailFacts): number {
    return this.#partial.get(`${epoch}-${facts.uid}-${facts.sizeBytes}`) ?? 0;
  }

  async #ensureFolder(): Promise<string> {
    // Readable by us alone: letters of customers.
    this.#folder ??= await mkdtemp(join(tmpdir(), "circuito-mail-"));
    return this.#folder;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#partial.clear();
    const folder = this.#folder;
    this.#folder = undefined;
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

/** The beginning of a mail that is too large to be taken. */
export async function fetchHeader(client: ImapFlow, uid: number, bytes: number): Promise<Buffer> {
  return (await fetchPiece(client, uid, 0, bytes)) ?? Buffer.alloc(0);
}

/** Removes the file of a mail, once it is committed or given up. */
export async function discard(source: MailSource | undefined): Promise<void> {
  if (source && "path" in source) await rm(source.path, { force: true });
}

async function fetchPiece(
  client: ImapFlow,
  uid: number,
  start: number,
  maxLength: number,
): Promise<Buffer | undefined> {
  const query = { uid: true, source: { start, maxLength } };
  for (const answer of await fetchAll(client, String(uid), query)) {
    if (answer.uid === uid) {
      const bytes = sourceOf(answer);
      if (bytes) return bytes.subarray(0, maxLength);
    }
  }
  return undefined;
}

function fetchAll(
  client: ImapFlow,
  range: string,
  query: FetchQueryObject,
): Promise<readonly FetchMessageObject[]> {
  return answered(client, client.fetchAll(range, query, { uid: true }));
}

function aside(facts: MailFacts, came: number, source: MailSource): Fetched {
  const detail = `the server announced ${facts.sizeBytes} bytes and sent ${came}`;
  return { kind: "aside", facts, because: "size-differs", source, detail };
}

/** Absent in answers that only tell of flags; an empty body is one, too. */
function sourceOf(answer: FetchMessageObject): Buffer | undefined {
  if (!("source" in answer)) return undefined;
  return answer.source ?? Buffer.alloc(0);
}

function instantOf({ internalDate }: FetchMessageObject): number | undefined {
  if (internalDate === undefined) return undefined;
  const at = new Date(internalDate).getTime();
  return Number.isNaN(at) ? undefined : at;
}
