import type { Principal } from "@circuito/domain";
import { findApiKey, findSession, type Queryable } from "@circuito/store";
import { HttpProblem } from "./problem.ts";
import { SESSION_IDLE_MAX_MS, type SessionCookie } from "./session-cookie.ts";
import { hashToken, isApiKey, isToken } from "./tokens.ts";

/** Who asks, and by what they were known. */
export interface Caller {
  readonly who: Principal;
  /** Present when a cookie did it: such a caller may be a page of somebody else. */
  readonly sessionHash: Buffer | undefined;
}

interface Credentials {
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

/**
 * Who a request comes from. A key goes before a cookie; a key that is none is not forgiven because
 * there is a cookie, too.
 */
export async function authenticate(
  q: Queryable,
  credentials: Credentials,
  cookie: SessionCookie,
  now: number,
): Promise<Caller | undefined> {
  if (credentials.authorization !== undefined) {
    const [scheme, key = "", ...rest] = credentials.authorization.split(" ");
    if (scheme?.toLowerCase() !== "bearer" || rest.length > 0 || !isApiKey(key)) return undefined;
    const who = await findApiKey(q, hashToken(key), now);
    return who && { who, sessionHash: undefined };
  }
  const token = cookie.read(credentials.cookie);
  if (token === undefined || !isToken(token)) return undefined;
  const sessionHash = hashToken(token);
  const who = await findSession(q, sessionHash, SESSION_IDLE_MAX_MS);
  return who && { who, sessionHash };
}

/** A header that no form and no other site's page can send without asking us first (CSRF). */
export const CSRF_HEADER = "x-circuito-csrf";

const SAFE_METHODS = new Set(["GET", "HEAD"]);

/** @throws HttpProblem if a cookie alone asks for a change */
export function requireCsrfHeader(
  method: string,
  caller: Caller,
  header: string | undefined,
): void {
  if (SAFE_METHODS.has(method) || caller.sessionHash === undefined) return;
  if (header !== undefined && header !== "") return;
  throw new HttpProblem("forbidden", `the header ${CSRF_HEADER} is missing`, {
    details: { because: "csrf-header-missing" },
  });
}
