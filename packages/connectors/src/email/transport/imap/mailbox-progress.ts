import type { FolderProgress } from "@circuito/connector";
import { mailboxMemory } from "./cursor.ts";

/** How far each folder is taken in, by the memory of its inbox; nothing before the first look. */
export function mailboxProgress(memory: unknown): readonly FolderProgress[] {
  const read = mailboxMemory.safeParse(memory);
  if (!read.success) return [];
  return Object.entries(read.data.mailboxes).map(([folder, cursor]) => {
    const { taken, waiting, parked, vanished, setAside, lookedAt } = cursor;
    return {
      folder,
      taken,
      waiting,
      parked,
      vanished,
      setAside: Object.keys(setAside).length,
      lookedAt,
    };
  });
}
