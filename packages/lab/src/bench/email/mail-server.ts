import { z } from "zod";
import { Child } from "../child.ts";
import type { WatchedProcess } from "../cpu.ts";

/** The composition root of the tests knows how to start one. */
const SERVER_MODULE = "../../../../tests/setup/bench-dovecot.ts";
/** As one message between processes; more of them at once only cost memory. */
const MAILS_AT_ONCE = 100;
const FILL_TIMEOUT_MS = 120_000;

const started = z.object({
  host: z.string(),
  imapPort: z.int(),
  certificate: z.string(),
  pid: z.int(),
  version: z.string(),
});

/** A Dovecot for one bench, with accounts that nobody else has. */
export interface MailServer extends AsyncDisposable {
  readonly host: string;
  readonly imapPort: number;
  readonly certificate: string;
  readonly password: string;
  readonly version: string;
  readonly process: WatchedProcess;
  fill(user: string, mails: Iterable<string>): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function startMailServer(users: readonly string[]): Promise<MailServer> {
  const password = "of the bench";
  const accounts = Object.fromEntries(users.map((user) => [user, password]));
  const [child, said] = await Child.start(SERVER_MODULE, accounts);
  const { pid, ...facts } = started.parse(said);
  const ask = async (message: { readonly kind: string; readonly [field: string]: unknown }) => {
    const answer = child.receive("done", FILL_TIMEOUT_MS);
    child.send(message);
    await answer;
  };
  return {
    ...facts,
    // Its certificate is made out to this name.
    host: "localhost",
    password,
    process: { name: "dovecot", pid, isTree: true },
    async fill(user, mails) {
      let some: string[] = [];
      for (const mail of mails) {
        some.push(mail);
        if (some.length < MAILS_AT_ONCE) continue;
        await ask({ kind: "fill", user, mails: some });
        some = [];
      }
      await ask({ kind: "fill", user, mails: some });
    },
    stop: () => ask({ kind: "stop" }),
    start: () => ask({ kind: "start" }),
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
