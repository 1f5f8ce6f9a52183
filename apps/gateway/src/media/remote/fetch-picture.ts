import { AddressRefused, followRedirects } from "@circuito/connector";
import { boundedBody } from "../../reach/bounded-body.ts";
import { createGuardedRequest } from "../../reach/guarded-request.ts";
import { pixelsOf } from "./picture-size.ts";
import { pictureType } from "./picture-type.ts";

/** Why a picture is not shown; for people who look, and for the log. */
export type PictureRefusal =
  | "address-not-allowed"
  | "no-answer"
  | "too-many-redirects"
  | "not-found"
  | "too-large"
  | "not-a-picture";

export type FetchedPicture =
  | { readonly kind: "picture"; readonly bytes: Uint8Array; readonly mimeType: string }
  | { readonly kind: "refused"; readonly because: PictureRefusal };

export interface PictureReach {
  /** Whether we may connect to this IP address. */
  readonly mayReach: (ipAddress: string) => boolean;
  readonly ports: readonly number[];
}

/** Where the web is; anything else is somebody looking for other servers (B-78). */
export const WEB_PORTS: readonly number[] = [80, 443];
/** A reader waits for it with an open mail. */
const FETCH_TIMEOUT_MS = 10_000;
/** Photographs in newsletters are smaller; in memory for a moment, some at a time. */
const PICTURE_BYTES_MAX = 8 * 1024 * 1024;
/** What a browser unpacks of a small file: a photograph of any camera fits, a bomb does not (B-65). */
const PIXELS_MAX = 100_000_000;
/** Newsletters count clicks by one or two; a loop has more. */
const REDIRECTS_MAX = 3;

const no = (because: PictureRefusal) => ({ kind: "refused", because }) as const;

const HEADERS = { accept: "image/*", "accept-encoding": "identity", "user-agent": "Circuito" };

/**
 * Fetches a picture that a mail names, as nobody in particular: no cookie, no referrer, no name of a
 * browser. Every hop is held against the rule anew, with every address that its name has. A picture is
 * what begins like one (S-12, B-39, B-78).
 */
export async function fetchPicture(url: string, reach: PictureReach): Promise<FetchedPicture> {
  // A name with one address that is not allowed was made up for this.
  const request = createGuardedRequest({ ...reach, needs: "every" });
  const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
  try {
    const response = await followRedirects(url, REDIRECTS_MAX, (hop) =>
      request(hop, { headers: HEADERS, signal }),
    );
    return response === "too-many-redirects" ? no(response) : await readPicture(response);
  } catch (error) {
    // Reset, too slow, no such name: what a mail learns of our network is one word.
    return no(error instanceof AddressRefused ? "address-not-allowed" : "no-answer");
  }
}

async function readPicture(response: Response): Promise<FetchedPicture> {
  if (response.status !== 200) {
    await response.body?.cancel();
    return no("not-found");
  }
  const bytes = await boundedBody(response, PICTURE_BYTES_MAX);
  if (!bytes) return no("too-large");
  const mimeType = pictureType(bytes);
  if (mimeType === undefined) return no("not-a-picture");
  if ((pixelsOf(bytes, mimeType) ?? 0) > PIXELS_MAX) return no("too-large");
  return { kind: "picture", bytes, mimeType };
}
