/**
 * The origin that is meant by what somebody typed: an address of a page, a name without its scheme.
 * @returns `undefined` for what is none
 */
export function siteOrigin(typed: string): string | undefined {
  const text = typed.trim();
  // What sandboxed frames, files and some apps send instead of one.
  if (text === "null") return text;
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${schemeOf(text)}://${text}`;
  if (text === "" || !URL.canParse(whole)) return undefined;
  const { protocol, hostname, origin } = new URL(whole);
  const isWeb = protocol === "https:" || protocol === "http:";
  return isWeb && HOST.test(hostname) ? origin : undefined;
}

/** What else a parser lets through as a host, such as `*`, some of them write as `%2A`. */
const HOST = /^[a-z0-9.:[\]-]+$/i;

/** Sites have certificates; the machine on which one is built has none. */
const schemeOf = (text: string) => (/^(localhost|127\.|\[::1\])/i.test(text) ? "http" : "https");
