import {
  digestFromBase64,
  digestFromHex,
  MediaError,
  type ProviderAnswer,
} from "@circuito/connector";
import { MINUTE_MS } from "@circuito/domain";
import { z } from "zod";
import { askGraph } from "../graph/ask-graph.ts";
import type { GraphDoor } from "../graph/graph-door.ts";
import { graphVerdict, readProblem } from "../graph/graph-errors.ts";

/** Elements name files like this: the id is what lasts, addresses live for minutes. */
const MEDIA_SCHEME = "whatsapp-media:";

/** The address an element carries for one of Meta's files. */
export function mediaUrlOf(id: string): string {
  return `${MEDIA_SCHEME}${id}`;
}

/** `undefined` for an address that is not of this kind. */
export function mediaIdOf(url: string): string | undefined {
  return /^whatsapp-media:([\w-]{1,128})$/.exec(url)?.[1];
}

/** Where a file is for the next five minutes, and what Meta says of it. */
export interface MediaPlace {
  readonly url: string;
  readonly mimeType: string | undefined;
  /** 32 bytes; `undefined` where none was given in a form we know. */
  readonly sha256: Uint8Array | undefined;
}

const place = z.object({
  url: z.string().min(1),
  mime_type: z.string().optional().catch(undefined),
  sha256: z.string().optional().catch(undefined),
});

/**
 * A file that is not there, or not for us, is not asked for again before this: whoever asks too often is
 * barred for half an hour, and Meta keeps files for a week.
 */
export const ASK_AGAIN_AFTER_MS = 35 * MINUTE_MS;

/** Meta's codes for an id that it does not have (any more), or that is not ours. */
const NO_SUCH_MEDIA = new Set([33, 100, 131052]);

/**
 * Asks the Graph API for a file's address.
 * @throws MediaError
 */
export async function whereIs(
  door: GraphDoor,
  id: string,
  signal: AbortSignal,
): Promise<MediaPlace> {
  const path = `/${id}?phone_number_id=${door.settings.phoneNumberId}`;
  let answer: ProviderAnswer;
  try {
    answer = await askGraph(door, path, signal);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "AddressRefused") {
      throw new MediaError("blocked", "at an address that may not be reached from here", { cause });
    }
    throw new MediaError("retry", "the Graph API cannot be reached", { cause });
  }
  const read = place.safeParse(answer.json);
  if (answer.status !== 200 || !read.success) throw refusal(answer);
  const { url, mime_type, sha256 } = read.data;
  return {
    url,
    mimeType: mime_type?.split(";", 1)[0]?.trim().toLowerCase(),
    sha256: digestOf(sha256),
  };
}

function refusal(answer: ProviderAnswer): MediaError {
  const { status, retryAfterMs } = answer;
  const code = readProblem(answer.json)?.code;
  const said = `the provider said ${code === undefined ? status : `${status}, code ${code}`}`;
  const later = { afterMs: Math.max(retryAfterMs ?? 0, ASK_AGAIN_AFTER_MS) };
  const isGone = code === undefined ? status === 404 || status === 410 : NO_SUCH_MEDIA.has(code);
  if (isGone) return new MediaError("not-there", said, later);
  const passes = code !== undefined && graphVerdict(code)?.kind === "retry";
  if (passes || status === 429 || status >= 500 || status === 200) {
    return new MediaError("retry", said, { afterMs: retryAfterMs });
  }
  return new MediaError("retry", said, later);
}

/** Seen in Base64 and in hexadecimal; what is neither proves nothing. */
export function digestOf(text: string | undefined): Uint8Array | undefined {
  if (text === undefined) return undefined;
  return digestFromHex(text, "sha256") ?? digestFromBase64(text, "sha256");
}
