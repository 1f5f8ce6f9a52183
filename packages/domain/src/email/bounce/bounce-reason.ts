import type { BounceReason } from "./bounce.ts";

/** Words servers use, most telling first: a refusal of the sender often names unknown domains too. */
const WORDS: readonly (readonly [BounceReason, readonly string[]])[] = [
  // A name server that did not answer is no answer.
  ["gave-up", ["not found, try again"]],
  // Exchange Online refuses unknown recipients at its edge with words about rights.
  ["no-such-address", ["recipient address rejected: access denied"]],
  [
    "mailbox-full",
    [
      "mailbox full",
      "mailbox is full",
      "mailbox exceeds",
      "over quota",
      "overquota",
      "over the quota",
      "quota exceeded",
      "exceeded storage",
      "exceeded its quota",
      "exceeded their storage",
      "exceeded the quota",
      "quotaexceeded",
      "quota violation",
      "out of storage",
      "disk quota",
      "storage allocation",
      "inbox is full",
      "folder is full",
      "disk space",
      "too much mail data",
      "mailbox size limit",
      "maximum mailbox",
      "too many messages on this mailbox",
      "caixa cheia",
      "caixa postal cheia",
      "buzón lleno",
      "boîte pleine",
      "casella piena",
      "postfach voll",
      "not enough storage",
      "not have enough space",
      "is full",
      "mailbox space",
      "storage space",
    ],
  ],
  [
    "sender-refused",
    [
      "sender address rejected",
      "sender rejected",
      "sender verify",
      "sender domain",
      "domain of sender",
      "sender address",
      "envelope sender",
      "sender is not",
      "unauthenticated email",
      "blocked",
      "blacklist",
      "blocklist",
      "black list",
      "block list",
      "denylist",
      "spamhaus",
      "barracudacentral",
      "spamcop",
      " rbl",
      "dnsbl",
      "reputation",
      "dmarc",
      " spf",
      "dkim",
      "reverse dns",
      "ptr record",
      "reverse hostname",
      "reverse lookup",
      "rdns",
      "client host rejected",
      "relaying denied",
      "relay access denied",
      "relay not permitted",
      "no relaying",
      "not permitted to relay",
      "unable to relay",
      "relaying not",
      "we do not relay",
      "access denied",
      "not authorized",
      "not authorised",
      "authentication required",
      "authentication checks",
      "too many connections",
      "rate limit",
      "throttl",
      "greylist",
      "graylist",
      "mismatches client",
      "bad helo",
      "invalid helo",
      "helo command rejected",
      "resolve your",
      "your ip",
      "ip address is",
      "does not match the ip",
      "poor reputation",
      "from address",
      "sending domain",
      "not allowed to send",
      "starttls",
      "invalid ip for",
      "prohibited",
      "after mail from",
      "my name was rejected",
      "in reply to mail from",
    ],
  ],
  [
    "content-refused",
    [
      "spam",
      "virus",
      "malware",
      "message content",
      "content reject",
      "rejected by content",
      "policy violation",
      "policy reasons",
      "policy restrictions",
      "local policy",
      "security policy",
      "header error",
      "invalid header",
      "rfc 5322",
      "rfc5322",
      "not rfc",
      "unsolicited",
      "attachment",
      "phishing",
      "message rejected",
      "missing from header",
      "multiple from",
    ],
  ],
  [
    "too-large",
    [
      "message too big",
      "message too large",
      "message size exceeds",
      "size limit exceeded",
      "exceeds size",
      "maximum message size",
      "message length exceeds",
      "exceeds the maximum",
      "larger than the current system limit",
      "message is too large",
      "exceeded maximum",
    ],
  ],
  [
    "takes-no-mail",
    [
      "does not accept mail",
      "does not accept any mail",
      "not accept mail",
      "null mx",
      "nullmx",
      "no mx found",
      "no mx record",
      "no mail exchanger",
      "doesn't accept mail",
    ],
  ],
  [
    "moved",
    [
      "has moved",
      "no forwarding address",
      "no longer at this",
      "user has been replaced",
      "moved to",
    ],
  ],
  [
    "suspended",
    [
      "suspended",
      "disabled",
      "inactive",
      "deactivated",
      "not active",
      "temporarily unavailable account",
      "account is locked",
      "mailbox unavailable or access",
      "on hold",
      "not been activated",
      "expired account",
      "account expired",
      "account has been",
      "closed by",
    ],
  ],
  [
    "no-such-address",
    [
      "user unknown",
      "unknown user",
      "no such user",
      "no such recipient",
      "no such mailbox",
      "no such person",
      "no such address",
      "no such account",
      "unknown recipient",
      "recipient unknown",
      "recipient not found",
      "recipient does not exist",
      "recipient name is not recognized",
      "recipient is not",
      "not a valid recipient",
      "not a valid mailbox",
      "not a valid user",
      "invalid recipient",
      "invalid mailbox",
      "invalid address",
      "invalid user",
      "unknown address",
      "address unknown",
      "addressee unknown",
      "unknown account",
      "unknown local",
      "mailbox not found",
      "mailbox does not exist",
      "mailbox unavailable",
      "mailbox unknown",
      "no mailbox",
      "account that you tried to reach does not exist",
      "user doesn't exist",
      "user does not exist",
      "address does not exist",
      "account does not exist",
      "doesn't have a",
      "does not have a",
      "user not found",
      "not found in",
      "not listed in",
      "unrouteable address",
      "unroutable address",
      "bad destination",
      "undeliverable address",
      "no local mailbox",
      "wasn't found",
      "was not found",
      "couldn't be found",
      "could not be found",
      "can't be found",
      "not known",
      "is unknown",
      "not exist",
      "usuário não",
      "destinatário não",
      "não existe",
      "usuario desconocido",
      "no existe",
      "unbekannt",
      "n'existe pas",
      "inconnu",
      "non esiste",
      "sconosciut",
      "no valid recipients",
      "unknown or illegal alias",
      "ambiguous",
    ],
  ],
  [
    "no-such-host",
    [
      "host unknown",
      "unknown host",
      "host not found",
      "host or domain name not found",
      "no such domain",
      "domain not found",
      "domain does not exist",
      "name service error",
      "name or service not known",
      "nxdomain",
      "non-existent domain",
      "unrouteable mail domain",
      "couldn't find any host",
      "illegal host",
      "bad domain",
      "unknown domain",
      "no such host",
      "invalid domain",
      "all relevant mx records point to non-existent",
      "dns lookup failure",
      "domain name not found",
    ],
  ],
  // Postfix with nothing to add.
  ["no-such-address", ["recipient address rejected. ", "recipient rejected. "]],
  [
    "gave-up",
    [
      "timed out",
      "timeout",
      "time out",
      "connection refused",
      "no route to host",
      "retry time",
      "in the queue too long",
      "too long in queue",
      "giving up",
      "delayed",
      "not yet been delivered",
      "could not connect",
      "lost connection",
      "unable to connect",
      "unreachable",
      "loop",
      "hop count",
      "too many hops",
      "hops",
      "temporar",
      "try again",
    ],
  ],
];

