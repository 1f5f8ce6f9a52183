import type { Thread } from "./cache.ts";

/**
 * The seq after which a loaded stretch lacks messages, or `null` if it has none missing. Fetch
 * `after` it, merge, ask again. What lies before the stretch is not a gap: nobody scrolled there.
 * @param lastSeq newest seq the conversation itself is known to have
 */
export function findGap(thread: Thread, lastSeq: number): number | null {
  let previous: number | undefined;
  for (const message of thread.messages) {
    if (previous !== undefined && message.seq > previous + 1) return previous;
    previous = message.seq;
  }
  if (previous === undefined) return null;
  return previous < lastSeq ? previous : null;
}
