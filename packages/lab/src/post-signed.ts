import { type Agent, type IncomingHttpHeaders, request } from "node:http";
import { signWebhook } from "./standard-webhooks.ts";

/** Providers give a webhook between 5 and 15 s; a shorter wait makes more ambiguity, which we want. */
const RESPONSE_TIMEOUT_MS = 5_000;

/** A status, or `undefined` when no whole answer came: refused, reset, cut or timed out. */
export type Answer = number | undefined;

/** Told of an answer as soon as its head is there. */
export type OnAnswer = (status: number, headers: IncomingHttpHeaders) => void;

/** Posts JSON signed by Standard Webhooks. Never throws: no answer is an answer, too. */
export function postSigned(
  target: { readonly url: string; readonly secret: string },
  id: string,
  body: string,
  agent?: Agent,
  onAnswer?: OnAnswer,
): Promise<Answer> {
  const signed = signWebhook(target.secret, id, Math.floor(Date.now() / 1000), body);
  return postJson(target.url, { ...signed }, body, agent, onAnswer);
}

/** Posts JSON as it is. Never throws: no answer is an answer, too. */
export function postJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  agent?: Agent,
  onAnswer?: OnAnswer,
): Promise<Answer> {
  return new Promise((resolve) => {
    const outgoing = request(url, {
      method: "POST",
      ...(agent ? { agent } : {}),
      headers: {
        ...headers,
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
      },
    });
    outgoing.setTimeout(RESPONSE_TIMEOUT_MS, () => outgoing.destroy());
    outgoing.on("error", () => resolve(undefined));
    outgoing.on("response", (response) => {
      onAnswer?.(response.statusCode ?? 0, response.headers);
      response.resume();
      response.on("error", () => resolve(undefined));
      // Only a complete answer is an answer: a cut one proves nothing.
      response.on("close", () => resolve(response.complete ? response.statusCode : undefined));
    });
    outgoing.end(body);
  });
}

/**
 * A 4xx that does not ask for patience is definite. A 5xx is not: the process may have died between
 * its commit and its answer, and a proxy may have said so in its place.
 */
export function judgeAnswer(answer: Answer): "ok" | "fail" | "info" {
  if (answer === undefined) return "info";
  if (answer >= 200 && answer < 300) return "ok";
  const isPatience = answer === 408 || answer === 425 || answer === 429;
  return answer >= 400 && answer < 500 && !isPatience ? "fail" : "info";
}
