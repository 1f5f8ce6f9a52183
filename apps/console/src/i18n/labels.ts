import type { ConversationView, QueueView, WantedPresence } from "@circuito/protocol";
import { shownPhone } from "@circuito/protocol/chat-text";
import { PRIORITY_NAMES, type PriorityName, priorityNameOf } from "@circuito/protocol/list-text";
import type { Channel, DeliveryMark, Tone } from "@circuito/ui";
import { playTime } from "./format.ts";
import { type MessageId, t } from "./translate.ts";

/** Closed codes of the protocol in the person's words. */
const CHANNELS: Readonly<Record<string, MessageId>> = {
  email: "channel.email",
  whatsapp: "channel.whatsapp",
  webchat: "channel.webchat",
  sms: "channel.sms",
  form: "channel.form",
  loopback: "channel.loopback",
};

export const channelName = (channel: string): string => {
  const id = CHANNELS[channel];
  return id === undefined ? channel : t(id);
};

/** Where it begins what is read: "E-mail", "Chat do site". */
export const channelTitle = (channel: string): string => {
  const name = channelName(channel);
  return name.charAt(0).toLocaleUpperCase() + name.slice(1);
};

export const channelGlyph = (channel: string): Channel =>
  channel in CHANNELS ? (channel as Channel) : "loopback";

export const levelName = (level: number): string => t("level.short", { level });

export const queueRole = (queue: QueueView): string =>
  t(`queueRole.${queue.role}` satisfies MessageId);

export const presenceName = (wanted: WantedPresence): string =>
  t(`presence.${wanted}` satisfies MessageId);

export const urgencyName = (urgency: NonNullable<ConversationView["urgency"]>): string =>
  t(`urgency.${urgency}` satisfies MessageId);

/** The same four words: how pressing a registered problem is, and how pressing its conversation. */
export const priorityName = (priority: PriorityName): string => urgencyName(priority);

/** What presses most of the two: what a director wrote down, and what rules and people made of it. */
export function pressure({
  urgency,
  priority,
}: Pick<ConversationView, "urgency" | "priority">): PriorityName {
  const name = priorityNameOf(priority);
  if (urgency === null) return name;
  return PRIORITY_NAMES.indexOf(urgency) > PRIORITY_NAMES.indexOf(name) ? urgency : name;
}

export const URGENCY_TONE = {
  low: "neutral",
  normal: "neutral",
  high: "warn",
  urgent: "danger",
} as const satisfies Record<NonNullable<ConversationView["urgency"]>, Tone>;

/** Why the conversation stands in its group: the sub-reason under "A fazer" or "Aguardando". */
export function turnName(conversation: ConversationView): string {
  switch (conversation.status) {
    case "snoozed":
      return t("turn.snoozed");
    case "resolved":
      return t("turn.resolved");
    case "closed":
      return t("turn.closed");
    case "open":
      if (conversation.waitingOn === "customer") return t("turn.waitingCustomer");
      if (conversation.waitingOn === "third-party") return t("turn.waitingThirdParty");
      return conversation.assignee === null ? t("turn.new") : t("turn.customerWaits");
  }
}

const MARKS = {
  queued: ["queued", "delivery.queued"],
  claimed: ["queued", "delivery.claimed"],
  submitting: ["sending", "delivery.submitting"],
  sent: ["sent", "delivery.sent"],
  delivered: ["delivered", "delivery.delivered"],
  read: ["read", "delivery.read"],
  failed: ["failed", "delivery.failed"],
  unknown: ["sending", "delivery.unknown"],
} as const satisfies Record<string, readonly [DeliveryMark, MessageId]>;

export function deliveryMark(status: keyof typeof MARKS): { mark: DeliveryMark; label: string } {
  const [mark, id] = MARKS[status];
  return { mark, label: t(id) };
}

/**
 * `tel:+5541999123388` → `(41) 99912-3388`; others without their scheme. Ids that WhatsApp gives in
 * place of numbers say nothing to people: what they are is said instead. For reading only: what is
 * sent to keeps the spelling that it came with.
 */
