import { z } from "zod";

const LOOPBACK = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** Address of a provider's API: https, or plain http to this very machine (tests, a local bridge). */
export const providerUrl = z
  .url({ protocol: /^https?$/ })
  .refine(isProviderUrl, "must be https, without user name and password")
  .transform((text) => text.replace(/\/+$/, ""));

export function isProviderUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || LOOPBACK.has(url.hostname);
}
