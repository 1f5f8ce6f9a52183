import { type Agent, request } from "node:http";
import { signWebhook } from "./standard-webhooks.ts";

/** Providers give a webhook between 5 and 15 s; a shorter wait makes more ambiguity, which we want. */
const RESPONSE_TIMEOUT_MS = 5_000;

/** A status, or `undefined` when no whole answer came: refused, reset, cut or timed out. */
export type Answer = number | undefined;

/** Posts JSON signed by Standard Webhooks. Never throws: no answer is an answer, too. */
export function postSigned(
  target: { readonly url: string; readonly secret: string },
  id: string,
  body: string,
  agent?: Agent,
): Promise<Answer> {
  const signed = signWebhook(target.secret, id, Math.floor(Date.now() / 1000), body);
  return postJson(target.url, { ...signed }, body, agent);
}

/** Posts JSON as it is. Never throws: no answer is an answer, too. */
export function postJson(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  agent?: Agent,
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
      response.resume();
      response.on("error", () => resolve(undefined));
      // Only a complete answer is an answer: a cut one proves nothing.
      response.on("close", () => resolve(response.complete ? response.statusCode : undefined));
    });
    outgoing.end(body);
  });
}
