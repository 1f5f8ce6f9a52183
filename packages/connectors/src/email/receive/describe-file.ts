import { attachmentName } from "@circuito/domain";
import { sniffedType } from "./file-type.ts";

export { SNIFFED_BYTES } from "./file-type.ts";

/** What files of phones are, and what a person's computer opens them by. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
  "image/heic": "heic",
  "video/mp4": "mp4",
  "video/3gpp": "3gp",
  "video/quicktime": "mov",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/ogg": "ogg",
  "audio/amr": "amr",
  "audio/wav": "wav",
  "application/pdf": "pdf",
  "text/vcard": "vcf",
  "text/x-vcard": "vcf",
  "text/plain": "txt",
};

export interface DescribedFile {
  readonly fileName: string;
  /** By sniffing, not by what the sender says. */
  readonly mimeType: string;
  readonly warning: "dangerous" | undefined;
}

/**
 * What a file is that came without a mail around it, by its first SNIFFED_BYTES: its type, and a name
 * that may be shown. A name of ours without an extension gets the one of its type.
 */
export function describeFile(
  beginning: Uint8Array,
  said: { readonly fileName: string; readonly mimeType: string },
): DescribedFile {
  const type = sniffedType(beginning, said.mimeType);
  const { name, dangerous } = attachmentName(said.fileName, "file");
  const extension = EXTENSIONS[type.mimeType];
  const needsOne = extension !== undefined && !name.includes(".");
  return {
    fileName: needsOne ? `${name}.${extension}` : name,
    mimeType: type.mimeType,
    warning: type.isActive || dangerous ? "dangerous" : undefined,
  };
}
