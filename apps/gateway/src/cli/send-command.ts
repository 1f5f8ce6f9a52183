import { parseArgs } from "node:util";
import { listInboxes, type StoredInbox } from "@circuito/store";
import { createSealer } from "../secrets/seal.ts";
import type { Terminal } from "./terminal.ts";
import { testMessage } from "./test-message.ts";
import { UsageError } from "./usage-error.ts";
import { withStore } from "./with-store.ts";

/** The gateway answers once it has stored the message; longer means that it is in trouble. */
const ANSWER_TIMEOUT_MS = 15_000;

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      inbox: { type: "string" },
      from: { type: "string" },
      text: { type: "string" },
      "to-url": { type: "string" },
    },
  });
  const { inbox: wanted, from, text } = values;
  if (!wanted) throw new UsageError("--inbox is missing");
  if (!from) throw new UsageError("--from is missing");
  if (text === undefined) throw new UsageError("--text is missing");

  const { message, origin } = await withStore(terminal, async ({ database, secretKey }, config) => {
    const inbox = choose(await listInboxes(database.pool), wanted);
    return {
      message: testMessage(inbox, createSealer(secretKey), { from, text, at: Date.now() }),
      origin: values["to-url"] ?? config.publicUrl,
    };
  });
  const response = await fetch(new URL(message.path, origin), {
    method: "POST",
    headers: message.headers,
    body: message.body,
    redirect: "manual",
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new Error(`no gateway answers at ${origin}; start it with: npm start`, { cause });
  });
  if (!response.ok) throw new Error(`the gateway refused it with status ${response.status}`);
  terminal.out(`Accepted. What became of it: npm run circuito -- ledger ${message.id}\n`);
  return 0;
}

function choose(inboxes: readonly StoredInbox[], wanted: string): StoredInbox {
  const named = inboxes.filter(({ id, name }) => id === wanted || name === wanted);
  const [inbox] = named;
  if (inbox && named.length === 1) return inbox;
  const names = inboxes.map(({ id, name, channel }) => `${name} (${channel}, ${id})`);
  const problem =
    named.length > 1 ? `several inboxes are named "${wanted}"` : `there is no inbox "${wanted}"`;
  throw new UsageError(`${problem}; there are: ${names.join(", ") || "none"}`);
}
