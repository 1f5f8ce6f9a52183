import { afterReceipt, type DeliveryStatus } from "../../delivery.ts";
import type { BouncedRecipient, BounceReport } from "../../email/bounce/bounce.ts";
import type { RecipientState } from "../../email/delivery/recipient-states.ts";
import { cleanMessageId } from "../../email/mail-headers.ts";
import { uuidOf } from "../../email/thread/signed-names.ts";
import type { ThreadKey } from "../../email/thread/thread-keys.ts";
import type { MailOriginal, MailWorld } from "./mail-world.ts";

/** What a delivery report does to the mail it speaks of. */
export interface ReturnedMail {
  readonly original: MailOriginal;
  readonly status: DeliveryStatus;
  readonly recipients: readonly RecipientState[];
  /** One line for people, when nobody is left who gets it. */
  readonly error: string | undefined;
  /** Addresses that are dead, lower-case. */
  readonly undeliverable: readonly {
    readonly address: string;
    readonly status: string | undefined;
    readonly diagnostic: string;
  }[];
}

/** A mail's own servers write one line; more is a dialogue. */
const DETAIL_LENGTH_MAX = 300;

/**
 * Whether the mail will never arrive there. Dead addresses and refusals for good (5.x.x) are final, and
 * so is giving up after days; a full mailbox or a delay is not yet (rules §4).
 */
export function isFinal(report: BounceReport, recipient: BouncedRecipient): boolean {
  if (report.kind !== "failed") return false;
  if (recipient.permanence === "hard" || recipient.reason === "gave-up") return true;
  return (recipient.status ?? recipient.replyCode ?? "").startsWith("5");
}

/** Ids of messages that a report names, unproven: what the store looks up. */
export function namedOriginals(report: Pick<BounceReport, "originalIds">): readonly string[] {
  const ids = report.originalIds.flatMap((id) => messageNamedIn(id) ?? []);
  return [...new Set(ids)];
}

/**
 * The mails of ours that a report is about. It proves that it saw one by naming its whole Message-ID,
 * signature included; who only knows of a conversation cannot make that up.
 */
export function provenOriginals(
  report: BounceReport,
  keys: readonly ThreadKey[],
  inboxId: string,
  originals: MailWorld["originals"],
): readonly { readonly original: MailOriginal; readonly key: ThreadKey }[] {
  const named = report.originalIds.flatMap((evidence) => {
    const original = originals.get(messageNamedIn(evidence) ?? "");
    if (original?.inboxId !== inboxId) return [];
    const isProven =
      cleanMessageId(original.mailId ?? "")?.toLowerCase() === evidence.toLowerCase() ||
      keys.some((key) => key.rule === "own-message-id" && key.id === original.messageId);
    const key = { rule: "own-message-id", id: original.messageId, evidence } as const;
    return isProven ? [{ original, key }] : [];
  });
  return [...new Map(named.map((one) => [one.original.messageId, one])).values()];
}

/** What becomes of the recipients of a mail, and of the mail once nobody is left who gets it. */
export function takeBounce(original: MailOriginal, report: BounceReport): ReturnedMail {
  const ours = new Set(original.recipients.map(({ address }) => address.toLowerCase()));
  const reported = new Map(
    report.recipients.flatMap((news) => {
      const address = news.address?.toLowerCase();
      const meant = address !== undefined && ours.has(address) ? address : soleOf(ours);
      return meant === undefined ? [] : [[meant, news] as const];
    }),
  );
  const recipients = original.recipients.map((recipient): RecipientState => {
    const news = reported.get(recipient.address.toLowerCase());
    if (!news) return recipient;
    const detail = news.diagnostic.slice(0, DETAIL_LENGTH_MAX);
    if (isFinal(report, news)) return { ...recipient, status: "bounced", detail };
    // Late is not refused: a server has it, and sending it again would be a second mail.
    const isLate = report.kind === "delayed" || report.kind === "failed";
    return isLate && recipient.status === "accepted" ? { ...recipient, detail } : recipient;
  });
  const isLost =
    recipients.length > 0 &&
    recipients.every(({ status }) => status === "bounced" || status === "refused");
  return {
    original,
    status: isLost ? afterReceipt(original.status, "failed") : original.status,
    recipients,
    error: isLost ? recipients.find(({ status }) => status === "bounced")?.detail : undefined,
    undeliverable: [...reported].flatMap(([address, news]) =>
      news.permanence === "hard" && isFinal(report, news)
        ? [
            {
              address,
              status: news.status,
              diagnostic: news.diagnostic.slice(0, DETAIL_LENGTH_MAX),
            },
          ]
        : [],
    ),
  };
}

/** A report that names nobody, or where a recipient's mail is passed on to, can only mean the one. */
function soleOf(addresses: ReadonlySet<string>): string | undefined {
  const [only, ...more] = addresses;
  return more.length === 0 ? only : undefined;
}

function messageNamedIn(id: string): string | undefined {
  const [, short] = /^m\.([0-9a-z]{26})\.[0-9a-z]+@/i.exec(id) ?? [];
  return short === undefined ? undefined : uuidOf(short.toLowerCase());
}
