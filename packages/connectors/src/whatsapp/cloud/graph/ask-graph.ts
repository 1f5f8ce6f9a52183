import { type ProviderAnswer, retryAfterMs, SendError, withinTime } from "@circuito/connector";
import { type GraphDoor, graphHeaders, graphUrl } from "./graph-door.ts";
import { graphError } from "./graph-errors.ts";

/** A page of a hundred templates is some 300 kB. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;
const ASK_TIMEOUT_MS = 15_000;

/**
 * Asks the Graph API for something that stays as it is: whatever goes wrong, it may be asked again.
 * Redirects are not followed.
 * @throws what the host's fetch throws; an `AbortError` after 15 s
 */
export async function askGraph(
  door: GraphDoor,
  path: string,
  signal: AbortSignal,
): Promise<ProviderAnswer> {
  return await withinTime(ASK_TIMEOUT_MS, signal, async (limited) => {
    const headers = graphHeaders(door);
    const init = { method: "GET", headers, redirect: "manual", signal: limited } as const;
    const response = await door.host.fetch(graphUrl(door, path), init);
    return await readAnswer(response, door.host.now());
  });
}

/**
 * The same, for those who only know answers.
 * @throws SendError `retry` where it may go better later, `credentials` for everything else: a question
 *   that is refused names an id of the settings
 */
export async function getGraph(
  door: GraphDoor,
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  let answer: ProviderAnswer;
  try {
    answer = await askGraph(door, path, signal);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "AddressRefused") {
      throw new SendError("credentials", "the configured address may not be reached from here", {
        providerCode: "ADDRESS_REFUSED",
        cause,
      });
    }
    throw new SendError("retry", "the Graph API cannot be reached", { cause });
  }
  if (answer.status === 200 && answer.json !== undefined) return answer.json;
  const { kind, message, providerCode, afterMs } = graphError(answer);
  throw new SendError(kind === "retry" || kind === "unknown" ? "retry" : "credentials", message, {
    ...(providerCode !== undefined && { providerCode }),
    ...(afterMs !== undefined && { afterMs }),
  });
}

/** An answer of JSON, as far as it is one. */
export async function readAnswer(response: Response, now: number): Promise<ProviderAnswer> {
  const text = await boundedText(response);
  return {
    status: response.status,
    text,
    json: parseJson(text),
    retryAfterMs: retryAfterMs(response.headers.get("retry-after"), now),
  };
}

async function boundedText({ body }: Response): Promise<string> {
  if (!body) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body) {
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
