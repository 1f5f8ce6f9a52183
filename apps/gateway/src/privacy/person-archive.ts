import { z } from "zod";
import type { FileAnswer } from "../web/reports/table-file.ts";
import { archiveFiles } from "./archive-files.ts";
import { archiveJson } from "./archive-json.ts";
import { archivePage } from "./archive-page.ts";
import { personArchive } from "./archive-schema.ts";
import type { ArchiveOf } from "./archive-source.ts";
import { type ZipEntry, zipBytes } from "./zip-bytes.ts";

/**
 * All that is held of a person, to be given to them: for people `index.html`, for programs `data.json`,
 * and every file (LGPD art. 18 and 19, GDPR art. 15 and 20; decision 43).
 */
export function archiveOfPerson(of: ArchiveOf): FileAnswer {
  const day = of.madeAt.toISOString().slice(0, 10);
  return {
    // No name of theirs: a file's name stays in lists of downloads.
    fileName: `contact-${of.person.id}-${day}.zip`,
    mimeType: "application/zip",
    parts: zipBytes(entriesOf(of), of.madeAt),
  };
}

async function* entriesOf(of: ArchiveOf): AsyncGenerator<ZipEntry> {
  yield { name: "index.html", bytes: archivePage(of) };
  yield { name: "data.json", bytes: archiveJson(of) };
  yield { name: "schema.json", bytes: JSON.stringify(z.toJSONSchema(personArchive), null, 2) };
  yield* archiveFiles(of);
}
