import { joinLooks, type Look } from "@circuito/domain";
import { type Database, saveLooks } from "@circuito/store";
import type { Log } from "../../log/log.ts";

/** Beats of many consoles are one statement; less than a beat is lost with the process. */
const WRITE_EVERY_MS = 5_000;
/** Kept while the database is away: some minutes of a thousand people. */
const WAITING_MAX = 20_000;

/** Writes down what people have before their eyes. */
export interface LookWriter {
  take(look: Look): void;
  stop(): Promise<void>;
}

export function writeLooks(database: Database, log: Log): LookWriter {
  let waiting = new Map<string, Look>();
  let writing: Promise<void> | undefined;

  function take(look: Look): void {
    // Names of different people's looks are different, whatever a client of somebody else's makes up.
    const name = `${look.agentId} ${look.conversationId} ${look.id}`;
    const before = waiting.get(name);
    if (before) waiting.set(name, joinLooks(before, look));
    else if (waiting.size < WAITING_MAX) waiting.set(name, look);
  }

  async function write(): Promise<void> {
    if (waiting.size === 0) return;
    const looks = [...waiting.values()];
    waiting = new Map();
    try {
      await saveLooks(database.pool, looks);
    } catch (error) {
      log.warn("looks not written yet", { looks: looks.length, error });
      for (const look of looks) take(look);
    }
  }

  const writeOn = (): Promise<void> => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = setInterval(() => void writeOn(), WRITE_EVERY_MS);
  return {
    take,
    async stop() {
      clearInterval(timer);
      await writeOn();
      await writeOn();
    },
  };
}
