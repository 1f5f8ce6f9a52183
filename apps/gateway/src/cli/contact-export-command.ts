import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { appendAudit } from "@circuito/store";
import { archiveOfPerson } from "../privacy/person-archive.ts";
import { PUBLIC_LOCALES, publicLocale } from "../public/public-locale.ts";
import { findAskedPerson } from "./find-asked-person.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";
import { withMedia } from "./with-media.ts";

export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      to: { type: "string" },
      notes: { type: "boolean", default: false },
      language: { type: "string", default: PUBLIC_LOCALES[0] },
    },
  });
  const [asked, ...more] = positionals;
  if (!asked || more.length > 0) throw new UsageError("say one address or contact id");
  const { to, notes: withNotes } = values;
  if (!to) throw new UsageError("--to is missing");
  const language = publicLocale(values.language);
  if (!language) throw new UsageError(`--language must be one of ${PUBLIC_LOCALES.join(", ")}`);

  return withMedia(terminal, async ({ database }, media) => {
    const person = await findAskedPerson(database.pool, asked);
    if (!person) {
      terminal.err(`circuito: there is no contact ${asked}\n`);
      return 1;
    }
    const madeAt = new Date();
    const of = { database, media, person, withNotes, language, madeAt };
    await appendAudit(database.pool, {
      actor: { kind: "cli", id: null, name: "circuito contact export" },
      ...{ address: null, action: "exportContact", outcome: "done", objectName: null },
      ...{ object: `contacts/${person.id}`, said: null, differences: [] },
    });
    await writeNew(to, archiveOfPerson(of).parts);
    terminal.out(`All that is held of contact ${person.id} is in ${to}\n`);
    return 0;
  });
}

/** For its owner's eyes; never in place of another file, and never half of it. */
async function writeNew(path: string, parts: AsyncIterable<string | Uint8Array>): Promise<void> {
  const file = createWriteStream(path, { flags: "wx", mode: 0o600 });
  let isOurs = false;
  file.once("open", () => {
    isOurs = true;
  });
  try {
    await pipeline(Readable.from(parts), file);
  } catch (error) {
    if (isOurs) await rm(path, { force: true });
    throw error;
  }
}
