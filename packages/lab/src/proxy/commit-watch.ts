import { StatementWatch } from "./statement-watch.ts";

/** What PostgreSQL calls the statements that write. */
const WRITES = /^(INSERT|UPDATE|DELETE|MERGE|COPY)\b/;
const COMMIT = /^COMMIT\b/;
const TYPE_AND_LENGTH_BYTES = 5;
const COMMAND_COMPLETE = "C".charCodeAt(0);
const READY_FOR_QUERY = "Z".charCodeAt(0);
const IDLE = "I".charCodeAt(0);

/**
 * Reads what PostgreSQL answers, without TLS, and tells where it says that something is committed: a
 * `COMMIT`, or a statement that wrote outside a transaction.
 * Source: PostgreSQL, Frontend/Backend Protocol, Message Formats.
 */
export class CommitWatch {
  readonly #asked = new StatementWatch();
  #rest: Buffer = Buffer.alloc(0);
  /** Of the statement under way, until the server is ready for the next. */
  #hasWritten = false;

  /** What the client says: by its answer alone, one that writes on its way to a `SELECT` is not known. */
  asked(bytes: Buffer): void {
    this.#asked.read(bytes);
  }

  /** @returns for each commit told in these bytes, how many of them come before its answer */
  read(bytes: Buffer): number[] {
    const before = this.#rest.length;
    const all = before === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const commits: number[] = [];
    let at = 0;
    let answerBeginsAt = 0;
    while (all.length - at >= TYPE_AND_LENGTH_BYTES) {
      const end = at + 1 + all.readUInt32BE(at + 1);
      if (end > all.length) break;
      const type = all[at];
      if (type === COMMAND_COMPLETE) {
        const tag = all.toString("latin1", at + TYPE_AND_LENGTH_BYTES, end - 1);
        if (COMMIT.test(tag)) {
          commits.push(Math.max(0, at - before));
          this.#hasWritten = false;
        }
        const mayHaveWritten = this.#asked.completed();
        if (WRITES.test(tag) || mayHaveWritten) {
          this.#hasWritten = true;
          answerBeginsAt = at;
        }
      } else if (type === READY_FOR_QUERY) {
        const isOutside = all[end - 1] === IDLE;
        if (isOutside && this.#hasWritten) commits.push(Math.max(0, answerBeginsAt - before));
        this.#hasWritten = false;
        this.#asked.ready();
      }
      at = end;
    }
    this.#rest = Buffer.from(all.subarray(at));
    return commits;
  }
}
