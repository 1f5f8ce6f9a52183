export * from "./alerts/judge-alerts.ts";
export * from "./alerts/watch-alerts.ts";
export type { AskUrl } from "./ask-links.ts";
export * from "./assignment/assigner.ts";
export * from "./assignment/serve-agent.ts";
export * from "./assignment/serve-queue.ts";
export * from "./back-test.ts";
export * from "./bulletins/deliver-bulletin.ts";
export * from "./bulletins/start-bulletins.ts";
export * from "./delivery.ts";
export * from "./delivery-policy.ts";
export * from "./dry-run.ts";
export * from "./due/due-handlers.ts";
export * from "./due/due-work.ts";
export * from "./figures/follow-figures.ts";
export type { Follower } from "./follow/follow-outbox.ts";
export * from "./inbound-router.ts";
export * from "./media/fetch-media.ts";
export * from "./news/send-news-mails.ts";
export * from "./news/watch-news.ts";
export type { OutboundFiles } from "./outbound-message.ts";
export * from "./owned-inboxes.ts";
export * from "./plan-auto-answers.ts";
export * from "./presence/absence-sweep.ts";
export {
  matchesPattern,
  type PatternRefusal,
  patternSize,
  refusePattern,
  whyPatternRefused,
} from "./rules/patterns.ts";
export * from "./schedules/send-due-reports.ts";
export * from "./schedules/watch-report-schedules.ts";
export * from "./search/follow-words.ts";
export * from "./sla/fold-stories.ts";
export * from "./sla/follow-stories.ts";
export * from "./timers.ts";
export * from "./watchdog/watchdog.ts";
export {
  callReceiver,
  type PostWebhook,
  type ReceiverAnswer,
} from "./webhooks/call-receiver.ts";
export * from "./webhooks/follow-events.ts";
export * from "./webhooks/start-webhooks.ts";
export type { SendOutcome, WorkMeasure } from "./work-measure.ts";
