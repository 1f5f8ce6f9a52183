/** Parts of a message that are large, or secret, and that nobody reads. */
const LEFT_OUT = new Set([
  "mediaObject",
  "mediaData",
  "mediaKey",
  "thumbnail",
  "thumbnailHQ",
  "preview",
  "waveform",
  "scansSidecar",
  "streamingSidecar",
  "jpegThumbnail",
  "messageSecret",
]);

/** Of what is quoted, only its id and its words matter; the whole of it is a message of its own. */
const QUOTED = "quotedMsg";

/** A message as plain data: what is kept of it, and read on the other side. */
export function plainMessage(data: object): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const hasFile = "directPath" in data && Boolean(data.directPath);
  for (const [name, value] of Object.entries(data)) {
    if (LEFT_OUT.has(name) || typeof value === "function" || value === undefined) continue;
    if (name === QUOTED) continue;
    // Of a file the body is its thumbnail in base64.
    if (name === "body" && hasFile) continue;
    plain[name] = value;
  }
  // Whatever the page put into it crosses as what JSON makes of it.
  const text = JSON.stringify(plain);
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null ? { ...parsed } : {};
}
