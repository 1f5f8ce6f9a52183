import { useCallback, useEffect } from "react";
import { useWorkspace } from "../workspace/workspace-context.ts";

/** What is in view of a thread: where each row begins, and which message it is, if it is one. */
export interface InView {
  readonly rows: readonly {
    readonly startPx: number;
    readonly endPx: number;
    seq: number | null;
  }[];
  readonly bottomPx: number;
}

/** Of a message that is longer than the screen its first lines are enough. */
const FIRST_LINES_PX = 48;

/** The newest message that came into view; `null` while none did. */
export function newestInView({ rows, bottomPx }: InView): number | null {
  const row = rows.findLast(
    ({ startPx, endPx, seq }) =>
      seq !== null && Math.min(endPx, startPx + FIRST_LINES_PX) <= bottomPx,
  );
  return row?.seq ?? null;
}

/**
 * Reading counts message by message, as each comes into view, while the page is looked at.
 * @param newestSeen looked up after what was scrolled or measured is drawn
 * @returns to be called when what is in view moved
 */
export function useReading(conversationId: string, newestSeen: () => number | null): () => void {
  const { seen } = useWorkspace();
  const read = useCallback(() => {
    if (document.visibilityState !== "visible") return;
    const seq = newestSeen();
    if (seq !== null) seen.mark(conversationId, seq);
  }, [seen, conversationId, newestSeen]);
  // Every drawing may have brought something into view.
  useEffect(() => {
    const frame = requestAnimationFrame(read);
    return () => cancelAnimationFrame(frame);
  });
  useEffect(() => {
    document.addEventListener("visibilitychange", read);
    return () => document.removeEventListener("visibilitychange", read);
  }, [read]);
  return read;
}
