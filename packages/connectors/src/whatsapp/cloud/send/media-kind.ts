/** How a file goes out. What WhatsApp would not show as a picture, sound or film goes as a document. */
export type MediaKind = "image" | "audio" | "video" | "document";

const MB = 1024 * 1024;

/** Source: developers.facebook.com, WhatsApp Cloud API, media: supported types and sizes. */
const SHOWN: Readonly<
  Record<Exclude<MediaKind, "document">, { types: readonly string[]; bytesMax: number }>
> = {
  image: { types: ["image/jpeg", "image/png"], bytesMax: 5 * MB },
  audio: {
    types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
    bytesMax: 16 * MB,
  },
  video: { types: ["video/mp4", "video/3gpp"], bytesMax: 16 * MB },
};

/** Of any file at all. */
export const DOCUMENT_BYTES_MAX = 100 * MB;

export type MediaChoice =
  | { readonly kind: MediaKind; readonly mimeType: string }
  | { readonly kind: "unsupported"; readonly because: string };

/** As what a file goes, by what it is and how large it is. */
export function chooseMediaKind(mimeType: string, sizeBytes: number): MediaChoice {
  const type = mimeType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (sizeBytes <= 0) return { kind: "unsupported", because: "an empty file cannot be sent" };
  if (sizeBytes > DOCUMENT_BYTES_MAX) {
    return { kind: "unsupported", because: `a file over ${DOCUMENT_BYTES_MAX / MB} MB` };
  }
  for (const kind of ["image", "audio", "video"] as const) {
    const { types, bytesMax } = SHOWN[kind];
    if (types.includes(type) && sizeBytes <= bytesMax) return { kind, mimeType: type };
  }
  return { kind: "document", mimeType: type === "" ? "application/octet-stream" : type };
}
