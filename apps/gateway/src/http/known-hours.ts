import { closesAt, type InboxId, isOpen, type KnownHours, opensAt } from "@circuito/domain";
import { type Database, findCalendar } from "@circuito/store";

/** Whether an inbox is open now, and when that changes next; one without a calendar is always open. */
export async function knownHours(
  { pool }: Database,
  inbox: InboxId,
  now: number,
): Promise<KnownHours> {
  const calendar = await findCalendar(pool, inbox);
  const open = isOpen(calendar, now);
  const change = calendar && (open ? closesAt(calendar, now) : opensAt(calendar, now));
  return { open, changesAt: change ?? null };
}
