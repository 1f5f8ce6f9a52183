import type { ImapFlow } from "imapflow";
import { answered, rootOf } from "./alive.ts";
import type { Cursor, MailboxFacts } from "./cursor.ts";

/** RFC 3501 §2.3.1.1: 32 bits, and never 0. */
const UID_MAX = 4_294_967_295;

/** What a server says of a mailbox now. */
export async function mailboxFacts(client: ImapFlow, path: string): Promise<MailboxFacts> {
  const query = { messages: true, uidNext: true, uidValidity: true };
  const status = await client.status(path, query);
  if (!client.usable) throw rootOf(client, new Error("the connection is gone"));
  if (!status) {
    // Selecting says in the server's words what is wrong.
    await client.mailboxOpen(path, { readOnly: true });
    throw new Error("the server does not tell how the mailbox is");
  }
  const { uidNext, uidValidity } = status;
  const isSound = uidNext !== undefined && uidNext > 0 && uidNext <= UID_MAX + 1;
  return { uidValidity: String(uidValidity ?? 0), uidNext: isSound ? uidNext : undefined };
}

export interface Waiting {
  /** In ascending order. */
  readonly uids: readonly number[];
  /** How many UIDs the server named that no mail can have. */
  readonly unsound: number;
}

/** The mails beyond the cursor. */
export async function waitingUids(
  client: ImapFlow,
  cursor: Cursor,
  uidNext: number | undefined,
): Promise<Waiting> {
  if (uidNext !== undefined && uidNext - 1 <= cursor.lastUid) return { uids: [], unsound: 0 };
  const since = cursor.scanSince === null ? {} : { since: new Date(cursor.scanSince) };
  const range = `${cursor.lastUid + 1}:*`;
  const found = await answered(client, client.search({ uid: range, ...since }, { uid: true }));
  if (!found) throw new Error("the server does not search the mailbox");
  // `n:*` always names the last mail, even when its UID is smaller than n.
  const newer = found.filter((uid) => uid > cursor.lastUid);
  // A UID beyond UIDNEXT is of a mail that came this moment, which the next look finds; or it is a
  // lie that would carry the cursor past all that is still to come.
  const end = uidNext ?? UID_MAX + 1;
  const uids = [...new Set(newer)].filter((uid) => Number.isInteger(uid) && uid < end);
  const unsound = newer.filter((uid) => !Number.isInteger(uid) || uid > UID_MAX).length;
  return { uids: uids.sort((a, b) => a - b), unsound };
}

/** Which of these are there still, whatever a FETCH said. */
export async function stillThere(
  client: ImapFlow,
  uids: readonly number[],
): Promise<ReadonlySet<number>> {
  if (uids.length === 0) return new Set();
  const found = await answered(client, client.search({ uid: uids.join(",") }, { uid: true }));
  if (!found) throw new Error("the server does not search the mailbox");
  return new Set(found);
}
