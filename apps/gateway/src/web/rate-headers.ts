import { KEY_WINDOW_MS, type KeyStanding } from "./key-rates.ts";

const seconds = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));

/**
 * How much a key may ask and has left, for programs that slow down by themselves.
 * Source: draft-ietf-httpapi-ratelimit-headers-10, §3 and §4: `q` and `r` are requests, `w` and `t` seconds.
 */
export function rateHeaders({
  limit,
  left,
  resetMs,
}: KeyStanding): Readonly<Record<string, string>> {
  return {
    "ratelimit-policy": `"api-key";q=${limit};w=${KEY_WINDOW_MS / 1_000}`,
    ratelimit: `"api-key";r=${left};t=${seconds(resetMs)}`,
  };
}

export const retryAfter = ({ resetMs }: KeyStanding): Readonly<Record<string, string>> => ({
  "retry-after": String(seconds(resetMs)),
});
