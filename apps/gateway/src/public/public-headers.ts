const ORIGIN = /^https?:\/\/[a-z0-9.*:[\]-]+$/i;

export interface PublicPolicy {
  /** Origins of the sites that may show this page in a frame; absent: nobody may. */
  readonly framedBy?: readonly string[] | undefined;
  /** `true`: anybody may keep it for a while. Pages that belong to one customer are kept by nobody. */
  readonly isShared?: boolean;
  readonly https: boolean;
}

/** A shared page may be this old when it is shown: an article that was mended is read soon. */
const SHARED_MAX_AGE_SECONDS = 60;

/**
 * Headers of a page for people without an account (ASVS V3.4). Its forms go to us alone; no address of
 * ours, which may hold a secret, is told to a page that it leads to (security.md S-49).
 */
export function publicHeaders(policy: PublicPolicy): Record<string, string> {
  const ancestors = (policy.framedBy ?? []).filter((origin) => ORIGIN.test(origin));
  const csp = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors.join(" ") || "'none'"}`,
  ];
  return {
    "content-security-policy": csp.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": policy.isShared ? "strict-origin-when-cross-origin" : "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": policy.isShared ? `public, max-age=${SHARED_MAX_AGE_SECONDS}` : "no-store",
    ...(ancestors.length === 0 && { "x-frame-options": "DENY" }),
    ...(!policy.isShared && { "x-robots-tag": "noindex, nofollow" }),
    ...(policy.https && { "strict-transport-security": "max-age=31536000" }),
  };
}
