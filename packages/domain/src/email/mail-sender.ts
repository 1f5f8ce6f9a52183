import { isNobody } from "./automatic/auto-answer.ts";
import type { Mailbox } from "./mail-address.ts";
import { headerOf } from "./mail-headers.ts";
import type { ParsedMail } from "./parsed-mail.ts";

/** Whom a mail is from, as its element says, and why we think so. */
export interface MailSender {
  readonly name: string;
  /** Absent: nobody that could be named. */
  readonly address: string | undefined;
  readonly because: "from" | "relayed" | "sender" | "reply-to" | "envelope" | "nobody";
}

/**
 * Whom a mail is from (rules §5): From. Of several, the one whom Sender names, else the first: RFC
 * 5322 §3.6.2 wants a Sender then, and whoever has none has nothing better to offer. From of a relay
 * (a form, a list, `via`) names the relay, so Reply-To says who wrote. A mail without a usable From is
 * somebody's, too: Sender, Reply-To and the envelope are asked in this order, and never count as proof.
 * @param own lower-case addresses of this inbox: they are nobody's who writes to it
 */
export function mailSender(
  mail: Pick<ParsedMail, "from" | "sender" | "replyTo" | "headers">,
  envelopeFrom: string | undefined,
  own: ReadonlySet<string>,
): MailSender {
  const usable = mail.from.filter(hasAddress);
  const named = usable.find(({ address }) => isSame(address, mail.sender?.address));
  const from = named ?? usable[0];
  const replyTo = mail.replyTo.filter(hasAddress);
  if (from) {
    const [only, ...others] = replyTo;
    const differs = only && others.length === 0 && !isSame(only.address, from.address);
    if (differs && !own.has(only.address.toLowerCase()) && isRelayed(mail, from)) {
      return { ...only, because: "relayed" };
    }
    return { ...from, because: "from" };
  }
  if (mail.sender && hasAddress(mail.sender)) return { ...mail.sender, because: "sender" };
  if (replyTo[0]) return { ...replyTo[0], because: "reply-to" };
  const name = mail.from[0]?.name ?? "";
  if (envelopeFrom !== undefined && envelopeFrom !== "") {
    return { name, address: envelopeFrom, because: "envelope" };
  }
  return { name, address: undefined, because: "nobody" };
}

type Addressed = Mailbox & { readonly address: string };

function hasAddress(mailbox: Mailbox): mailbox is Addressed {
  return mailbox.address !== undefined;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}

/** `Ana via Loja`, an address nobody reads, or a list. */
function isRelayed(mail: Pick<ParsedMail, "headers">, from: Addressed): boolean {
  const list = headerOf(mail.headers, "list-id") ?? headerOf(mail.headers, "list-post");
  return list !== undefined || isNobody(from.address) || /\bvia\s+\S/i.test(from.name);
}
