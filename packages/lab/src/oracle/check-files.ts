import type { HistoryEvent } from "../journal.ts";
import { Findings, type Verdict } from "./verdict.ts";

/** What the system has of files, by the SHA-256 of their bytes. */
export interface StoredFiles {
  /** Of which there is a row. */
  readonly named: ReadonlySet<string>;
  /** Whose bytes are kept, and are what their name says. */
  readonly kept: ReadonlySet<string>;
}

/**
 * O11 for files: rows and bytes agree. Bytes that no row names are none of this: a crash leaves them,
 * and they are forgotten later.
 *
 * - lost: an upload was taken, and no row names it
 * - row-without-bytes: a row names bytes that are not there, or are others
 */
export function checkFiles(
  history: readonly HistoryEvent[],
  { named, kept }: StoredFiles,
  takenMin: number,
): Verdict {
  const findings = new Findings(["lost", "row-without-bytes"]);
  const taken = new Set(
    history.flatMap(({ f, type, hash }) => (f === "upload" && type === "ok" ? [hash] : [])),
  );
  for (const hash of taken) if (!named.has(hash)) findings.add("lost", hash);
  for (const hash of named) if (!kept.has(hash)) findings.add("row-without-bytes", hash);
  const figures = { taken: taken.size, named: named.size };
  return findings.conclude("O11", figures, taken.size >= takenMin);
}
