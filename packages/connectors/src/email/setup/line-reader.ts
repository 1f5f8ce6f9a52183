import type { Duplex } from "node:stream";

/** A line of a greeting or of an answer; a server that says more at once is none. */
const LINE_BYTES_MAX = 8 * 1024;
/** Lines of one SMTP answer: EHLO lists a few dozen extensions. */
const REPLY_LINES_MAX = 100;

/** Reads lines from a connection, one at a time, and gives it back. */
export class LineReader {
  readonly #source: Duplex;
  #buffered = "";
  #failure: Error | undefined;
  #wake: () => void = () => {};
  readonly #take = (chunk: Buffer): void => {
    this.#buffered += chunk.toString("latin1");
    if (this.#buffered.length > LINE_BYTES_MAX * REPLY_LINES_MAX) this.#end();
    this.#wake();
  };
  readonly #end = (): void => {
    this.#failure ??= Object.assign(new Error("the server hung up"), { code: "ECONNRESET" });
    this.#wake();
  };

  constructor(source: Duplex) {
    this.#source = source;
    source.on("data", this.#take);
    source.once("close", this.#end);
    source.once("end", this.#end);
  }

  /** @throws when the connection ends, or the line does not */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffered.indexOf("\n");
      if (end >= 0) {
        const line = this.#buffered.slice(0, end).replace(/\r$/, "");
        this.#buffered = this.#buffered.slice(end + 1);
        return line;
      }
      if (this.#buffered.length > LINE_BYTES_MAX) this.#end();
      if (this.#failure) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async until(fits: (line: string) => boolean): Promise<string> {
    for (let read = 0; read < REPLY_LINES_MAX; read += 1) {
      const line = await this.line();
      if (fits(line)) return line;
    }
    throw Object.assign(new Error("the server does not come to an end"), { code: "ECONNRESET" });
  }

  /** The further lines of an SMTP answer, whose last has a space behind its code. */
  async restOfReply(first: string): Promise<void> {
    if (first.charAt(3) === "-") await this.until((line) => line.charAt(3) !== "-");
  }

  /** Stops reading. @returns what was read and not asked for */
  release(): string {
    this.#source.off("data", this.#take);
    this.#source.off("close", this.#end);
    this.#source.off("end", this.#end);
    this.#source.pause();
    return this.#buffered;
  }
}