export function addressText(address: string): string {
  const [, scheme, rest] = /^([a-z-]+):(.*)$/.exec(address) ?? [];
  if (scheme === undefined || rest === undefined) return address;
  if (scheme === "wa-group") return t("address.group");
  if (scheme === "visitor") return t("address.visitor");
  if (scheme === "form") return t("address.form");
  if (scheme === "erased") return t("person.erased");
  // What the host page calls them, without the inbox that it is said in.
  if (scheme === "customer") return rest.slice(rest.indexOf("/") + 1);
  if (isNameless(address)) return t("address.hidden");
  const shown = scheme === "tel" ? (shownPhone(`tel:${rest}`) ?? rest) : rest;
  const brazilian = /^\+55([1-9]\d)(\d{4,5})(\d{4})$/.exec(shown);
  if (brazilian === null) return shown;
  return `(${brazilian[1]}) ${brazilian[2]}-${brazilian[3]}`;
}

/** An id of WhatsApp's that stands for a person and tells nobody who it is. */
export function isNameless(address: string): boolean {
  return /^wa-(lid|user):/.test(address);
}

const KINDS: Readonly<Record<string, MessageId>> = {
  audio: "media.kind.audio",
  image: "media.kind.image",
  video: "media.kind.video",
};

/**
 * The first words of a message; of a file without name and words, what kind of file it is; and how long a
 * recording is: "Áudio · 0:42".
 */
export function previewText(preview: string, lengthMs: number | null = null): string {
  const [, family] = /^(audio|image|video|application|text)\/[\w.+-]+$/.exec(preview) ?? [];
  const text = family === undefined ? preview : t(KINDS[family] ?? "media.kind.other");
  return lengthMs === null ? text : `${text} · ${playTime(lengthMs / 1_000)}`;
}

/** What a promise is about. */
export function measureName(measure: string): string {
  const id = MEASURES[measure];
  return id === undefined ? measure.replaceAll("-", " ") : t(id);
}

const MEASURES: Readonly<Record<string, MessageId>> = {
  "queue-wait": "measure.queue-wait",
  "first-response": "measure.first-response",
  "next-response": "measure.next-response",
  acceptance: "measure.acceptance",
  resolution: "measure.resolution",
};

/** A reason's code as words; one we do not know is shown as it came, never hidden. */
export function reasonText(because: string): string {
  const id = REASONS[because];
  return id === undefined ? because.replaceAll("-", " ") : t(id);
}

