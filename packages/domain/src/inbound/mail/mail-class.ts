import {
  LOOP_HEADER,
  type MailClass,
  RATE_FROM_SENDER_MAX,
  RATE_SAME_BODY_MAX,
  RATE_WINDOW_MS,
} from "../../email/automatic/automatic-mail.ts";
import type { MailContent } from "../../email/mail-content.ts";
import type { SenderHistory } from "./mail-world.ts";

/** Rules §4: a sender who floods an inbox is set aside for an hour, and told of once. */
export const HELD_MS = 60 * 60 * 1_000;
/** How far back the counts look: a flood at its beginning, and the hour that it holds for. */
export const HISTORY_MS = HELD_MS + RATE_WINDOW_MS;
/** Older mail is taken in from a mailbox's past, and no flood for coming at once. Delays are shorter. */
const BACKFILL_AFTER_MS = 24 * 60 * 60 * 1_000;

export interface CountedClass {
  readonly class: MailClass;
  /** Whether it counts towards a flood. */
  readonly counts: boolean;
  /** This mail is the one too many: from now on its sender is held. */
  readonly heldFrom: "sender-rate" | "same-text" | undefined;
}

/** The moment a mail counts at: its arrival, but for mail that was there long before us. */
export function countedAt(message: {
  readonly sentAt: number | undefined;
  readonly receivedAt: number;
}): number {
  const { sentAt, receivedAt } = message;
  return sentAt !== undefined && receivedAt - sentAt > BACKFILL_AFTER_MS ? sentAt : receivedAt;
}

/**
 * The class that a mail's bytes say, unless its sender has become a flood. Bounces and automatic answers
 * are what they are, however many: they open nothing (rules §4 names them before the rate).
 * @param at when this one counts
 */
export function countedClass(
  mail: Pick<MailContent, "classification" | "origin" | "textSha256" | "isAuthenticated">,
  history: SenderHistory,
  at: number,
): CountedClass {
  const written = mail.classification.class;
  const counts =
    mail.origin === "received" &&
    (written === "human" || written === "bulk" || written === "auto-notice");
  if (!counts) return { class: written, counts, heldFrom: undefined };
  const isProven = mail.isAuthenticated;
  // Whoever floods us in a customer's name does not silence the customer.
  const before = history.filter(
    (one) => one.isProven === isProven && one.at > at - HISTORY_MS && one.at <= at,
  );
  if (floods(before).some((flood) => flood.at > at - HELD_MS)) {
    return { class: "rate", counts, heldFrom: undefined };
  }
  const all = floods([...before, { at, textSha256: mail.textSha256, isProven }]);
  const now = all.find(({ index }) => index === before.length);
  return now
    ? { class: "rate", counts, heldFrom: now.because }
    : { class: written, counts, heldFrom: undefined };
}

interface Flood {
  readonly index: number;
  readonly at: number;
  readonly because: "sender-rate" | "same-text";
}

/** The mails at which too much had come within RATE_WINDOW_MS. */
function floods(history: SenderHistory): readonly Flood[] {
  const found: Flood[] = [];
  const byText = new Map<string, number>();
  let first = 0;
  for (const [index, { at, textSha256 }] of history.entries()) {
    byText.set(textSha256, (byText.get(textSha256) ?? 0) + 1);
    for (let old = history[first]; old && old.at <= at - RATE_WINDOW_MS; old = history[first]) {
      byText.set(old.textSha256, (byText.get(old.textSha256) ?? 0) - 1);
      first += 1;
    }
    if ((byText.get(textSha256) ?? 0) > RATE_SAME_BODY_MAX)
      found.push({ index, at, because: "same-text" });
    else if (index - first + 1 > RATE_FROM_SENDER_MAX)
      found.push({ index, at, because: "sender-rate" });
  }
  return found;
}

/** Mail programs and providers keep copies of what we sent through them: our own marks tell them. */
export function isOwnCopy(mail: Pick<MailContent, "classification">): boolean {
  return mail.classification.evidence.some(
    ({ signal }) => signal === "own-message-id" || signal === LOOP_HEADER,
  );
}
