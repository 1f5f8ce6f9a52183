import { pageHeaders } from "../http/security-headers.ts";

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
 * Headers of a page for people without an account. No address of one customer's page, which holds a
 * secret, is told to a page that it leads to, or found by a search engine (security.md S-49).
 */
export function publicHeaders({
  framedBy = [],
  isShared = false,
  https,
}: PublicPolicy): Record<string, string> {
  return {
    ...pageHeaders({ framedBy, sendsForms: true, https }),
    "cache-control": isShared ? `public, max-age=${SHARED_MAX_AGE_SECONDS}` : "no-store",
    ...(!isShared && {
      "referrer-policy": "same-origin",
      "x-robots-tag": "noindex, nofollow",
    }),
  };
}
