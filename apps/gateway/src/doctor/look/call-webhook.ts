import type { WebhookRequest } from "@circuito/connector";
import type { WebhookReading } from "@circuito/domain";
import { errorCode } from "./error-code.ts";

/** Sends a provider's request to where the provider would send it. */
export async function callWebhook(
  publicUrl: string,
  request: WebhookRequest,
  signal: AbortSignal,
): Promise<WebhookReading> {
  const began = performance.now();
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  try {
    const answer = await fetch(publicUrl + request.url, {
      method: request.method,
      headers,
      ...(request.method !== "GET" && { body: new Uint8Array(request.body) }),
      redirect: "manual",
      signal,
    });
    await answer.body?.cancel();
    return { kind: "answered", status: answer.status, ms: performance.now() - began };
  } catch (error) {
    return { kind: "failed", code: errorCode(error) };
  }
}
