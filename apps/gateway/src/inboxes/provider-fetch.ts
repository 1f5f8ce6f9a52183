import type { Log } from "@circuito/connector";
import { createGuardedRequest, type ReachRule } from "../reach/guarded-request.ts";

/** For a connector that sets no limit of its own: nothing of ours may hang on a provider for ever. */
const PROVIDER_FETCH_TIMEOUT_MS = 30_000;

/**
 * HTTP to a provider. Redirects are never followed, since credentials go to the host they were made
 * for; connections go where inboxes may connect, and nowhere else; each call leaves one line of log
 * with the host, never the path or the body.
 */
export function providerFetch(
  log: Log,
  rule: ReachRule,
): (url: string, init: RequestInit) => Promise<Response> {
  const request = createGuardedRequest({ ...rule, keepsConnections: true });
  return async (url, init) => {
    const startedAt = performance.now();
    const signal = init.signal ?? AbortSignal.timeout(PROVIDER_FETCH_TIMEOUT_MS);
    const facts = { host: new URL(url).host, method: init.method ?? "GET" };
    try {
      const response = await request(url, { ...init, signal });
      log.info("provider called", { ...facts, status: response.status, ms: since(startedAt) });
      return response;
    } catch (error) {
      log.warn("provider call failed", { ...facts, error, ms: since(startedAt) });
      throw error;
    }
  };
}

function since(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
