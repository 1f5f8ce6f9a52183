import { CONSENT_KEY, type FormShape } from "@circuito/domain";
import type { Request } from "express";
import { discardRest, readBody } from "../../http/read-body.ts";
import { PublicProblem } from "../public-problem.ts";
import { refuseOtherSites } from "../read-public-form.ts";

/** Names of a page's own fields: no admin's key begins like this. */
export const PAGE_FIELD = "_page";
export const TRAP_FIELD = "_website";
export const FILES_FIELD = "_files";

/** Every field as long as it may be, in an alphabet of three bytes a letter. */
const WORDS_BYTES_MAX = 256 * 1_024;
/** All files together: photos of a phone and a scanned page; what is larger does not go by mail either. */
export const FORM_FILES_BYTES_MAX = 10 * 1_024 * 1_024;
export const FORM_FILES_MAX = 5;

/** What came with a page of a form, unread. */
export interface SentPage {
  readonly token: string;
  readonly trap: string;
  readonly typed: ReadonlyMap<string, string>;
  /** Those with bytes in them. */
  readonly files: readonly File[];
}

/**
 * Reads what a page of the form sent (`multipart/form-data`): the fields it has, each once, and no other.
 * @throws PublicProblem `invalid` for anything else, `forbidden` when another site sent it
 */
export async function readSentForm(
  request: Request,
  publicUrl: string,
  shape: FormShape & { readonly takesFiles: boolean },
): Promise<SentPage | "too-large"> {
  refuseOtherSites(request, publicUrl);
  const contentType = request.headers["content-type"] ?? "";
  if (!request.is("multipart/form-data")) throw new PublicProblem("invalid");
  const bytesMax = WORDS_BYTES_MAX + (shape.takesFiles ? FORM_FILES_BYTES_MAX : 0);
  const reading = await readBody(request, bytesMax);
  if (reading.kind === "too-large") {
    discardRest(request);
    return "too-large";
  }
  if (reading.kind !== "body") throw new PublicProblem("invalid");
  const sent = await partsOf(reading.bytes, contentType);
  const known = new Set([
    PAGE_FIELD,
    TRAP_FIELD,
    CONSENT_KEY,
    ...shape.fields.map(({ key }) => key),
  ]);
  const typed = new Map<string, string>();
  const files: File[] = [];
  for (const [name, value] of sent) {
    if (typeof value !== "string") {
      if (name !== FILES_FIELD || !shape.takesFiles) throw new PublicProblem("invalid");
      // A field for files that was left empty comes as one without name and bytes.
      if (value.size > 0) files.push(value);
    } else if (!known.has(name) || typed.has(name)) throw new PublicProblem("invalid");
    else typed.set(name, value);
  }
  return {
    token: typed.get(PAGE_FIELD) ?? "",
    trap: typed.get(TRAP_FIELD) ?? "",
    typed,
    files,
  };
}

/** The platform's own parser: it takes what browsers send and nothing else. */
async function partsOf(bytes: Uint8Array, contentType: string): Promise<FormData> {
  try {
    const body = new Uint8Array(bytes);
    return await new Response(body, { headers: { "content-type": contentType } }).formData();
  } catch {
    throw new PublicProblem("invalid");
  }
}
