import type { Handlers } from "../handler.ts";
import { createLogIn } from "../log-in.ts";
import type { SessionCookie } from "../session-cookie.ts";
import type { WebParts } from "../web-parts.ts";
import { accountHandlers } from "./accounts.ts";
import { agentSettingsHandlers } from "./agent-settings.ts";
import { alertHandlers } from "./alerts.ts";
import { articlePictureHandlers } from "./article-pictures.ts";
import { articleHandlers } from "./articles.ts";
import { askHandlers } from "./asks.ts";
import { attendantHandlers } from "./attendants.ts";
import { autoAnswerHandlers } from "./auto-answers.ts";
import { beginHandlers } from "./begin.ts";
import { boardHandlers } from "./board.ts";
import { bulkHandlers } from "./bulk.ts";
import { calendarHandlers } from "./calendars.ts";
import { categoryHandlers } from "./categories.ts";
import { channelSessionHandlers } from "./channel-sessions.ts";
import { chatIdentityHandlers } from "./chat-identities.ts";
import { chatInstallationHandlers } from "./chat-installations.ts";
import { configurationHandlers } from "./configuration.ts";
import { contactHandlers } from "./contacts.ts";
import { conversationHandlers } from "./conversations.ts";
import { deskHandlers } from "./desk.ts";
import { diagnosticsHandlers } from "./diagnostics.ts";
import { failureHandlers } from "./failures.ts";
import { handOverHandlers } from "./hand-overs.ts";
import { inboxRoutingHandlers } from "./inbox-routing.ts";
import { installationHandlers } from "./installation.ts";
import { knowledgeHandlers } from "./knowledge.ts";
import { ledgerHandlers } from "./ledger.ts";
import { listHandlers } from "./lists.ts";
import { macroHandlers } from "./macros.ts";
import { mailboxHandlers } from "./mailboxes.ts";
import { markHandlers } from "./marks.ts";
import { mediaHandlers } from "./media.ts";
import { messageTimelineHandlers } from "./message-timeline.ts";
import { newsMailHandlers } from "./news-mail.ts";
import { offerHandlers } from "./offers.ts";
import { ownAccountHandlers } from "./own-account.ts";
import { ownMailHandlers } from "./own-mail.ts";
import { peopleHandlers } from "./people.ts";
import { presenceHandlers } from "./presence.ts";
import { privacyHandlers } from "./privacy.ts";
import { procedureRunHandlers } from "./procedure-runs.ts";
import { procedureHandlers } from "./procedures.ts";
import { queueArchiveHandlers } from "./queue-archive.ts";
import { queueSettingsHandlers } from "./queue-settings.ts";
import { quickReplyHandlers } from "./quick-replies.ts";
import { reportScheduleHandlers } from "./report-schedules.ts";
import { reportHandlers } from "./reports.ts";
import { routingHandlers } from "./routing.ts";
import { routingNameHandlers } from "./routing-names.ts";
import { routingRuleHandlers } from "./routing-rules.ts";
import { sandboxHandlers } from "./sandbox.ts";
import { searchHandlers } from "./search.ts";
import { senderCheckHandlers } from "./sender-check.ts";
import { sessionHandlers } from "./session.ts";
import { slaHandlers } from "./sla.ts";
import { surveyHandlers } from "./surveys.ts";
import { triageHandlers } from "./triage.ts";
import { webhookHandlers } from "./webhooks.ts";
import { writingHandlers } from "./writing.ts";

/** One handler for every route; the compiler finds the forgotten one. */
export function createHandlers(parts: WebParts, cookie: SessionCookie): Handlers {
  const logIn = createLogIn();
  return {
    ...sessionHandlers(parts, cookie, logIn),
    ...accountHandlers(parts),
    ...ownAccountHandlers(parts, cookie, logIn),
    ...configurationHandlers(parts),
    ...askHandlers(parts),
    ...articleHandlers(parts),
    ...articlePictureHandlers(parts),
    ...attendantHandlers(parts),
    ...autoAnswerHandlers(parts),
    ...boardHandlers(parts),
    ...beginHandlers(parts),
    ...bulkHandlers(parts),
    ...calendarHandlers(parts),
    ...channelSessionHandlers(parts),
    ...chatIdentityHandlers(parts),
    ...chatInstallationHandlers(parts),
    ...contactHandlers(parts),
    ...conversationHandlers(parts),
    ...deskHandlers(parts),
    ...diagnosticsHandlers(parts),
    ...failureHandlers(parts),
    ...handOverHandlers(parts),
    ...listHandlers(parts),
    ...macroHandlers(parts),
    ...inboxRoutingHandlers(parts),
    ...mailboxHandlers(parts),
    ...senderCheckHandlers(parts),
    ...markHandlers(parts),
    ...mediaHandlers(parts),
    ...messageTimelineHandlers(parts),
    ...offerHandlers(parts),
    ...agentSettingsHandlers(parts),
    ...queueSettingsHandlers(parts),
    ...queueArchiveHandlers(parts),
    ...peopleHandlers(parts),
    ...presenceHandlers(parts),
    ...privacyHandlers(parts),
    ...newsMailHandlers(parts),
    ...reportHandlers(parts),
    ...routingHandlers(parts),
    ...routingNameHandlers(parts),
    ...routingRuleHandlers(parts),
    ...sandboxHandlers(parts),
    ...searchHandlers(parts),
    ...slaHandlers(parts),
    ...quickReplyHandlers(parts),
    ...writingHandlers(parts),
    ...surveyHandlers(parts),
    ...triageHandlers(parts),
    ...categoryHandlers(parts),
    ...knowledgeHandlers(parts),
    ...procedureHandlers(parts),
    ...procedureRunHandlers(parts),
    ...ledgerHandlers(parts),
    ...installationHandlers(parts),
    ...webhookHandlers(parts),
    ...ownMailHandlers(parts),
    ...alertHandlers(parts),
    ...reportScheduleHandlers(parts),
  };
}
