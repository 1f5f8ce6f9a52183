import { z } from "zod";
import {
  failedJobView,
  inboundFailures,
  jobActResult,
  jobFailures,
  outboundFailures,
  redeliverResult,
  settleResult,
  troubledSendView,
  webhookFailures,
} from "../views.ts";
import { webhookDeliveryView, webhookRefusal } from "../webhooks.ts";
import { type ApiRoute, id, list, page } from "./route.ts";

/** Each is a transaction of its own; the rest goes in the next request. */
export const SETTLE_BATCH_MAX = 50;
/** One statement; more would hold its rows for long. */
const REDELIVER_BATCH_MAX = 50;
/** RFC 9110 §15. */
const HTTP_STATUS_MIN = 100;
const HTTP_STATUS_MAX = 599;
/** A job is fetched and put back one by one. */
const JOBS_BATCH_MAX = 50;

const jobs = z.strictObject({
  jobs: z
    .array(z.strictObject({ kind: failedJobView.shape.kind, id: z.string().min(1).max(100) }))
    .min(1)
    .max(JOBS_BATCH_MAX),
});

/** What came to nothing and wants a person: on its way in, on its way out, and in between. */
export const FAILURE_ROUTES = {
  listInboundFailures: {
    method: "GET",
    path: "/failures/inbound",
    summary: "What was parked or suppressed and nobody decided about, by cause",
    role: "supervisor",
    response: inboundFailures,
  },
  listOutboundFailures: {
    method: "GET",
    path: "/failures/outbound",
    summary: "Sends that failed or are in doubt and nobody settled, by cause",
    role: "supervisor",
    response: outboundFailures,
  },
  listTroubledSends: {
    method: "GET",
    path: "/failures/outbound/sends",
    summary: "Those sends one by one, newest first, with what is known of each",
    role: "supervisor",
    query: z.strictObject({
      status: z.enum(["failed", "unknown"]),
      /** As a group names it. */
      cause: z.string().max(300).optional(),
      ...page,
    }),
    response: list(troubledSendView),
  },
  settleSends: {
    method: "POST",
    path: "/failures/outbound/settle",
    summary: "Say of sends that they arrived, are to be sent again, or need nobody any more",
    role: "supervisor",
    body: z.strictObject({
      messageIds: z.array(id).min(1).max(SETTLE_BATCH_MAX),
      how: z.enum(["arrived", "again", "discarded"]),
      reason: z.string().trim().max(500).optional(),
    }),
    response: z.object({ results: z.array(settleResult) }),
  },
  listWebhookFailures: {
    method: "GET",
    path: "/failures/webhooks",
    summary: "Webhooks that were given up and nobody sent again, by endpoint and cause",
    role: "supervisor",
    response: webhookFailures,
  },
  listFailedWebhooks: {
    method: "GET",
    path: "/failures/webhooks/deliveries",
    summary: "Those webhooks one by one, newest first",
    role: "supervisor",
    query: z.strictObject({
      webhookId: id,
      /** As a group has them; without a status there was no answer. */
      because: webhookRefusal,
      status: z.coerce.number().int().min(HTTP_STATUS_MIN).max(HTTP_STATUS_MAX).optional(),
      ...page,
    }),
    response: list(webhookDeliveryView),
  },
  redeliverWebhooks: {
    method: "POST",
    path: "/failures/webhooks/redeliver",
    summary: "Send webhooks again that were given up, now and for 72 hours more",
    role: "supervisor",
    body: z.strictObject({
      webhookId: id,
      deliveryIds: z.array(id).min(1).max(REDELIVER_BATCH_MAX),
    }),
    response: z.object({ results: z.array(redeliverResult) }),
  },
  listFailedJobs: {
    method: "GET",
    path: "/failures/jobs",
    summary: "Jobs that failed for good, and what had its time and could not be done",
    role: "supervisor",
    response: jobFailures,
  },
  retryJobs: {
    method: "POST",
    path: "/failures/jobs/retry",
    summary: "Run failed jobs once more; harmless, since jobs only say where to look",
    role: "supervisor",
    body: jobs,
    response: z.object({ results: z.array(jobActResult) }),
  },
  removeJobs: {
    method: "POST",
    path: "/failures/jobs/remove",
    summary: "Forget failed jobs: what they were to look at is looked at all the same",
    role: "supervisor",
    body: jobs,
    response: z.object({ results: z.array(jobActResult) }),
  },
} as const satisfies Record<string, ApiRoute>;
