import type { ImapFlow } from "imapflow";
import { firstCursor } from "./cursor.ts";
import { MailFetcher } from "./fetch-mail.ts";
import type { ImapSettings } from "./imap-settings.ts";
import { mailboxFacts, waitingUids } from "./mailbox-facts.ts";

/** Of mails on the first day of a search by days, each is asked when it came. */
const FACTS_AT_ONCE = 500;

/**
 * How many mails a first connection would take in of one mailbox, for the admin to see before it does.
 * Changes nothing, here or there.
 */
export async function countMailsIn(
  client: ImapFlow,
  mailbox: string,
  settings: Pick<ImapSettings, "firstMails">,
  now: number,
): Promise<number> {
  await client.mailboxOpen(mailbox, { readOnly: true });
  const facts = await mailboxFacts(client, mailbox);
  const cursor = firstCursor(facts, settings.firstMails, now);
  const { uids } = await waitingUids(client, cursor, facts.uidNext);
  const { floorAt } = cursor;
  if (floorAt === null) return uids.length;
  const fetcher = new MailFetcher({ sizesAreExact: false });
  let mails = 0;
  for (let at = 0; at < uids.length; at += FACTS_AT_ONCE) {
    const told = await fetcher.facts(client, uids.slice(at, at + FACTS_AT_ONCE));
    for (const fact of told.values()) {
      if (fact === "refused" || (fact.arrivedAt ?? floorAt) >= floorAt) mails += 1;
    }
  }
  return mails;
}
