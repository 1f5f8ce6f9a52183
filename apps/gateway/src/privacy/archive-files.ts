import { MediaMissing, type MediaStore } from "@circuito/store";
import { filePath, sourcePath } from "./archive-names.ts";
import {
  type ArchiveOf,
  conversationsOf,
  messagesWithFilesIn,
  type Place,
  placesOfOthers,
} from "./archive-source.ts";
import type { ZipEntry } from "./zip-bytes.ts";

/** Every file that came or went with a message, and every mail as it came. */
export async function* archiveFiles(of: ArchiveOf): AsyncGenerator<ZipEntry> {
  for await (const conversation of conversationsOf(of)) {
    yield* filesIn(of, { ...conversation, ownOnly: false });
  }
  for (const place of await placesOfOthers(of)) yield* filesIn(of, place);
}

async function* filesIn(of: ArchiveOf, place: Place): AsyncGenerator<ZipEntry> {
  for await (const { seq, media, source } of messagesWithFilesIn(of, place)) {
    for (const [index, { fileName, sha256 }] of media.entries()) {
      if (sha256 === undefined) continue;
      yield await stored(of.media, sha256, filePath(place.protocol, seq, index, fileName));
    }
    if (!source) continue;
    const name = sourcePath(place.protocol, seq);
    if (source.bytes) yield { name, bytes: source.bytes };
    else if (source.sha256 !== null) yield await stored(of.media, source.sha256, name);
  }
}

/** A file that is lost is told of in its place: the others are no less the person's. */
async function stored(media: MediaStore, sha256: string, name: string): Promise<ZipEntry> {
  try {
    return { name, bytes: await media.open(sha256) };
  } catch (error) {
    if (!(error instanceof MediaMissing)) throw error;
    return {
      name: `${name}.missing.txt`,
      bytes: "The bytes of this file are not kept any more.\n",
    };
  }
}
