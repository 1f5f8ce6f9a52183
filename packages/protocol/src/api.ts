import { ACCOUNT_ROUTES } from "./api/accounts.ts";
import { ALERT_ROUTES } from "./api/alerts.ts";
import { ASK_ROUTES } from "./api/asks.ts";
import { BEGIN_ROUTES } from "./api/begin.ts";
import { BOARD_ROUTES } from "./api/board.ts";
import { BULK_ROUTES } from "./api/bulk.ts";
import { CATEGORY_ROUTES } from "./api/categories.ts";
import { CONTACT_ROUTES } from "./api/contacts.ts";
import { CONVERSATION_ROUTES } from "./api/conversations.ts";
import { DESK_ROUTES } from "./api/desk.ts";
import { FAILURE_ROUTES } from "./api/failures.ts";
import { INBOX_ROUTES } from "./api/inboxes.ts";
import { INSTALLATION_ROUTES } from "./api/installation.ts";
import { KNOWLEDGE_ROUTES } from "./api/knowledge.ts";
import { LEDGER_ROUTES } from "./api/ledger.ts";
import { LIST_ROUTES } from "./api/lists.ts";
import { MACRO_ROUTES } from "./api/macros.ts";
import { MARK_ROUTES } from "./api/marks.ts";
import { MESSAGE_ROUTES } from "./api/messages.ts";
import { PEOPLE_ROUTES } from "./api/people.ts";
import { PROCEDURE_ROUTES } from "./api/procedures.ts";
import { PROMISE_ROUTES } from "./api/promises.ts";
import { QUEUE_ROUTES } from "./api/queues.ts";
import { REPORT_SCHEDULE_ROUTES } from "./api/report-schedules.ts";
import { REPORT_ROUTES } from "./api/reports.ts";
import { ROUTING_ROUTES } from "./api/routing.ts";
import { SEARCH_ROUTES } from "./api/search.ts";
import { SESSION_ROUTES } from "./api/session.ts";
import { SURVEY_ROUTES } from "./api/surveys.ts";
import { TRIAGE_ROUTES } from "./api/triage.ts";
import { WEBHOOK_ROUTES } from "./api/webhooks.ts";
import { WRITING_ROUTES } from "./api/writing.ts";

export type { AlertTargetInput } from "./api/alerts.ts";
export { BULK_MAX, type BulkAct, type BulkResult } from "./api/bulk.ts";
export { contactBody } from "./api/contacts.ts";
export { directBody } from "./api/desk.ts";
export type { ApiLimits, SetupFacts } from "./api/installation.ts";
export { holdBody, replyBody } from "./api/messages.ts";
export { presenceSettings } from "./api/people.ts";
export { type ApiRoute, PAGE_ITEMS_MAX } from "./api/route.ts";

/**
 * The REST API under /api/v1, one entry a route: the server mounts this list, openapi.json is made
 * from it, and the authorization tests walk it. A route that is not here does not exist.
 */
export const API_ROUTES = {
  ...SESSION_ROUTES,
  ...ACCOUNT_ROUTES,
  ...INBOX_ROUTES,
  ...PROMISE_ROUTES,
  ...ASK_ROUTES,
  ...SURVEY_ROUTES,
  ...CONTACT_ROUTES,
  // Before the conversation of an id: `bulk` is none.
  ...BULK_ROUTES,
  ...BEGIN_ROUTES,
  ...CONVERSATION_ROUTES,
  ...SEARCH_ROUTES,
  ...LIST_ROUTES,
  ...MARK_ROUTES,
  ...MESSAGE_ROUTES,
  ...WRITING_ROUTES,
  ...MACRO_ROUTES,
  ...DESK_ROUTES,
  ...TRIAGE_ROUTES,
  ...CATEGORY_ROUTES,
  ...KNOWLEDGE_ROUTES,
  ...PROCEDURE_ROUTES,
  ...QUEUE_ROUTES,
  ...PEOPLE_ROUTES,
  ...ROUTING_ROUTES,
  ...LEDGER_ROUTES,
  ...FAILURE_ROUTES,
  ...BOARD_ROUTES,
  ...REPORT_ROUTES,
  ...REPORT_SCHEDULE_ROUTES,
  ...INSTALLATION_ROUTES,
  ...WEBHOOK_ROUTES,
  ...ALERT_ROUTES,
};

export type ApiRouteName = keyof typeof API_ROUTES;
