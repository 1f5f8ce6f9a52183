import type { Refusal } from "@circuito/realtime";
import { ApiError } from "../api/request.ts";
import { duration } from "../i18n/format.ts";
import { type MessageId, t } from "../i18n/translate.ts";

/** Codes that people meet, in words: what happened, what is safe, what to do. */
const TEXTS: Readonly<Record<string, MessageId>> = {
  unreachable: "problem.unreachable",
  unauthenticated: "problem.unauthenticated",
  forbidden: "problem.forbidden",
  "not-found": "problem.notFound",
  conflict: "problem.conflict",
  "capacity-full": "problem.capacityFull",
  "wrong-state": "problem.wrongState",
  gone: "problem.gone",
  "opted-out": "problem.optedOut",
  "not-routable": "problem.notRoutable",
  "rate-limited": "problem.rateLimited",
  "outside-window": "problem.outsideWindow",
  "too-large": "problem.tooLarge",
  invalid: "problem.invalid",
  unavailable: "problem.unavailable",
};

export function problemText(code: string): string {
  return t(TEXTS[code] ?? "problem.internal");
}

/** Of what was refused as `invalid`: what is wrong with it. */
const REFUSALS: Readonly<Record<string, MessageId>> = {
  "bad-address": "refusal.badAddress",
  "own-address": "refusal.ownAddress",
  "bad-name": "refusal.badAddress",
  "bad-subject": "refusal.badSubject",
  "no-recipient": "composer.needsRecipient",
  "too-many-recipients": "refusal.tooManyRecipients",
  "nobody-reads": "replyNote.nobodyReads",
  "not-the-sender": "replyNote.notTheSender",
  "files-too-large": "refusal.filesTooLarge",
  "says-nothing": "refusal.saysNothing",
  "closing-incomplete": "refusal.closingIncomplete",
  "no-such-break": "refusal.noSuchBreak",
  "no-such-category": "refusal.noSuchCategory",
  "field-missing": "refusal.fieldMissing",
  "field-unreadable": "refusal.fieldUnreadable",
  "promise-in-the-past": "refusal.promiseInThePast",
  "promise-too-far": "refusal.promiseTooFar",
  "answered-meanwhile": "refusal.answeredMeanwhile",
  "no-such-message": "refusal.noSuchMessage",
  "too-many-labels": "refusal.tooManyLabels",
  registered: "refusal.registered",
  "step-required": "refusal.stepRequired",
  "not-this-step": "procedures.refusal.notThisStep",
  "procedure-over": "procedures.refusal.over",
  "procedure-running": "procedures.refusal.running",
  "no-such-procedure": "procedures.refusal.gone",
  "answer-missing": "procedures.needsAnswer",
  "answer-unreadable": "procedures.unreadable",
  "not-to-be-taken-back": "refusal.notToBeTakenBack",
  "too-many-views": "refusal.tooManyViews",
  "merged-further": "refusal.mergedFurther",
  "too-many-attributes": "refusal.tooManyAttributes",
  "no-such-template": "refusal.noSuchTemplate",
  "unusable-template": "refusal.unusableTemplate",
  "variables-missing": "refusal.variablesMissing",
  "variables-too-many": "refusal.variablesTooMany",
  "variable-has-line-breaks": "refusal.variableHasLineBreaks",
};

/** Why the server did not take what was written, as exactly as it said. */
export function refusalText(refusal: Pick<Refusal, "code" | "details"> | null): string {
  const { because, address, step } = refusal?.details ?? {};
  const id = typeof because === "string" ? REFUSALS[because] : undefined;
  return id === undefined ? problemText(refusal?.code ?? "internal") : t(id, { address, step });
}

export function errorText(error: unknown): string {
  if (error instanceof ApiError && error.code === "rate-limited" && error.retryAfterMs !== null) {
    return t("problem.rateLimitedFor", { wait: duration(error.retryAfterMs) });
  }
  return refusalText(error instanceof ApiError ? error : null);
}

/** For the folded technical part: what a person who helps needs to find it in the logs. */
export function technicalText(error: unknown): string {
  if (!(error instanceof ApiError)) return String(error);
  return [error.code, error.status, error.requestId].filter(Boolean).join(" · ");
}
