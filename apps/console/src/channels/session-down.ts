import type { InboxView } from "@circuito/protocol";

/** Shorter breaks are a browser that is started anew, and nobody's business. */
const DOWN_AFTER_MS = 60_000;

/** Since when each inbox has not been ready, whatever states it went through meanwhile. */
export type DownSince = ReadonlyMap<string, number>;

/**
 * What tries again and again changes its state each time, and its `since` with it: the
 * earliest is kept until it is ready, or nobody wants it to be.
 */
export function followDown(before: DownSince, inboxes: readonly InboxView[]): DownSince {
  const down = inboxes.flatMap((inbox) => {
    const began = notReadySince(inbox);
    if (!inbox.enabled || began === undefined) return [];
    const since = Date.parse(began);
    return [[inbox.id, Math.min(since, before.get(inbox.id) ?? since)] as const];
  });
  return new Map(down);
}

/** A session that a person opens, or a connection that is kept for it, as a mailbox's. */
function notReadySince({ session, connection }: InboxView): string | undefined {
  if (session !== undefined) {
    return session.state === "ready" || session.state === "stopped" ? undefined : session.since;
  }
  return connection === undefined || connection.status === "connected"
    ? undefined
    : connection.since;
}

/** Inboxes of which people should know. */
export function downInboxes(
  inboxes: readonly InboxView[],
  since: DownSince,
  now: number,
): readonly InboxView[] {
  return inboxes.filter(({ id }) => now - (since.get(id) ?? now) > DOWN_AFTER_MS);
}
