import { MINUTE_MS } from "@circuito/domain";
import type { MadeReport } from "./make-report.ts";

/** Those on a list get theirs one after the other, within a minute; who is tried again later gets what is then. */
const KEPT_MS = MINUTE_MS;

/**
 * Keeps the report that was made last for the others on its list: figures are worked out once for all of
 * them, and all read the same.
 */
export function madeOnce(now: () => number) {
  let last:
    | { readonly key: string; readonly at: number; readonly made: Promise<MadeReport> }
    | undefined;

  /** @param key says of which list and period it is */
  return async (key: string, make: () => Promise<MadeReport>): Promise<MadeReport> => {
    const isKept = last?.key === key && now() - last.at < KEPT_MS;
    const kept = isKept && last ? last : { key, at: now(), made: make() };
    last = kept;
    const forget = () => {
      if (last === kept) last = undefined;
    };
    const made = await kept.made.catch((error: unknown) => {
      forget();
      throw error;
    });
    if (made.kind === "not-counted") forget();
    return made;
  };
}
