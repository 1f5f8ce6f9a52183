import { LEFT_OUT, type LeftOut } from "./archive-schema.ts";
import type { ArchiveOf } from "./archive-source.ts";

/** What is not in an archive: said in it, so that nobody looks in vain. */
export function leftOutOf({ withNotes }: Pick<ArchiveOf, "withNotes">): readonly LeftOut[] {
  return LEFT_OUT.filter((what) => what !== "internal-notes" || !withNotes);
}
