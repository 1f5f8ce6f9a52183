import type { Log } from "@circuito/connector";

/** Beyond what any connector waits for by itself: nothing of ours may hang on a provider for ever. */
const PROVIDER_FETCH_TIMEOUT_MS = 30_000;

/**
 * HTTP to a provider. Redirects are never followed, since credentials go to the host they were made
 * for; each call leaves one line of log with the host, never the path or the body.
 */
export function providerFetch(log: Log): (url: string, init: RequestInit) => Promise<Response> {
  return async (url, init) => {
    const startedAt = performance.now();
    const limit = AbortSignal.timeout(PROVIDER_FETCH_TIMEOUT_MS);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const facts = { host: new URL(url).host, method: init.method ?? "GET" };
    try {
      const response = await fetch(url, { ...init, redirect: "manual", signal });
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
