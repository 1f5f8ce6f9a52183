import { duration, span } from "../i18n/format.ts";
import { useNow } from "../workspace/use-now.ts";
import { useMe } from "../workspace/workspace-context.ts";

const MINUTE_MS = 60_000;

/** How long one has been in one's state: "agora", "12 min", "1 h 5 min"; in its largest unit alone: "1 h". */
export function useSince(): { readonly whole: string; readonly short: string } {
  const ms = Math.max(0, useNow() - Date.parse(useMe().wantedSince));
  const short = span(ms);
  return { short, whole: ms < MINUTE_MS ? short : duration(ms) };
}
