const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Follows an address by hand, so that every hop is asked like the first: whatever `ask` holds an
 * address against, it holds each of them against, and throws for one that may not be asked. A Location
 * that is no address is asked as the empty string.
 */
export async function followRedirects(
  url: string,
  redirectsMax: number,
  ask: (url: string) => Promise<Response>,
): Promise<Response | "too-many-redirects"> {
  let at = url;
  for (let redirects = 0; redirects <= redirectsMax; redirects += 1) {
    const response = await ask(at);
    const next = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (next === null) return response;
    await response.body?.cancel();
    at = URL.canParse(next, at) ? new URL(next, at).href : "";
  }
  return "too-many-redirects";
}
