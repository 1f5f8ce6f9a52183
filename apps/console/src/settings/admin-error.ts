import { ApiError } from "../api/request.ts";
import { type MessageId, t } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";

/** Why something in the settings was not done; the general words are about conversations. */
const REFUSALS: Readonly<Record<string, MessageId>> = {
  "name-taken": "refusal.nameTaken",
  "email-taken": "refusal.emailTaken",
  "last-admin": "refusal.lastAdmin",
  "own-account": "refusal.ownAccount",
  "wrong-password": "refusal.wrongPassword",
  "link-over": "refusal.linkOver",
  "level-of-role": "refusal.levelOfRole",
  "same-queue": "refusal.sameQueue",
  "no-such-queue": "refusal.noSuchQueue",
  "no-such-agent": "refusal.noSuchAgent",
  "has-conversations": "refusal.hasConversations",
  "used-by-default-queue": "refusal.usedByDefaultQueue",
  "used-by-rules": "refusal.usedByRules",
  "used-by-attendant": "refusal.usedByAttendant",
  "used-by-overflow": "refusal.usedByOverflow",
  "used-by-policy": "refusal.usedByPolicy",
  "used-by-inbox": "refusal.usedByInbox",
  "used-by-shift": "refusal.usedByShift",
  "used-by-last-queue": "refusal.usedByLastQueue",
  "is-default": "refusal.isDefault",
  "named-by-rules": "refusal.namedByRules",
  promised: "refusal.promised",
  "not-a-calendar": "refusal.notACalendar",
  "too-many-dates": "refusal.tooManyDates",
  "too-many-hours": "refusal.tooManyHours",
  "url-needs-https": "webhooks.refusal.needsHttps",
  "url-not-public": "webhooks.refusal.notPublic",
  "url-has-credentials": "webhooks.refusal.credentials",
  "too-many-procedures": "procedures.mistake.tooMany",
  "too-many-alerts": "alerts.refusal.tooMany",
  "too-many-report-schedules": "reportSchedules.refusal.tooMany",
  "too-many-webhooks": "webhooks.refusal.tooMany",
  "webhook-off": "webhooks.refusal.off",
};

/** The one thing that is wrong, where the server names it: some belong to a field. */
export function becauseOf(error: unknown): string | undefined {
  const because = error instanceof ApiError ? error.details.because : undefined;
  return typeof because === "string" ? because : undefined;
}

export function adminErrorText(error: unknown): string {
  if (!(error instanceof ApiError)) return errorText(error);
  const because = becauseOf(error);
  const id = because === undefined ? undefined : REFUSALS[because];
  if (id !== undefined) return t(id, error.details);
  switch (error.code) {
    case "not-found":
      return t("refusal.gone");
    case "conflict":
    case "wrong-state":
      return t("refusal.changed");
    case "forbidden":
      return t("settings.only.admin");
    default:
      return errorText(error);
  }
}
