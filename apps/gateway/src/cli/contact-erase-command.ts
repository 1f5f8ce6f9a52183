import { parseArgs } from "node:util";
import {
  appendAudit,
  beginErasure,
  createTombstoneSeal,
  type ErasurePreview,
  eraseNext,
  previewErasure,
} from "@circuito/store";
import { deriveKey } from "../config/secret-key.ts";
import { findAskedPerson } from "./find-asked-person.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withMedia } from "./with-media.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { confirm: { type: "string" } },
  });
  const [asked, ...more] = positionals;
  if (!asked || more.length > 0) throw new UsageError("say one address or contact id");

  return withMedia(terminal, async ({ database, secretKey }, media) => {
    const person = await findAskedPerson(database.pool, asked);
    if (!person) {
      terminal.err(`circuito: there is no contact ${asked}\n`);
      return 1;
    }
    const preview = await previewErasure(database.pool, person);
    if (values.confirm === undefined) {
      terminal.out(`${sentences(preview, person.id)}\n`);
      return 0;
    }
    const seal = createTombstoneSeal(deriveKey(secretKey, "tombstones"));
    const begun = await beginErasure(database, person.id, values.confirm, seal);
    if (begun.kind === "refused") {
      terminal.err(`circuito: nothing was erased: ${WHY_NOT[begun.because]}\n`);
      return 1;
    }
    await appendAudit(database.pool, {
      actor: { kind: "cli", id: null, name: "circuito contact erase" },
      ...{ address: null, action: "eraseContact", outcome: "done", objectName: null },
      ...{ object: `contacts/${person.id}`, said: null, differences: [] },
    });
    while (await eraseNext({ database, media, seal }, begun.contactId)) {
      // A piece at a time: the command may be stopped, and the gateway goes on.
    }
    terminal.out(
      `Contact ${person.id} is erased. The running gateway deletes the files two minutes after the beginning.\n`,
    );
    return 0;
  });
}

const WHY_NOT = {
  "not-found": "there is no such contact any more",
  "on-hold": "there is a hold on it; lift it in the console, on the contact's page",
  "others-on-hold": "somebody who wrote in these conversations is on hold",
  "conversations-open": "conversations are open; resolve them first",
  "messages-under-way": "messages are on their way; wait a moment",
  "erased-already": "it was erased before",
  "changed-since-preview": "something changed since that preview; look at it again",
} as const;

function sentences(preview: ErasurePreview, id: string) {
  const { counts, open, underWay, hold, othersOnHold, erasedAt, digest } = preview;
  const lines = Object.entries(counts).map(([what, n]) => `  ${what.padEnd(16)} ${n}`);
  const stands = [
    ...(erasedAt === null ? [] : [`Erased on ${new Date(erasedAt).toISOString()}.`]),
    ...(hold ? [`On hold, by ${hold.byName}: ${hold.reason}`] : []),
    ...(othersOnHold > 0
      ? [`On hold: ${othersOnHold} others who wrote in these conversations`]
      : []),
    ...(open.length > 0 ? [`Open: ${open.map(({ protocol }) => protocol).join(", ")}`] : []),
    ...(underWay > 0 ? [`On their way: ${underWay} messages`] : []),
  ];
  const next =
    stands.length > 0
      ? ["Nothing can be erased as it is now:", ...stands]
      : [
          "To erase it, which nobody can undo:",
          `  circuito contact erase ${id} --confirm ${digest}`,
        ];
  return [
    `Contact ${id} has:`,
    ...lines,
    "What stays: that conversations took place, when, in which queues; figures; articles.",
    ...next,
  ].join("\n");
}
