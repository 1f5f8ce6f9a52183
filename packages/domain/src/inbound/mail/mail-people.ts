import type { Mailbox } from "../../email/mail-address.ts";
import type { MailContent } from "../../email/mail-content.ts";
import { cleanMessageId } from "../../email/mail-headers.ts";
import type { WriterRole } from "../../email/thread/thread-mail.ts";
import type { MailAuthor } from "./mail-author.ts";
import type { MailInboxSettings, MailPerson } from "./mail-record.ts";
import type { MailConversation } from "./mail-world.ts";

/** Nobody holds a conversation with more; a longer list is a distribution. */
const PEOPLE_MAX = 100;
/** UTF-16 units: a key of an index has room for 2,700 bytes. Nobody's mail program makes longer ids. */
const NAME_LENGTH_MAX = 500;

/** `support+c.x.y@…` and `support@…` are one inbox. */
export function withoutDetail(address: string): string {
  const at = address.lastIndexOf("@");
  const plus = address.indexOf("+");
  return plus > 0 && plus < at ? address.slice(0, plus) + address.slice(at) : address;
}

export function isOwnAddress(address: string, settings: MailInboxSettings): boolean {
  const written = address.toLowerCase();
  return settings.own.has(written) || settings.own.has(withoutDetail(written));
}

/** An agent, an address an admin named, or one of a domain that is all ours. */
export function isStaffAddress(
  address: string,
  agents: ReadonlyMap<string, unknown>,
  settings: MailInboxSettings,
): boolean {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  return agents.has(address) || settings.staff.has(address) || settings.staff.has(domain);
}

/**
 * Who takes part from now on. Whoever wrote does, in their role; whom they copied does only if the
 * requester or one of us copied them: a Cc of somebody else adds nobody (bad inputs B-24).
 * @param carried of the conversation that this one goes on from
 */
export function peopleOf(
  mail: MailContent,
  author: MailAuthor,
  writer: WriterRole,
  settings: MailInboxSettings,
  carried: MailConversation | undefined,
): readonly MailPerson[] {
  const people = new Map<string, MailPerson>();
  const add = (mailbox: Mailbox, role: WriterRole) => {
    const address = mailbox.address?.toLowerCase();
    if (address === undefined || isOwnAddress(address, settings) || people.has(address)) return;
    if (people.size < PEOPLE_MAX) people.set(address, { address, name: mailbox.name, role });
  };
  if (author.because === "from" || author.because === "relayed") {
    add({ name: author.name ?? "", address: bareAddress(author.address) }, writer);
  }
  if (writer === "requester" || writer === "staff") {
    for (const mailbox of [...mail.to, ...mail.cc]) add(mailbox, "participant");
    for (const [address, role] of carried?.participants ?? []) {
      if (role === "participant") add({ name: "", address }, role);
    }
  }
  return [...people.values()];
}

/** `mailto:ana@example.com` is `ana@example.com` among mail's own names. */
export function bareAddress(address: string): string {
  return address.replace(/^mailto:/, "");
}

/**
 * Every name by which a later mail may mean this conversation: the mail's own id, and the ids it names,
 * but for those that are ours or pretend to be.
 */
export function namesOf(mail: MailContent): readonly string[] {
  const ours = new Set([
    ...mail.keys.flatMap((key) => (key.rule === "own-message-id" ? [key.evidence] : [])),
    ...mail.forged,
  ]);
  const ids = [mail.messageId, ...mail.inReplyTo, ...mail.references].flatMap((id) => {
    const clean = id === undefined ? undefined : cleanMessageId(id);
    const isName = clean !== undefined && clean.length <= NAME_LENGTH_MAX && !ours.has(clean);
    return isName ? [`mid:${clean}`] : [];
  });
  const threads = mail.keys.flatMap((key) =>
    key.rule === "provider-thread" ? [`thr:${key.id}`] : [],
  );
  return [...new Set([...ids, ...threads])];
}
