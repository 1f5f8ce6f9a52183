import { Buffer } from "node:buffer";

/** A statement that writes wherever its words say so: `with added as (insert …) select …` answers as a SELECT. */
const WRITES = /\b(insert|update|delete|merge|copy)\b/i;
const LENGTH_BYTES = 4;
const TYPE_BYTES = 1;
/** Asks for TLS; the real beginning follows. */
const SSL_REQUEST = 80_877_103;

/**
 * Reads what a client asks of PostgreSQL, without TLS, and knows of each statement that is executed
 * whether it may write. Named ones are parsed once and only named afterwards.
 * Source: PostgreSQL, Frontend/Backend Protocol, Message Formats.
 */
export class StatementWatch {
  #rest: Buffer = Buffer.alloc(0);
  #hasBegun = false;
  readonly #parsed = new Map<string, boolean>();
  /** Of the statement that was bound last. */
  #mayWrite = false;
  /** What was executed, by what ends with one `ReadyForQuery`: the log-in is the first. */
  readonly #groups: boolean[][] = [[]];

  read(bytes: Buffer): void {
    let all = Buffer.concat([this.#rest, bytes]);
    for (;;) {
      const headerBytes = this.#hasBegun ? TYPE_BYTES : 0;
      if (all.length < headerBytes + LENGTH_BYTES) break;
      const end = headerBytes + all.readUInt32BE(headerBytes);
      if (end > all.length) break;
      const body = all.subarray(headerBytes + LENGTH_BYTES, end);
      if (this.#hasBegun) this.#take(all.toString("latin1", 0, TYPE_BYTES), body);
      else this.#hasBegun = body.readUInt32BE(0) !== SSL_REQUEST;
      all = all.subarray(end);
    }
    this.#rest = Buffer.from(all);
  }

  /** Whether the next statement that is answered as done may have written. */
  completed(): boolean {
    return this.#groups[0]?.shift() ?? false;
  }

  /** The server waits for more: what failed on the way is not answered any more. */
  ready(): void {
    this.#groups.shift();
    if (this.#groups.length === 0) this.#groups.push([]);
  }

  #take(type: string, body: Buffer): void {
    const group = this.#groups.at(-1);
    switch (type) {
      case "P": {
        const [name = "", text = ""] = textsOf(body, 2);
        this.#parsed.set(name, WRITES.test(text));
        break;
      }
      case "B": {
        const [, statement = ""] = textsOf(body, 2);
        this.#mayWrite = this.#parsed.get(statement) ?? false;
        break;
      }
      case "E":
        group?.push(this.#mayWrite);
        break;
      case "Q":
        group?.push(WRITES.test(textsOf(body, 1)[0] ?? ""));
        this.#groups.push([]);
        break;
      case "S":
        this.#groups.push([]);
        break;
    }
  }
}

/** Texts that end with a zero byte each. */
function textsOf(body: Buffer, count: number): string[] {
  const texts: string[] = [];
  let at = 0;
  while (texts.length < count && at < body.length) {
    const end = body.indexOf(0, at);
    if (end < 0) break;
    texts.push(body.toString("utf8", at, end));
    at = end + 1;
  }
  return texts;
}
