import type { InboxView } from "@circuito/protocol";

/** Shorter breaks are a browser that is started anew, and nobody's business. */
const DOWN_AFTER_MS = 60_000;

/** Since when each inbox has not been ready, whatever states it went through meanwhile. */
export type DownSince = ReadonlyMap<string, number>;

/**
 * A session that tries again and again changes its state each time, and its `since` with it: the
 * earliest is kept until it is ready, or nobody wants it to be.
 */
export function followDown(before: DownSince, inboxes: readonly InboxView[]): DownSince {
  const down = inboxes.flatMap(({ id, enabled, session }) => {
    if (!enabled || session === undefined) return [];
    if (session.state === "ready" || session.state === "stopped") return [];
    const since = Date.parse(session.since);
    return [[id, Math.min(since, before.get(id) ?? since)] as const];
  });
  return new Map(down);
}

/** Inboxes that everybody should know of. */
export function downInboxes(
  inboxes: readonly InboxView[],
  since: DownSince,
  now: number,
): readonly InboxView[] {
  return inboxes.filter(({ id }) => now - (since.get(id) ?? now) > DOWN_AFTER_MS);
}
