import { type FetchedMedia, fetchFile, isProviderUrl, MediaError } from "@circuito/connector";
import type { RemoteMedia } from "@circuito/domain";
import { type GraphDoor, graphHeaders } from "../graph/graph-door.ts";
import { checkedBytes } from "./checked-bytes.ts";
import { ErrorBudget } from "./error-budget.ts";
import { ASK_AGAIN_AFTER_MS, digestOf, type MediaPlace, mediaIdOf, whereIs } from "./where-is.ts";

/** A file as its element named it, with the hash that the webhook told (hexadecimal) where it is known. */
export type CloudMedia = RemoteMedia & { readonly sha256?: string };

/** Fetches files by Meta's ids (`whatsapp-media:<id>`), or by an address on a host of Meta's. */
export function openMediaFetcher(
  door: GraphDoor,
): (file: CloudMedia, signal: AbortSignal) => Promise<FetchedMedia> {
  const budget = new ErrorBudget();
  return async (file, signal) => {
    const waitMs = budget.waitMs(door.host.now());
    if (waitMs !== undefined) {
      const words = "too many files were refused within the hour";
      throw new MediaError("retry", words, { afterMs: waitMs });
    }
    try {
      const id = mediaIdOf(file.url);
      if (id === undefined) return await fetchAt(door, file.url, signal);
      return await byId({ door, id, told: digestOf(file.sha256) }, signal);
    } catch (error) {
      if (isRefusal(error)) budget.spend(door.host.now());
      throw error;
    }
  };
}

interface Named {
  readonly door: GraphDoor;
  readonly id: string;
  /** SHA-256 that came with the message: signed, and so better than what is said now. */
  readonly told: Uint8Array | undefined;
}

/** The address lives five minutes; where it is over already, a new one is asked for, once. */
async function byId(file: Named, signal: AbortSignal): Promise<FetchedMedia> {
  const place = await whereIs(file.door, file.id, signal);
  try {
    return await fetchPlace(file, place, signal);
  } catch (error) {
    if (!isNotThere(error)) throw patient(error);
  }
  try {
    return await fetchPlace(file, await whereIs(file.door, file.id, signal), signal);
  } catch (error) {
    throw patient(error);
  }
}

async function fetchPlace(
  { door, told }: Named,
  place: MediaPlace,
  signal: AbortSignal,
): Promise<FetchedMedia> {
  const fetched = await fetchAt(door, place.url, signal);
  if (fetched.mimeType === "text/html" && place.mimeType !== "text/html") {
    await fetched.bytes[Symbol.asyncIterator]().return?.();
    throw new MediaError("not-there", "the provider sent a page instead of the file");
  }
  const sha256 = told ?? place.sha256;
  return {
    bytes: sha256 ? checkedBytes(fetched.bytes, sha256) : fetched.bytes,
    sizeBytes: fetched.sizeBytes,
    mimeType: place.mimeType ?? fetched.mimeType,
  };
}

/** The token goes to the host that Meta named, and to none that it redirects to. */
function fetchAt(door: GraphDoor, address: string, signal: AbortSignal): Promise<FetchedMedia> {
  const { graphBaseUrl, mediaHosts } = door.settings;
  const graph = new URL(graphBaseUrl).origin;
  const first = isProviderUrl(address) ? new URL(address).origin : undefined;
  const { authorization, ...nameless } = graphHeaders(door);
  const own = {
    mayAsk: (url: URL) =>
      url.origin === graph ||
      (url.protocol === "https:" && url.port === "" && mediaHosts.includes(url.hostname)),
    headersFor: (url: URL) =>
      url.origin === first ? { ...nameless, authorization } : { ...nameless },
  };
  return fetchFile(door.host, address, own, signal);
}

/** What Meta counts against us; an answer that it could not give is none. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof MediaError)) return false;
  const { kind, afterMs = 0 } = error;
  return kind === "not-there" || kind === "refused" || afterMs >= ASK_AGAIN_AFTER_MS;
}

function isNotThere(error: unknown): boolean {
  return error instanceof MediaError && error.kind === "not-there";
}

/** A token that an admin must change is no reason to give a customer's file up: it stays for a week. */
function patient(error: unknown): unknown {
  if (!(error instanceof MediaError)) return error;
  const { kind, message, cause } = error;
  if (kind !== "not-there" && kind !== "refused") return error;
  const afterMs = Math.max(error.afterMs ?? 0, ASK_AGAIN_AFTER_MS);
  return new MediaError(kind === "refused" ? "retry" : kind, message, { afterMs, cause });
}
