import type { Queryable } from "../database.ts";

/** Removes what no count of a sender's mails looks at any more. */
export async function forgetMailSenders(q: Queryable, keptMs: number): Promise<void> {
  await q.query("delete from mail_senders where at < now() - $1 * interval '1 millisecond'", [
    keptMs,
  ]);
}
