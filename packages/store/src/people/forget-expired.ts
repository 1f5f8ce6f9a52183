import type { Queryable } from "../database.ts";
import { forgetUnclaimedUploads } from "../media/uploads.ts";
import { forgetSettledReplies } from "../writing/held-replies.ts";
import { IDEMPOTENCY_KEPT_MS } from "./idempotency.ts";

/**
 * Removes what opens nothing any more: ended sessions, tickets nobody took, old answers, files and
 * held replies that are over.
 */
export async function forgetExpiredAccess(q: Queryable): Promise<void> {
  await q.query("delete from sessions where expires_at < now()");
  await q.query("delete from socket_tickets where expires_at < now()");
  await q.query("delete from password_links where expires_at < now()");
  await q.query("delete from absences where until_at < now()");
  await q.query(
    "delete from idempotency_keys where created_at < now() - $1 * interval '1 millisecond'",
    [IDEMPOTENCY_KEPT_MS],
  );
  await forgetUnclaimedUploads(q);
  await forgetSettledReplies(q);
}
