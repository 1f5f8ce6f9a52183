import type { ImapFlow } from "imapflow";
import { countMailsIn } from "../transport/imap/count-first-mails.ts";
import type { ImapSettings } from "../transport/imap/imap-settings.ts";
import type { StepFacts } from "./mailbox-test.ts";

/** A form shows a list to choose from; nobody chooses among more. */
const FOLDERS_SHOWN_MAX = 200;

/** The special uses (RFC 6154) that the set-up can make something of. */
const USES: ReadonlyMap<string, string> = new Map([
  ["\\Inbox", "inbox"],
  ["\\Sent", "sent"],
  ["\\Junk", "junk"],
  ["\\Trash", "trash"],
  ["\\Archive", "archive"],
  ["\\All", "all"],
  ["\\Drafts", "drafts"],
]);

export interface Folders {
  readonly facts: StepFacts;
  readonly missing: readonly string[];
  /** Where a mail may land that should not have. */
  readonly junk: string | undefined;
}

/** All folders, and which of those the settings name are not there. */
export async function lookAtFolders(client: ImapFlow, settings: ImapSettings): Promise<Folders> {
  const listed = await client.list();
  const folders = listed.map(({ path, specialUse }) => ({
    path,
    use: USES.get(specialUse ?? "") ?? null,
  }));
  const there = new Set(folders.map(({ path }) => sameName(path)));
  const { mailboxes, sentMailbox } = settings;
  const wanted = [...mailboxes, ...(sentMailbox === undefined ? [] : [sentMailbox])];
  const missing = wanted.filter((name) => !there.has(sameName(name)));
  return {
    facts: { folders: folders.slice(0, FOLDERS_SHOWN_MAX), missing },
    missing,
    junk: folders.find(({ use }) => use === "junk")?.path,
  };
}

/** RFC 3501 §5.1: INBOX alone is the same in any case. */
function sameName(path: string): string {
  return path.toUpperCase() === "INBOX" ? "INBOX" : path;
}

/** What of its abilities matters to us. */
const CAPABILITIES = ["IDLE", "UIDPLUS", "CONDSTORE", "QRESYNC", "SPECIAL-USE", "MOVE"];

export function capabilitiesOf(client: ImapFlow): readonly string[] {
  return CAPABILITIES.filter((name) => client.capabilities.has(name));
}

/** How many mails the first-connect policy would take in, folder by folder. */
export async function countFirst(
  client: ImapFlow,
  settings: ImapSettings,
  now: number,
): Promise<StepFacts> {
  const counts: { mailbox: string; mails: number }[] = [];
  for (const mailbox of settings.mailboxes) {
    counts.push({ mailbox, mails: await countMailsIn(client, mailbox, settings, now) });
  }
  return { counts };
}

/** The folder in which a mail is, looked for by its id and, since some servers change ids, its mark. */
export async function findMail(
  client: ImapFlow,
  folders: readonly string[],
  mail: { readonly messageId: string; readonly header: string; readonly mark: string },
): Promise<string | undefined> {
  for (const folder of folders) {
    await client.mailboxOpen(folder, { readOnly: true });
    for (const header of [{ "message-id": mail.messageId }, { [mail.header]: mail.mark }]) {
      const found = await client.search({ header }, { uid: true });
      if (found && found.length > 0) return folder;
    }
  }
  return undefined;
}