const REASONS: Readonly<Record<string, MessageId>> = {
  ...MEASURES,
  "promise-at-risk": "activity.promiseAtRisk",
  "promise-broken": "activity.promiseBroken",
  "promise-overdue": "activity.promiseOverdue",
  "asked-for": "because.askedFor",
  answered: "because.answered",
  "asked-for-a-person": "because.askedForAPerson",
  attendant: "because.attendant",
  "chose-a-menu": "because.choseAMenu",
  greeted: "because.greeted",
  "no-answer-in-time": "because.noAnswerInTime",
  "no-menu": "because.noMenu",
  "not-understood": "because.notUnderstood",
  "outside-hours": "because.outsideHours",
  echo: "because.machineEcho",
  "quicker-than-typed": "because.machineQuick",
  "same-words": "because.machineSameWords",
  "switched-off": "because.switchedOff",
  "taken-over": "because.takenOver",
  "too-many-sayings": "because.tooManySayings",
  "went-back": "because.wentBack",
  "begun-by-agent": "because.begunByAgent",
  "written-on-the-phone": "because.writtenOnThePhone",
  spam: "because.spam",
  "wrong-contact": "because.wrongContact",
  duplicate: "because.duplicate",
  "needs-supervisor": "because.needsSupervisor",
  "not-my-language": "because.notMyLanguage",
  "wait-for-more": "because.waitForMore",
  "same-matter": "because.sameMatter",
  "rule-matched": "because.ruleMatched",
  "said-by-us": "because.saidByUs",
  "signed-identity": "because.signedIdentity",
  "same-person-on-another-channel": "because.samePerson",
  "same-account": "because.sameAccount",
  "same-number": "because.sameNumber",
  "number-changed": "because.numberChanged",
  "no-rule-matched": "because.noRuleMatched",
  "previous-agent": "because.previousAgent",
  "longest-idle": "because.longestIdle",
  "had-room": "because.hadRoom",
  "least-loaded": "because.leastLoaded",
  weighted: "because.weighted",
  "skill-best": "because.skillBest",
  "accepted-offer": "because.acceptedOffer",
  "gave-a-reason": "because.gaveAReason",
  "time-over": "because.timeOver",
  taken: "because.taken",
  elsewhere: "because.elsewhere",
  "no-room": "because.noRoom",
  "not-available": "because.notAvailable",
  "wait-over": "because.waitOver",
  "nobody-logged-in": "because.nobodyLoggedIn",
  "plan-over": "because.planOver",
  "chose-it": "because.choseIt",
  "took-next": "because.tookNext",
  "taken-back": "because.takenBack",
  "without-taking": "because.withoutTaking",
  replied: "because.replied",
  "to-a-queue": "because.toAQueue",
  "to-a-colleague": "because.toAColleague",
  registered: "because.registered",
  "needs-a-higher-level": "because.needsAHigherLevel",
  "sent-back": "because.sentBack",
  "second-return": "because.secondReturn",
  "same-queue-twice": "because.sameQueueTwice",
  "not-accepted-in-time": "because.notAcceptedInTime",
  "put-off": "because.putOff",
  "time-came": "because.timeCame",
  "customer-wrote": "because.customerWrote",
  "said-solved": "because.saidSolved",
  "somebody-asked": "because.somebodyAsked",
  "somebody-decided": "because.somebodyDecided",
  "somebody-made-sure": "because.somebodyMadeSure",
  "by-hand": "because.byHand",
  "within-reopen-window": "because.withinReopenWindow",
  "window-over": "because.windowOver",
  "agent-unreachable": "because.agentUnreachable",
  "agent-away": "because.agentAway",
  keyword: "because.keyword",
  "address-not-vouched-for": "because.addressNotVouchedFor",
  "after-reopen-window": "because.afterReopenWindow",
  "another-one-was-first": "because.anotherWasFirst",
  "answer-bounced": "because.answerBounced",
  other: "because.bounceOther",
  "bulk-mail": "because.bulkMail",
  complaint: "because.complaint",
  "content-refused": "because.contentRefused",
  delivered: "because.delivered",
  forwarded: "because.forwarded",
  "gave-up": "because.gaveUp",
  "mailbox-full": "because.mailboxFull",
  "merged-too-often": "because.mergedTooOften",
  moved: "because.moved",
  "no-such-address": "because.noSuchAddress",
  "no-such-host": "because.noSuchHost",
  "not-a-participant": "because.notAParticipant",
  "not-authenticated": "because.notAuthenticated",
  closed: "because.previousClosed",
  "same-text": "because.sameText",
  "sender-rate": "because.senderRate",
  "sender-refused": "because.senderRefused",
  "sent-folder": "because.sentFolder",
  "not-taken-yet": "because.notTakenYet",
  "no-answer-after-handover": "because.noAnswerAfterHandover",
  "sent-to-somebody-else": "because.sentToSomebodyElse",
  "signature-does-not-hold": "because.signatureDoesNotHold",
  "signed-name-passed-on": "because.signedNamePassedOn",
  "staff-mail": "because.staffMail",
  suspended: "because.suspended",
  "takes-no-mail": "because.takesNoMail",
  "too-large": "because.tooLarge",
  "topic-changed": "because.topicChanged",
  "answers-our-question": "because.answersOurQuestion",
  "asked-something-else": "because.askedSomethingElse",
  "asked-too-often": "because.askedTooOften",
  "automatic-mail": "because.automaticMail",
  "confirmation-off": "because.confirmationOff",
  group: "because.group",
  "no-human-answer": "because.noHumanAnswer",
  "no-reply-address": "because.noReplyAddress",
  "not-routable": "because.notRoutable",
  "opted-out": "because.optedOut",
  "outside-window": "because.outsideWindow",
  "said-not-solved": "because.saidNotSolved",
  "wrote-anew": "because.wroteAnew",
  "surveyed-lately": "because.surveyedLately",
  "asked-for-nps-lately": "because.askedForNpsLately",
};
