import type { ConnectorHost } from "./connector.ts";
import { SendError } from "./errors.ts";
import { withinTime } from "./within-time.ts";

/**
 * Longer than the host's 10 s to connect, so that a provider that cannot be reached is known as
 * such (`retry`) and not taken for one that keeps silent (`unknown`).
 */
export const PROVIDER_TIMEOUT_MS = 15_000;
/** An answer to one message is a few hundred bytes; more is somebody's web page. */
const ANSWER_MAX_BYTES = 64 * 1024;
/** What a provider may make us wait; beyond it a person should know. */
const RETRY_AFTER_MAX_MS = 60 * 60_000;

/** fetch wraps a socket's error once or twice. */
const CAUSES_MAX = 4;

/** How the host's fetch names a connection that was not made in time: nothing was written. */
export const CONNECT_TIMEOUT_CODE = "CONNECT_TIMEOUT";

/** Failures before any byte of the request left us: the message was certainly not accepted. */
const BEFORE_WRITE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  CONNECT_TIMEOUT_CODE,
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

export interface ProviderAnswer {
  readonly status: number;
  readonly text: string;
  /** `undefined` when the answer is not JSON. */
  readonly json: unknown;
  readonly retryAfterMs: number | undefined;
}

/**
 * One HTTP request that hands a message over. Redirects are not followed: credentials go to the
 * host they were made for, and nowhere else.
 *
 * @throws SendError `retry` when nothing left us, `unknown` when something did and no answer came
 */
export async function callProvider(
  host: ConnectorHost,
  url: string,
  init: { readonly headers: Record<string, string>; readonly body: string },
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  if (signal.aborted) throw new SendError("retry", "stopped before the provider was called");
  try {
    return await withinTime(PROVIDER_TIMEOUT_MS, signal, async (limited) => {
      const request = { method: "POST", redirect: "manual", signal: limited, ...init } as const;
      const response = await host.fetch(url, request);
      const text = await boundedText(response);
      return {
        status: response.status,
        text,
        json: parseJson(text),
        retryAfterMs: retryAfterMs(response.headers.get("retry-after"), host.now()),
      };
    });
  } catch (cause) {
    const code = systemCode(cause);
    if (code === "ADDRESS_REFUSED") {
      // The settings name it, so a person must change them; the messages wait.
      const because = "the configured address may not be reached from here";
      throw new SendError("credentials", because, { providerCode: code, cause });
    }
    if (code && BEFORE_WRITE.has(code)) {
      throw new SendError("retry", "provider cannot be reached", { providerCode: code, cause });
    }
    const more = code ? { providerCode: code, cause } : { cause };
    throw new SendError("unknown", "no answer after the message was handed over", more);
  }
}

async function boundedText(response: Response): Promise<string> {
  if (!response.body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_MAX_BYTES) break;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9110 §10.2.3: seconds or an HTTP date. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  // Date.parse reads nearly anything as a date; HTTP dates end in GMT.
  const date = header.endsWith(" GMT") ? Date.parse(header) : Number.NaN;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : date - now;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS) : undefined;
}

function systemCode(error: unknown): string | undefined {
  let at = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof at === "object" && at !== null; depth++) {
    if ("code" in at && typeof at.code === "string") return at.code;
    at = "cause" in at ? at.cause : undefined;
  }
  return undefined;
}
