/** What a message without words was: its preview is a media type, or a file's name. */
export type PreviewKind = "audio" | "image" | "video" | "file";

const BY_EXTENSION: Readonly<Record<Exclude<PreviewKind, "file">, RegExp>> = {
  audio: /\.(aac|amr|m4a|mp3|oga|ogg|opus|wav)$/i,
  image: /\.(avif|bmp|gif|heic|jpe?g|png|tiff?|webp)$/i,
  video: /\.(3gp|avi|mkv|mov|mp4|webm)$/i,
};
const FILE =
  /\.(csv|docx?|eml|html?|ics|json|odp|ods|odt|ofx|pdf|pptx?|rar|rtf|txt|vcf|xlsx?|xml|zip|7z)$/i;
const MEDIA_TYPE = /^(audio|image|video|application|text)\/[\w.+-]+$/;
/** Longer, it is a sentence that ends with a file's name. */
const NAME_LENGTH_MAX = 80;

/** @returns `null` for words */
export function previewKind(preview: string): PreviewKind | null {
  const [, family] = MEDIA_TYPE.exec(preview) ?? [];
  if (family === "audio" || family === "image" || family === "video") return family;
  if (family !== undefined) return "file";
  if (preview.length > NAME_LENGTH_MAX) return null;
  for (const kind of ["audio", "image", "video"] as const) {
    if (BY_EXTENSION[kind].test(preview)) return kind;
  }
  return FILE.test(preview) ? "file" : null;
}
