/** A console left open over night ends with the shift; a busy one is asked again each week. */
export const SESSION_IDLE_MAX_MS = 12 * 60 * 60_000;
export const SESSION_MAX_MS = 7 * 24 * 60 * 60_000;
/** A shift: whoever is told that their session ends has written something that must not wait for a password. */
export const SESSION_EXTENSION_MS = 12 * 60 * 60_000;
/** Ten times (WCAG 2.2.1), and then the password after all: a stolen cookie must not last for ever. */
export const SESSION_EXTENDED_MAX_MS = SESSION_MAX_MS + 10 * SESSION_EXTENSION_MS;
/** More than any browser sends by itself; the rest is not looked through. */
const COOKIE_HEADER_LENGTH_MAX = 8_192;

export interface SessionCookie {
  /** The token in a Cookie header, if there is one. */
  read(header: string | undefined): string | undefined;
  /** The Set-Cookie header that keeps the token. */
  set(token: string): string;
  /** The Set-Cookie header that removes it. */
  clear(): string;
}

/**
 * The cookie that keeps a log-in. Over https its name begins with `__Host-`, which browsers accept
 * only with Secure, without Domain and for the whole site: no other host can plant it (RFC 6265bis).
 */
export function sessionCookie(https: boolean): SessionCookie {
  const name = https ? "__Host-circuito" : "circuito";
  const attributes = `Path=/; HttpOnly; SameSite=Lax${https ? "; Secure" : ""}`;
  return {
    read(header) {
      if (!header || header.length > COOKIE_HEADER_LENGTH_MAX) return undefined;
      for (const pair of header.split(";")) {
        const equals = pair.indexOf("=");
        if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
      }
      return undefined;
    },
    set: (token) => `${name}=${token}; ${attributes}; Max-Age=${SESSION_MAX_MS / 1000}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}
