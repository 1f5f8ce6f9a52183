import { PRESENCE_GRACE_MS } from "@circuito/domain";

/** Whether agent `a` has a live socket, or lost it within the grace. */
export const IS_REACHABLE = `coalesce(a.seen_at > now() - ${PRESENCE_GRACE_MS} * interval '1 millisecond', false)`;
