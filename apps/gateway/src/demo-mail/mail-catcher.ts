import { type IncomingMail, joinParsePool, startMailListener } from "@circuito/connectors/email";
import type { Log } from "../log/log.ts";
import { CATCHER_HOST } from "../seed/demo-mailbox.ts";
import { createLetterBox, type LetterBox, letterOf } from "./letter.ts";

/** Rules §13 lets files of 25 MiB out; coded for the wire they are a third larger. */
const LETTER_BYTES_MAX = 40 * 1024 * 1024;
/**
 * Stands in for all the mail servers of the world: takes every letter and keeps what a page shows. Only
 * this machine reaches it, and nobody minds to lose what it has.
 */
export interface MailCatcher {
  readonly port: number;
  readonly letters: LetterBox;
  /** Reads a letter as a mail program would, and puts it among the others. */
  readonly show: (bytes: Uint8Array, recipients: readonly string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export async function startMailCatcher(parts: {
  readonly newId: () => string;
  readonly now: () => number;
  readonly log: Log;
}): Promise<MailCatcher> {
  const { newId, now, log } = parts;
  const letters = createLetterBox();
  const pool = joinParsePool(now);

  async function keep(
    source: IncomingMail["source"],
    direction: "received" | "sent",
    recipients: readonly string[],
  ): Promise<void> {
    const place = { id: newId(), direction, at: now(), recipients };
    letters.add(letterOf(await pool.workers.show(source), place));
  }

  const everybody = {
    id: "everybody",
    async readMail({ source, arrival }: IncomingMail) {
      await keep(source, "received", arrival.kind === "listener" ? arrival.recipients : []);
      return [];
    },
    // What was read is on the page: there is nothing to store.
    host: {
      receive: async () => [],
      media: {
        put: async () => ({ sha256: "", sizeBytes: 0 }),
        open: () => Promise.reject(new Error("a letter of the demo is kept on its page alone")),
      },
      log,
    },
  };
  const listener = await startMailListener({
    port: 0,
    bindAddress: CATCHER_HOST,
    protocol: "smtp",
    mailBytesMax: LETTER_BYTES_MAX,
    inboxOf: async () => everybody,
    log,
  }).catch(async (error: unknown) => {
    await pool.leave();
    throw error;
  });
  return {
    port: listener.port,
    letters,
    show: (bytes, recipients) => keep({ bytes }, "sent", recipients),
    async stop() {
      await listener.stop();
      await pool.leave();
    },
  };
}