/** What the other server meant, by its words; where they say nothing, by its code. */
export function chooseReason(
  words: string,
  status: string | undefined,
  phase: SmtpPhase = phaseOf(words),
): BounceReason {
  // A mark of who was meant is no word about why: `<no-spam@…>` must not read as spam.
  const text = ` ${words
    .replace(/https?:\/\/([^\s/]+)\S*/g, " $1 ")
    .replace(/[\w.+=-]{1,64}@[\w.-]+/g, " ")} `
    .toLowerCase()
    .replace(/\s+/g, " ");
  const byWords = reasonByWords(text);
  const byCode = status === undefined ? undefined : BY_CODE[status.slice(2)];
  if (byWords === undefined || byWords === "gave-up") return byCode ?? byWords ?? "other";
  if (byWords === "suspended" && byCode === "no-such-address") return byCode;
  const excuse = byWords === "no-such-address" && isExcuse(words, status, phase);
  return excuse ? "other" : byWords;
}

/** Where in the SMTP dialogue the refusal came, as far as a report says. */
export type SmtpPhase = "recipient" | "data" | "unknown";

export function phaseOf(text: string): SmtpPhase {
  const folded = text.toLowerCase().replace(/\s+/g, " ");
  const data = folded.search(/end of data|data command|after data|final data/);
  const recipient = folded.search(/rcpt[ _]to|rcpt command|after rcpt/);
  if (data >= 0 && (recipient < 0 || data < recipient)) return "data";
  return recipient >= 0 ? "recipient" : "unknown";
}

function reasonByWords(text: string): BounceReason | undefined {
  // Hosts are unknown more specifically than "not found" or "unknown" of any address.
  if (matches(text, "no-such-host") && !matches(text, "sender-refused")) return "no-such-host";
  return WORDS.find(([, phrases]) => phrases.some((phrase) => text.includes(phrase)))?.[0];
}

/**
 * "User unknown" as an excuse. After the words of the mail were seen the recipient was known; a reply
 * that names nobody is a filter's; a code of mailbox state (x.2.x) speaks of somebody who is there,
 * unless it answered the recipient itself; one of policy (x.7.x) always does. Kept soft, so that
 * nobody is written off for good.
 */
function isExcuse(words: string, status: string | undefined, phase: SmtpPhase): boolean {
  if (phase === "data" || /\b55\d:? ?: ?user unknown/i.test(words)) return true;
  if (status === undefined) return false;
  return status.startsWith("5.7.") || (status.startsWith("5.2.") && phase !== "recipient");
}

function matches(text: string, reason: BounceReason): boolean {
  return WORDS.some(
    ([candidate, phrases]) =>
      candidate === reason && phrases.some((phrase) => text.includes(phrase)),
  );
}

/** RFC 3463 and its registry, by subject and detail. */
const BY_CODE: Readonly<Record<string, BounceReason>> = {
  "1.0": "no-such-address",
  "1.1": "no-such-address",
  "1.2": "no-such-host",
  "1.3": "no-such-address",
  "1.6": "moved",
  "1.7": "sender-refused",
  "1.8": "sender-refused",
  "1.10": "takes-no-mail",
  "2.1": "suspended",
  "2.2": "mailbox-full",
  "2.3": "too-large",
  "3.4": "too-large",
  "4.1": "gave-up",
  "4.2": "gave-up",
  "4.4": "gave-up",
  "4.6": "gave-up",
  "4.7": "gave-up",
  "7.1": "sender-refused",
};
