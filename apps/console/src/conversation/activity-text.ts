import type { ActivityView } from "@circuito/protocol";
import { PRIORITY_NAMES } from "@circuito/protocol/list-text";
import { clockTime } from "../i18n/format.ts";
import { addressText, priorityName, reasonText } from "../i18n/labels.ts";
import { type MessageId, t } from "../i18n/translate.ts";

/** Kinds of the story that have a sentence of their own. */
const SENTENCES: Readonly<Record<string, MessageId>> = {
  opened: "activity.opened",
  invited: "activity.invited",
  assigned: "activity.assigned",
  claimed: "activity.claimed",
  released: "activity.released",
  transferred: "activity.transferred",
  directed: "activity.directed",
  escalated: "activity.escalated",
  returned: "activity.returned",
  skipped: "activity.skipped",
  recalled: "activity.recalled",
  "duplicate-closed": "activity.duplicateClosed",
  "notice-not-sent": "activity.noticeNotSent",
  "hand-over-overdue": "activity.handOverOverdue",
  offered: "activity.offered",
  "offer-declined": "activity.offerDeclined",
  "offer-missed": "activity.offerMissed",
  "offer-rescinded": "activity.offerRescinded",
  "plan-step": "activity.planStep",
  "plan-over": "activity.planOver",
  overflowed: "activity.overflowed",
  snoozed: "activity.snoozed",
  woken: "activity.woken",
  resolved: "activity.resolved",
  reopened: "activity.reopened",
  closed: "activity.closed",
  "opted-out": "activity.optedOut",
  "opted-in": "activity.optedIn",
  follows: "activity.follows",
  joined: "activity.joined",
  "possibly-related": "activity.possiblyRelated",
  "stranger-joined": "activity.strangerJoined",
  "sent-by-form": "activity.sentByForm",
  "sent-outside": "activity.sentOutside",
  bounced: "activity.bounced",
  "delivery-delayed": "activity.deliveryDelayed",
  "sent-again": "activity.sentAgain",
  "send-confirmed": "activity.sendConfirmed",
  "send-discarded": "activity.sendDiscarded",
  "delivery-reported": "activity.deliveryReported",
  "sender-held": "activity.senderHeld",
  "forged-name": "activity.forgedName",
  "person-merged": "activity.personMerged",
  "person-separated": "activity.personSeparated",
  "contact-changed": "activity.contactChanged",
  "address-shared": "activity.addressShared",
  "writes-elsewhere": "activity.writesElsewhere",
  "confirmation-asked": "activity.confirmationAsked",
  "confirmation-answered": "activity.confirmedSolved",
  "confirmation-lapsed": "activity.confirmationLapsed",
  "confirmation-not-asked": "activity.confirmationNotAsked",
  "survey-sent": "activity.surveySent",
  "survey-answered": "activity.surveyAnswered",
  "survey-lapsed": "activity.surveyLapsed",
  "survey-not-sent": "activity.surveyNotSent",
  "attendant-asked": "activity.attendantAsked",
  "attendant-ended": "activity.attendantEnded",
  routed: "activity.routed",
  "promise-at-risk": "activity.promiseAtRisk",
  "promise-broken": "activity.promiseBroken",
  "promise-overdue": "activity.promiseOverdue",
  "promise-rebased": "activity.promiseRebased",
  moved: "activity.moved",
  "macro-run": "activity.macroRun",
  labelled: "activity.labelled",
  prioritized: "activity.prioritized",
  renamed: "activity.renamed",
  categorized: "activity.categorized",
  "article-drafted": "activity.articleDrafted",
  "article-used": "activity.articleUsed",
  peeked: "activity.peeked",
  "procedure-started": "activity.procedureStarted",
  "procedure-step": "activity.procedureStep",
  "procedure-ended": "activity.procedureFinished",
};

/** Kinds that say since when, where they know. */
const SINCE: Readonly<Record<string, MessageId>> = { released: "activity.releasedSince" };

/** Kinds whose sentence says why already. */
const SPEAKS_FOR_ITSELF = new Set([
  "invited",
  "procedure-started",
  "procedure-step",
  "procedure-ended",
  "hand-over-overdue",
  "confirmation-asked",
  "confirmation-answered",
  "confirmation-lapsed",
  "article-used",
  "article-drafted",
  "survey-sent",
  "survey-answered",
  "survey-lapsed",
]);

export interface Names {
  readonly queue: (id: string) => string | undefined;
  readonly agent: (id: string) => string | undefined;
}

/**
 * What happened, in a sentence; the activity's data holds ids, names are looked up. A kind without
 * a sentence shows its own word rather than nothing.
 */
export function activityText(
  { kind, actorName, data }: Pick<ActivityView, "kind" | "actorName" | "data">,
  names: Names,
): string {
  const id = sentenceOf(kind, data);
  const text = (key: string) => (typeof data[key] === "string" ? data[key] : "");
  const agent = names.agent(text("toAgentId") || text("agentId")) ?? "";
  const queue = names.queue(text("toQueueId") || text("queueId")) ?? "";
  const from = names.queue(text("fromQueueId")) ?? "";
  if (id === undefined) {
    const word = kind.replaceAll("-", " ");
    return actorName === null ? word : `${word} · ${actorName}`;
  }
  return t(id, {
    actor: actorName ?? t("person.system"),
    about: markOf(kind, data) || aboutOf(data) || t("person.somebody"),
    agent: agent || actorName || t("person.somebody"),
    since: text("since") === "" ? "" : clockTime(text("since")),
    from: from || t("handOver.unknownQueue"),
    reason: text("reason"),
    to:
      [queue, text("toAgentId") === "" ? "" : agent].filter(Boolean).join(" · ") ||
      t("handOver.unknownQueue"),
  });
}

