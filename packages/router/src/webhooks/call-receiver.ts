import { CONNECT_TIMEOUT_CODE, retryAfterMs, signWebhook } from "@circuito/connector";
import type { WebhookRefusal } from "@circuito/domain";

/** What a receiver does before it answers is its own business, and can be done afterwards. */
const RECEIVER_TIMEOUT_MS = 10_000;
/** Enough of an answer to see what is wrong; more is somebody's web page. */
const ANSWER_MAX_BYTES = 2 * 1024;

/** One HTTP request to where webhooks may go, redirects handed back. Rejects where they may not. */
export type PostWebhook = (url: string, init: RequestInit) => Promise<Response>;

export interface SignedRequest {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** Open, the newest first; none: it is not signed. */
  readonly secrets: readonly string[];
}

/** How a receiver took it. */
export interface ReceiverAnswer {
  /** Absent: it took it. */
  readonly because?: WebhookRefusal;
  /** Null: there was no answer. */
  readonly status: number | null;
  readonly ms: number;
  /** The beginning of what it said; null: nothing. */
  readonly text: string | null;
  readonly retryAfterMs?: number | undefined;
}

/** Signs a request, sends it once, and says how it was taken. Never rejects. */
export async function callReceiver(
  post: PostWebhook,
  { id, url, body, secrets }: SignedRequest,
  now: number,
): Promise<ReceiverAnswer> {
  const startedAt = performance.now();
  const ms = () => Math.round(performance.now() - startedAt);
  try {
    const response = await post(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        ...signedHeaders(secrets, { id, at: now, body }),
      },
      body,
      signal: AbortSignal.timeout(RECEIVER_TIMEOUT_MS),
    });
    const { status, headers } = response;
    const text = await beginningOf(response);
    const because = refusalOf(status);
    if (because === undefined) return { status, ms: ms(), text };
    const wish = retryAfterMs(headers.get("retry-after"), now);
    return { because, status, ms: ms(), text, retryAfterMs: wish };
  } catch (error) {
    return { because: troubleOf(error), status: null, ms: ms(), text: null };
  }
}

/** A signature by each secret: a receiver accepts what any one it knows made. */
function signedHeaders(
  secrets: readonly string[],
  message: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<string, string>> {
  if (secrets.length === 0) return {};
  const signed = secrets.map((secret) => signWebhook(secret, message));
  return {
    ...signed[0],
    "webhook-signature": signed.map((one) => one["webhook-signature"]).join(" "),
  };
}

function refusalOf(status: number): WebhookRefusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return "redirect";
  return status === 410 ? "gone" : "status";
}

/** An answer that does not end, or breaks off, was given all the same: its status counts. */
async function beginningOf(response: Response): Promise<string | null> {
  if (!response.body) return null;
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for await (const chunk of response.body) {
      const rest = chunk.subarray(0, ANSWER_MAX_BYTES - bytes);
      bytes += rest.byteLength;
      text += decoder.decode(rest, { stream: true });
      if (bytes >= ANSWER_MAX_BYTES) break;
    }
  } catch {
    // What came is shown.
  }
  // PostgreSQL stores no NUL.
  return text.replaceAll("\0", "\uFFFD") || null;
}

/** fetch and node:https wrap a socket's error once or twice. */
const CAUSES_MAX = 4;
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;

/**
 * An address that may not be reached sounds as one that nobody answers at: an admin who tries addresses
 * must not learn what is in our network (B-79).
 */
function troubleOf(error: unknown): WebhookRefusal {
  let at = error;
  for (let depth = 0; depth < CAUSES_MAX && typeof at === "object" && at !== null; depth++) {
    if ("name" in at && at.name === "TimeoutError") return "timeout";
    if ("code" in at && at.code === CONNECT_TIMEOUT_CODE) return "timeout";
    if ("code" in at && typeof at.code === "string" && CERTIFICATE.test(at.code))
      return "certificate";
    at = "cause" in at ? at.cause : undefined;
  }
  return "unreachable";
}
