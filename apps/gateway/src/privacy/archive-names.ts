import { attachmentName } from "@circuito/domain";

/** A path within an archive: never one that leads out of the folder it is unpacked in. */
const folderOf = (protocol: string): string => `files/${protocol.replace(/[^\w-]+/g, "_")}`;

/** What runs when it is opened gets an ending that does not: the bytes are the same. */
const HARMLESS_ENDING = ".bin";

/** @param place of the file among those of its message */
export function filePath(protocol: string, seq: number, place: number, written: string): string {
  const { name, dangerous } = attachmentName(written, "file");
  const safe = dangerous ? `${name}${HARMLESS_ENDING}` : name;
  return `${folderOf(protocol)}/${seq}-${place + 1}-${safe}`;
}

/** Of the mail that a message came as. */
export function sourcePath(protocol: string, seq: number): string {
  return `${folderOf(protocol)}/${seq}.eml`;
}
