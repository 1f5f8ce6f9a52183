import type { Activity, SuppressedMail } from "@circuito/domain";
import type { Queryable } from "../../database.ts";
import { addActivities } from "../save-activities.ts";

/** Kept in the ledger with the reason, out of every conversation. */
export async function suppressMails(
  tx: Queryable,
  suppressed: readonly SuppressedMail[],
): Promise<void> {
  if (suppressed.length === 0) return;
  await tx.query({
    name: "suppress-mails",
    text: `update ledger l set state = 'suppressed', reason = s.reason, trail = s.trail,
        routed_at = now(), retry_at = null
      from unnest($1::bigint[], $2::text[], $3::jsonb[]) as s(id, reason, trail)
      where l.id = s.id and l.state = 'accepted'`,
    values: [
      suppressed.map(({ ledgerId }) => ledgerId),
      suppressed.map(({ because }) => because),
      suppressed.map(({ trail }) => JSON.stringify(trail)),
    ],
  });
}

/** One line where the sender's newest mail is, for whoever has it, and supervisors. */
export async function saveHeld(tx: Queryable, activities: readonly Activity[]): Promise<void> {
  await addActivities(tx, activities, new Map());
}
