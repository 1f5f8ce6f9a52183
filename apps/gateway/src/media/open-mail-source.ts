import { Readable } from "node:stream";
import { type Database, findMailSource, type MediaStore } from "@circuito/store";

export interface OpenMailSource {
  /** Its conversation's number and its own within it: what it is called when it is saved. */
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly bytes: Readable;
}

/**
 * A mail's untouched bytes, wherever they are kept.
 * @returns `undefined` for what is no mail of ours, or is kept no longer
 * @throws MediaMissing
 */
export async function openMailSource(
  { database, media }: { readonly database: Database; readonly media: MediaStore },
  messageId: string,
): Promise<OpenMailSource | undefined> {
  const source = await findMailSource(database.pool, messageId);
  if (!source) return undefined;
  const { bytes, sha256, protocol, seq } = source;
  const name = `${protocol}-${seq}.eml`;
  if (bytes !== null) return { name, sizeBytes: bytes.byteLength, bytes: Readable.from([bytes]) };
  return sha256 === null
    ? undefined
    : { name, sizeBytes: undefined, bytes: await media.open(sha256) };
}
