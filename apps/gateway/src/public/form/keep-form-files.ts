import { describeFile, SNIFFED_BYTES } from "@circuito/connectors/files";
import type { KeptMedia } from "@circuito/domain";
import type { MediaStore } from "@circuito/store";
import { FORM_FILES_BYTES_MAX, FORM_FILES_MAX } from "./read-sent-form.ts";

export type FilesMistake = "too-many-files" | "files-too-large" | "dangerous-file";

/**
 * What a form's files are, by their bytes. What would run or render when it is opened is not taken from
 * people we do not know (bad inputs B-65); they can still send it in another way, or as a picture.
 */
export async function mistakeInFiles(files: readonly File[]): Promise<FilesMistake | undefined> {
  if (files.length > FORM_FILES_MAX) return "too-many-files";
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > FORM_FILES_BYTES_MAX) return "files-too-large";
  for (const file of files) {
    if ((await described(file)).warning !== undefined) return "dangerous-file";
  }
  return undefined;
}

/**
 * Puts them into the media store, before the form that names them is stored.
 * @throws MediaUnavailable
 */
export async function keepFormFiles(
  files: readonly File[],
  media: Pick<MediaStore, "put">,
): Promise<readonly KeptMedia[]> {
  const kept: KeptMedia[] = [];
  for (const file of files) {
    const { fileName, mimeType } = await described(file);
    const stored = await media.put(new Uint8Array(await file.arrayBuffer()));
    kept.push({ stored, fileName, mimeType, disposition: "attachment" });
  }
  return kept;
}

async function described(file: File) {
  const beginning = new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer());
  return describeFile(beginning, { fileName: file.name, mimeType: file.type });
}
