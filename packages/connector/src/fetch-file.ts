import { retryAfterMs } from "./call-provider.ts";
import type { ConnectorHost, FetchedMedia } from "./connector.ts";
import { MediaError } from "./errors.ts";
import { followRedirects } from "./follow-redirects.ts";
import { isProviderUrl } from "./provider-url.ts";

/** An API that hands over to a file server, which hands over to its nearest copy. */
const REDIRECTS_MAX = 3;

/** Where files may come from, and what is said there. */
export interface FileDoor {
  /** Asked of every address on the way, the first included. */
  readonly mayAsk: (url: URL) => boolean;
  /** Credentials go to the host they were made for, and to no other that it redirects to. */
  readonly headersFor?: (url: URL) => Readonly<Record<string, string>>;
}

/**
 * Gets a file of a customer's by the address a provider gave. The address is a stranger's word: every
 * hop is held against the door's rule, and the host's own rule of reachable addresses (B-39, B-48).
 *
 * @throws MediaError
 */
export async function fetchFile(
  host: Pick<ConnectorHost, "fetch" | "now">,
  address: string,
  door: FileDoor,
  signal: AbortSignal,
): Promise<FetchedMedia> {
  const response = await followRedirects(address, REDIRECTS_MAX, async (at) => {
    if (!isProviderUrl(at) || !door.mayAsk(new URL(at))) {
      throw new MediaError("blocked", "at an address that files are not fetched from");
    }
    return await ask(host, at, door.headersFor?.(new URL(at)) ?? {}, signal);
  });
  if (response === "too-many-redirects") {
    throw new MediaError("blocked", `more than ${REDIRECTS_MAX} redirects`);
  }
  return await read(response, host.now());
}

async function ask(
  host: Pick<ConnectorHost, "fetch">,
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await host.fetch(url, { headers, redirect: "manual", signal });
  } catch (cause) {
    if (cause instanceof Error && cause.name === "AddressRefused") {
      throw new MediaError("blocked", "at an address that may not be reached from here", { cause });
    }
    throw new MediaError("retry", "the provider's file server cannot be reached", { cause });
  }
}

async function read(response: Response, now: number): Promise<FetchedMedia> {
  const { status, headers, body } = response;
  if (status === 200 && body) {
    const length = headers.get("content-length");
    return {
      bytes: body,
      sizeBytes: length !== null && /^\d+$/.test(length) ? Number(length) : undefined,
      mimeType: headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase(),
    };
  }
  await body?.cancel();
  const said = `the provider said ${status}`;
  if (status === 404 || status === 410) throw new MediaError("not-there", said);
  if (status === 401 || status === 403) throw new MediaError("refused", said);
  throw new MediaError("retry", said, { afterMs: retryAfterMs(headers.get("retry-after"), now) });
}