/** What was written on the conversation: labels with + and −, the priority by its name, the title. */
function markOf(kind: string, data: ActivityView["data"]): string {
  const signed = (sign: string, labels: unknown) =>
    Array.isArray(labels) ? labels.map((label) => `${sign}${label}`) : [];
  switch (kind) {
    case "labelled":
      return [...signed("+", data.added), ...signed("−", data.removed)].join(", ");
    case "invited":
      return [data.name, data.text]
        .filter((part) => typeof part === "string" && part !== "")
        .map((part) => `“${part}”`)
        .join(": ");
    case "article-used":
      return typeof data.title === "string" ? `“${data.title}”` : "";
    case "prioritized":
      return priorityName(
        PRIORITY_NAMES.find((name) => name === data.to) ?? "normal",
      ).toLowerCase();
    case "survey-sent":
    case "survey-answered":
      return surveyOf(data);
    case "macro-run":
      return typeof data.name === "string" ? `“${data.name}”` : "";
    case "categorized":
      if (isToldMore(data)) return Array.isArray(data.fields) ? data.fields.join(", ") : "";
      return typeof data.to === "string" ? data.to : t("fact.none");
    case "resolved":
      return typeof data.resolution === "string" ? data.resolution : "";
    case "renamed":
      return typeof data.to === "string" ? data.to : t("fact.none");
    case "procedure-started":
    case "procedure-ended":
      return quoted(data.procedure);
    case "procedure-step":
      return [quoted(data.step), data.answer]
        .filter((part) => typeof part === "string")
        .join(" · ");
    default:
      return "";
  }
}

const HIGHEST_SCORES: Readonly<Record<string, number>> = { csat: 5, ces: 7, nps: 10 };

/** "CSAT 4/5": the scale stands beside the score, for a 5 is another thing out of 7. */
function surveyOf({ kind, score }: ActivityView["data"]): string {
  if (typeof kind !== "string") return "";
  const name = kind.toUpperCase();
  return typeof score === "number" ? `${name} ${score}/${HIGHEST_SCORES[kind] ?? "?"}` : name;
}

const quoted = (name: unknown) => (typeof name === "string" ? `“${name}”` : "");

/** Some kinds say more where they know more. */
function sentenceOf(kind: string, data: ActivityView["data"]): MessageId | undefined {
  if (kind === "resolved" && data.survey === "left-out") {
    return data.resolution === undefined
      ? "activity.resolvedNoSurvey"
      : "activity.resolvedAsNoSurvey";
  }
  if (kind === "resolved" && data.resolution !== undefined) return "activity.resolvedAs";
  if (kind === "sent-again" && data.byName !== undefined) return "activity.sentAgainBy";
  if (kind === "opened" && data.queueId === undefined) return "activity.openedInMenu";
  if (kind === "confirmation-answered" && data.answer === "no") return "activity.saidNotSolved";
  if (kind === "procedure-step" && data.outcome === "skipped") return "activity.procedureSkipped";
  if (kind === "procedure-ended" && data.state === "given-up") return "activity.procedureGivenUp";
  if (kind === "attendant-ended" && Array.isArray(data.chosen)) return "activity.attendantChosen";
  if (kind === "categorized" && isToldMore(data)) return "activity.toldAbout";
  return typeof data.since === "string" ? (SINCE[kind] ?? SENTENCES[kind]) : SENTENCES[kind];
}

/** Why, in words; of a routing rule its name. Absent: it speaks for itself. */
export function activityReason({
  kind,
  because,
  data,
}: Pick<ActivityView, "kind" | "because" | "data">): string | undefined {
  if (because === null || SPEAKS_FOR_ITSELF.has(kind)) return undefined;
  return because === "rule-matched" && typeof data.ruleName === "string"
    ? t("because.ruleNamed", { rule: data.ruleName })
    : reasonText(because);
}

/** Whom or what a line of a mail is about: addresses, or the protocols of other conversations. */
function aboutOf(data: ActivityView["data"]): string {
  const { address, protocol, protocols, recipients, chosen } = data;
  if (Array.isArray(chosen)) return chosen.join(" › ");
  if (typeof address === "string") return addressText(address);
  if (typeof protocol === "string") return protocol;
  const names = [protocols, recipients].flatMap((list) =>
    Array.isArray(list) ? list.flatMap((one: unknown) => nameOf(one) ?? []) : [],
  );
  return names.join(", ");
}

function nameOf(one: unknown): string | undefined {
  if (typeof one === "string") return one;
  if (typeof one !== "object" || one === null || !("address" in one)) return undefined;
  return typeof one.address === "string" ? one.address : undefined;
}

/** It is about what it was about: more is known of that. */
const isToldMore = ({ from, to }: ActivityView["data"]): boolean => from === to;
