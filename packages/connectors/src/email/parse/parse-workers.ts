import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { ParseRefusal } from "@circuito/domain";
import { PARSE_LIMITS, type ParseLimits } from "./parse-limits.ts";
import type { MailSource, ParseTask, ReadResult } from "./parse-task.ts";

/** Parser state of a large mail is some megabytes; a bomb is stopped long before the machine. */
const HEAP_MAX_MB = 256;
const YOUNG_HEAP_MAX_MB = 32;
/** Our own recursion is bounded by the depth of parts; deep stacks are attacks on a library. */
const STACK_MAX_MB = 4;
/** A thread starts in a second even on a busy machine; after this it never will. */
const START_TIMEOUT_MS = 30_000;

/** No thread could read the mail, whatever the mail is: it is to be read later. */
export class ParserUnavailable extends Error {
  override readonly name = "ParserUnavailable";
}

interface Waiting {
  readonly task: ParseTask;
  readonly resolve: (result: ReadResult) => void;
  readonly reject: (error: Error) => void;
}

type Answer =
  | { readonly ready: true }
  | { readonly result: ReadResult }
  | { readonly defect: string };

/**
 * Parses mails in threads of their own, one at a time each (promise R11): a mail that takes too long or
 * too much memory costs its thread, never the process, and comes back as a refusal.
 */
export class ParseWorkers implements AsyncDisposable {
  readonly #size: number;
  readonly #limits: ParseLimits;
  readonly #markers: readonly string[];
  readonly #now: () => number;
  readonly #startWorker: () => Worker;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: Waiting[] = [];
  #closed = false;

  constructor(options: {
    readonly size: number;
    readonly now: () => number;
    readonly limits?: ParseLimits;
    /** Sentences of our own mails that mark where an answer ends. */
    readonly markers?: readonly string[];
    readonly startWorker?: () => Worker;
  }) {
    this.#size = options.size;
    this.#now = options.now;
    this.#limits = options.limits ?? PARSE_LIMITS;
    this.#markers = options.markers ?? [];
    this.#startWorker = options.startWorker ?? startWorker;
  }

  /**
   * @param spoolDirectory where attachments are written out; theirs is the caller's to empty
   * @throws ParserUnavailable, or a defect of ours; never for what the bytes say
   */
  parse(source: MailSource, spoolDirectory?: string): Promise<ReadResult> {
    return this.#read({ source, spoolDirectory, showsIt: false });
  }

  /** The same, with the pages of somebody who looks at the mail. */
  show(source: MailSource): Promise<ReadResult> {
    return this.#read({ source, spoolDirectory: undefined, showsIt: true });
  }

  #read(asked: Pick<ParseTask, "source" | "spoolDirectory" | "showsIt">): Promise<ReadResult> {
    if (this.#closed) return Promise.reject(closed());
    const task = {
      ...asked,
      limits: this.#limits,
      markers: this.#markers,
      now: this.#now(),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ task, resolve, reject });
      this.#next();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#waiting.splice(0)) {
      waiting.reject(closed());
    }
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const worker = this.#idle.pop();
    if (worker) this.#give(worker);
    else if (this.#all.size < this.#size) this.#start();
  }

  #start(): void {
    const worker = this.#startWorker();
    this.#all.add(worker);
    const late = setTimeout(() => void worker.terminate(), START_TIMEOUT_MS);
    late.unref();
    let cause: unknown;
    const onError = (error: Error) => {
      cause = error;
    };
    const failed = () =>
      this.#waiting.shift()?.reject(new ParserUnavailable("no thread started", { cause }));
    worker.once("error", onError);
    worker.once("exit", failed);
    worker.once("message", () => {
      clearTimeout(late);
      worker.off("error", onError).off("exit", failed);
      if (this.#waiting.length > 0) this.#give(worker);
      else this.#rest(worker);
    });
    worker.once("exit", () => {
      clearTimeout(late);
      this.#all.delete(worker);
      const at = this.#idle.indexOf(worker);
      if (at >= 0) this.#idle.splice(at, 1);
      if (!this.#closed) this.#next();
    });
  }

  #rest(worker: Worker): void {
    // An idle thread does not keep the process alive.
    worker.unref();
    this.#idle.push(worker);
  }

  #give(worker: Worker): void {
    const waiting = this.#waiting.shift();
    if (!waiting) {
      this.#rest(worker);
      return;
    }
    worker.ref();
    const { timeMaxMs } = waiting.task.limits;
    let ended = false;
    const end = (settle: () => void) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      worker.removeAllListeners("message");
      worker.off("error", onError);
      worker.off("exit", onExit);
      settle();
    };
    const refuse = (because: ParseRefusal, detail: string) =>
      end(() => waiting.resolve({ ok: false, because, detail }));
    const onError = (error: Error & { code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") {
        refuse("out-of-memory", `more than ${HEAP_MAX_MB} MB`);
      } else {
        end(() => waiting.reject(new Error("parse mail in a worker", { cause: error })));
      }
    };
    // Unless we end it, the mail is to blame: read again and again it would hold up all behind it.
    const onExit = () =>
      end(() => waiting.reject(this.#closed ? closed() : new Error("the parse worker ended")));
    const timer = setTimeout(() => {
      refuse("too-slow", `more than ${timeMaxMs} ms`);
      void worker.terminate();
    }, timeMaxMs);
    worker.on("error", onError);
    worker.on("exit", onExit);
    worker.on("message", (answer: Answer) => {
      if ("ready" in answer) return;
      end(() => {
        if ("result" in answer) waiting.resolve(answer.result);
        else waiting.reject(new Error(`parse mail: ${answer.defect}`));
        if (this.#waiting.length > 0) this.#give(worker);
        else this.#rest(worker);
      });
    });
    worker.postMessage(waiting.task);
  }
}

function closed(): ParserUnavailable {
  return new ParserUnavailable("parse workers are closed");
}

function startWorker(): Worker {
  const resourceLimits = {
    maxOldGenerationSizeMb: HEAP_MAX_MB,
    maxYoungGenerationSizeMb: YOUNG_HEAP_MAX_MB,
    stackSizeMb: STACK_MAX_MB,
  };
  if (extname(import.meta.filename) === ".js") {
    return new Worker(join(import.meta.dirname, "parse-worker.js"), { resourceLimits });
  }
  // Run from the sources: a thread does not inherit its parent's loader, so it begins by loading one.
  const entry = pathToFileURL(join(import.meta.dirname, "parse-worker.ts")).href;
  const code = `import("tsx/esm/api").then((tsx) => { tsx.register(); return import("${entry}"); })`;
  return new Worker(code, {
    eval: true,
    execArgv: ["--conditions=@circuito/source"],
    resourceLimits,
  });
}
