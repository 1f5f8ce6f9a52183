import type { MailView, MessageView } from "@circuito/protocol";
import type { Tone } from "@circuito/ui";
import { type MessageId, t } from "../i18n/translate.ts";

type Mailbox = MailView["from"][number];
type RecipientStatus = NonNullable<
  NonNullable<MessageView["delivery"]>["recipients"]
>[number]["status"];

/** Who is meant, in the shortest words that are still true. */
export const personName = ({ name, address }: Mailbox): string =>
  name || (address ?? t("person.unnamed"));

/** Name and address; a name alone proves nothing. */
export const personFull = ({ name, address }: Mailbox): string =>
  name !== "" && address !== null ? `${name} <${address}>` : personName({ name, address });

interface ClassLook {
  readonly label: MessageId;
  readonly text: MessageId;
  readonly tone: Tone;
}

/** What mail that no person wrote is; `human` has no badge. */
const CLASSES: Readonly<Record<Exclude<MailView["class"], "human">, ClassLook>> = {
  "auto-reply": { label: "mailClass.autoReply", text: "mailClass.autoReplyText", tone: "neutral" },
  "out-of-office": {
    label: "mailClass.outOfOffice",
    text: "mailClass.outOfOfficeText",
    tone: "neutral",
  },
  "auto-notice": {
    label: "mailClass.autoNotice",
    text: "mailClass.autoNoticeText",
    tone: "neutral",
  },
  bulk: { label: "mailClass.bulk", text: "mailClass.bulkText", tone: "neutral" },
  bounce: { label: "mailClass.bounce", text: "mailClass.bounceText", tone: "danger" },
  loop: { label: "mailClass.loop", text: "mailClass.loopText", tone: "warn" },
  rate: { label: "mailClass.rate", text: "mailClass.rateText", tone: "warn" },
};

export function classLook(mailClass: MailView["class"]): ClassLook | null {
  return mailClass === "human" ? null : CLASSES[mailClass];
}

/** A code in words; one that we do not know is shown as it came, never hidden. */
const wordsFor =
  (words: Readonly<Record<string, MessageId>>) =>
  (code: string): string => {
    const id = words[code];
    return id === undefined ? code.replaceAll("-", " ") : t(id);
  };

export const bounceReason = wordsFor({
  "no-such-address": "bounce.noSuchAddress",
  "no-such-host": "bounce.noSuchHost",
  moved: "bounce.moved",
  "takes-no-mail": "bounce.takesNoMail",
  "mailbox-full": "bounce.mailboxFull",
  suspended: "bounce.suspended",
  "too-large": "bounce.tooLarge",
  "sender-refused": "bounce.senderRefused",
  "content-refused": "bounce.contentRefused",
  "gave-up": "bounce.gaveUp",
  delivered: "bounce.delivered",
  complaint: "bounce.complaint",
  other: "bounce.other",
});

/** Remarks that change how a reader should take the mail; the others are for the technical part. */
const REMARKS: Readonly<Record<string, MessageId>> = {
  "address-suspicious": "remark.addressSuspicious",
  "no-sender": "remark.noSender",
  "several-senders": "remark.severalSenders",
  "damaged-encoding": "remark.damaged",
  "damaged-structure": "remark.damaged",
  "unknown-charset": "remark.damaged",
  "implausible-date": "remark.implausibleDate",
  "text-cut": "remark.cut",
  "html-cut": "remark.cut",
  "dangerous-file-name": "remark.dangerousFileName",
  encrypted: "remark.encrypted",
};

/** In words, each once. */
export function remarkTexts(remarks: readonly string[]): readonly string[] {
  const ids = remarks.flatMap((remark) => REMARKS[remark] ?? []);
  return [...new Set(ids)].map((id) => t(id));
}

export const ruleName = wordsFor({
  "reply-address": "rule.replyAddress",
  "own-message-id": "rule.ownMessageId",
  "stored-id": "rule.storedId",
  "signed-reference": "rule.signedReference",
  "provider-thread": "rule.providerThread",
});

export const rejectionText = wordsFor({
  "other-inbox": "rejection.otherInbox",
  "not-a-participant": "rejection.notAParticipant",
  "not-authenticated": "rejection.notAuthenticated",
  forwarded: "rejection.forwarded",
  "topic-changed": "rejection.topicChanged",
  "sent-to-somebody-else": "rejection.sentToSomebodyElse",
  "merged-too-often": "rejection.mergedTooOften",
  "bulk-mail": "rejection.bulkMail",
  closed: "rejection.closed",
  "after-reopen-window": "rejection.afterReopenWindow",
  "another-one-was-first": "rejection.anotherOneWasFirst",
});

export const RECIPIENT_WORDS = {
  queued: { label: "recipient.queued", tone: "neutral" },
  accepted: { label: "recipient.accepted", tone: "neutral" },
  deferred: { label: "recipient.deferred", tone: "warn" },
  refused: { label: "recipient.refused", tone: "danger" },
  bounced: { label: "recipient.bounced", tone: "danger" },
} as const satisfies Record<RecipientStatus, { label: MessageId; tone: Tone }>;
