import type { DeliveryStatus } from "../delivery.ts";

/**
 * Why a message did not leave, or is in doubt, as people are told it. A closed list:
 *
 * - `opted-out`: the customer wants nothing of us there
 * - `no-recipient`: this address takes nothing, or is nobody's
 * - `window-over`: the channel's reply window is over
 * - `template`: the approved text was refused, or there is none
 * - `barred`: held to be unwanted, by a carrier, a provider or who receives
 * - `too-many`: a limit on how much may be sent
 * - `no-access`: the provider does not take our account, key or password
 * - `our-sender`: our number or address may not send there
 * - `cannot-carry`: the channel does not carry this
 * - `busy`: the provider was away or busy until patience was over
 * - `in-part`: some of it left, and some did not
 * - `no-answer`: nobody knows whether it was taken
 * - `refused`: none of these
 */
export const SEND_FAILURES = [
  "opted-out",
  "no-recipient",
  "window-over",
  "template",
  "barred",
  "too-many",
  "no-access",
  "our-sender",
  "cannot-carry",
  "busy",
  "in-part",
  "no-answer",
  "refused",
] as const;
export type SendFailure = (typeof SEND_FAILURES)[number];

/**
 * What the words of connectors come to: the first that fits. They are written in English, go along with a
 * provider's own, and are kept with each send; of receipts and of bounces there is nothing else.
 * Addresses may stand before them, a provider's code before or behind.
 */
const READ: readonly (readonly [SendFailure, RegExp])[] = [
  ["in-part", /\bonly (some|\d+ of \d+) parts|without all of its files/],
  ["opted-out", /opted out|sent STOP|no more messages|wants no marketing/],
  ["window-over", /24 hours since|reply window/i],
  ["template", /\btemplate\b|^(\d+: )?the form is (blocked|throttled)|needs other words/],
  [
    "our-sender",
    /our sender( number)? is|our number (cannot|was deleted|is not)|country|callback address|no server to send by/,
  ],
  [
    "no-recipient",
    /not a valid number|number cannot be reached|not reachable|recipient is our own|not a mobile|handset|unknown number|landline|no route|number is (barred|deactivated|not on)|such number|nobody of|not on WhatsApp|such chat|not a (visitor|loopback)|address is none|plain ASCII|is no number|numbers and|not an address|no way back|no recipient|nobody was reached|among the recipients|does not deliver to|without a number|no mail for this|\b5\.1\.\d|(user|mailbox|recipient|address).{0,20}(unknown|not found|unavailable|disabled|does not exist)|(no such|unknown) (user|mailbox|recipient|address)/i,
  ],
  [
    "barred",
    /spam|filtered|blocked by the recipient|policy|reputation|blacklist|blocklist|limits marketing|experiment|carrier gave no reason|\b5\.7\.[01]\b/i,
  ],
  [
    "too-many",
    /too many (?!or too)|faster than|a limit|first.contacts|as many mails|quota|\b[45]\.2\.2\b/i,
  ],
  [
    "cannot-carry",
    /too long|longer than|larger than|carr(y|ies)|files?\b.*(refused|too|over|more)|more than .+ files|file over|empty|nothing to send|too large|characters|kind of message|sends no|does not go|cannot be sent/i,
  ],
  [
    "no-access",
    /account|token|permission|signature|login|credit\b|\bkey\b|configured address|Graph API at|refused \(40[13]\)|payment|display name/i,
  ],
  [
    "busy",
    /busy|out of order|asks? to wait|asked to (wait|leave)|cannot be reached|connection|queue|its turn|session is not|overloaded|maintenance|stopped before|talk to us|browser is gone|prepared|not uploaded|list of templates|could not (fetch|say)|switched off|^given up|\bgiven up:/i,
  ],
  [
    "no-answer",
    /no answer|may have arrived|stopped while sending|did not say|gave no id|without an? (id|MessageSid)|not confirmed|could not be read|failed while sending/,
  ],
];

/**
 * @param words what is kept of it; null: nothing
 * @returns `no-answer` of what is in doubt and `refused` of what is not, where the words tell nothing more
 */
export function readSendFailure(words: string | null, status: DeliveryStatus): SendFailure {
  const found = words === null ? undefined : READ.find(([, pattern]) => pattern.test(words));
  const reason = found?.[0] ?? (status === "unknown" ? "no-answer" : "refused");
  // Whatever was said of the last attempt, an earlier one may have arrived: that is what counts.
  if (status === "unknown" && reason !== "in-part") return "no-answer";
  return reason === "no-answer" && status === "failed" ? "refused" : reason;
}
