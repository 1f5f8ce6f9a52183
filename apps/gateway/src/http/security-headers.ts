/** Directives every page of ours shares; each page adds who may frame it. */
const SAME_ORIGIN_ONLY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
];

const ORIGIN = /^https?:\/\/[a-z0-9.*:[\]-]+$/i;

export interface PagePolicy {
  /** Origins of the pages that may show this one in a frame; none: nobody may; `us`: pages of ours. */
  readonly framedBy: readonly string[] | "us";
  /** `true`: its forms are sent, to us alone; else it has none that are. */
  readonly sendsForms?: boolean;
  /** `true`: it shows pages of ours in frames: the chat, a mail. */
  readonly framesOurs?: boolean;
  /** `true`: people speak into it, and hear what they said before it is anywhere else. Frames in it never do. */
  readonly records?: boolean;
  readonly https: boolean;
}

/** Headers of an HTML page (ASVS V3.4). What is not an origin never gets into the policy. */
export function pageHeaders({
  framedBy,
  framesOurs,
  records,
  sendsForms,
  https,
}: PagePolicy): Record<string, string> {
  const ancestors =
    framedBy === "us" ? ["'self'"] : framedBy.filter((origin) => ORIGIN.test(origin));
  const isFramed = ancestors.length > 0;
  const policy = [
    ...SAME_ORIGIN_ONLY,
    records ? "media-src 'self' blob:" : "media-src 'self'",
    `form-action ${sendsForms ? "'self'" : "'none'"}`,
    ...(framesOurs ? ["frame-src 'self'"] : []),
    `frame-ancestors ${ancestors.join(" ") || "'none'"}`,
  ];
  return {
    "content-security-policy": policy.join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": isFramed ? "unsafe-none" : "same-origin",
    "permissions-policy": `camera=(), geolocation=(), microphone=${records ? "(self)" : "()"}`,
    // An old header that old browsers know; it cannot name the sites of a chat.
    ...(framedBy === "us" ? { "x-frame-options": "SAMEORIGIN" } : {}),
    ...(isFramed ? {} : { "x-frame-options": "DENY" }),
    ...(https ? { "strict-transport-security": "max-age=31536000" } : {}),
  };
}
