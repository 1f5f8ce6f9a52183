/** The longest of the signatures below ends before. */
const SIGNATURE_BYTES_MAX = 16;

interface Magic {
  readonly mimeType: string;
  readonly at: number;
  readonly bytes: string;
}

const magic = (mimeType: string, bytes: string, at = 0): Magic => ({ mimeType, at, bytes });

/** In Latin-1. Pictures that browsers show and that cannot bring a script. */
const PICTURES: readonly Magic[] = [
  magic("image/png", "\x89PNG\r\n\x1a\n"),
  magic("image/jpeg", "\xff\xd8\xff"),
  magic("image/gif", "GIF87a"),
  magic("image/gif", "GIF89a"),
  magic("image/avif", "ftypavif", 4),
  magic("image/avif", "ftypavis", 4),
];

/** The type of a picture that is safe to show; `undefined` for everything else, SVG included. */
export function pictureType(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.subarray(0, SIGNATURE_BYTES_MAX)).toString("latin1");
  // RIFF is a container of many kinds.
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "image/webp";
  return PICTURES.find(({ bytes: signature, at }) => text.startsWith(signature, at))?.mimeType;
}
