import { settle } from "@circuito/desk";
import { readSendFailure } from "@circuito/domain";
import type { TroubledSendView } from "@circuito/protocol";
import {
  type CountedGroup,
  countStuckDues,
  type FailureGroup,
  findWebhook,
  groupInboundFailures,
  groupOutboundFailures,
  groupWebhookFailures,
  listTroubledSends,
  listWebhookDeliveries,
  redeliverFailed,
  type TroubledSend,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { cursorOf } from "../page-cursor.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import { webhookDeliveryViewOf } from "../webhook-views.ts";

type Route =
  | "listInboundFailures"
  | "listOutboundFailures"
  | "listTroubledSends"
  | "settleSends"
  | "listWebhookFailures"
  | "listFailedWebhooks"
  | "redeliverWebhooks"
  | "listFailedJobs"
  | "retryJobs"
  | "removeJobs";

/** What came to nothing and wants a person. */
export function failureHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { desk, failedJobs, log, webhooks } = parts;
  const { pool } = parts.database;
  return {
    async listInboundFailures() {
      const { groups, isCut } = await groupInboundFailures(pool);
      return { groups: groups.map(groupViewOf), isCut, checkedAt: iso(parts.now()) };
    },

    async listOutboundFailures() {
      const { groups, isCut } = await groupOutboundFailures(pool);
      return {
        groups: groups.map((group) => ({
          ...groupViewOf(group),
          because: readSendFailure(group.cause, group.status),
        })),
        ...{ isCut, checkedAt: iso(parts.now()) },
      };
    },

    async listTroubledSends({ query: { cursor, limit, ...filter } }) {
      const page = await listTroubledSends(pool, filter, cursorOf("uuid", cursor), limit);
      return { items: page.items.map(sendViewOf), nextCursor: page.nextCursor };
    },

    // One after the other: each is a transaction of its own, and one that fails hides no other.
    async settleSends({ who, body: { messageIds, how, reason } }) {
      const results = [];
      for (const messageId of messageIds) {
        const { outcome } = await settle(desk, who, { messageId, how, reason });
        results.push({ messageId, outcome });
      }
      return { results };
    },

    async listWebhookFailures() {
      const { groups, isCut } = await groupWebhookFailures(pool);
      return { groups: groups.map(countedViewOf), isCut, checkedAt: iso(parts.now()) };
    },

    async listFailedWebhooks({ query: { webhookId, because, status = null, cursor, limit } }) {
      if (!(await findWebhook(pool, webhookId))) throw nothingHere();
      const page = { cursor: cursorOf("uuid", cursor), limit };
      const filter = { state: "failed", cause: { because, status } } as const;
      const { items, nextCursor } = await listWebhookDeliveries(pool, webhookId, filter, page);
      return { items: items.map(webhookDeliveryViewOf), nextCursor };
    },

    async redeliverWebhooks({ who, body: { webhookId, deliveryIds } }) {
      const webhook = await findWebhook(pool, webhookId);
      if (!webhook) throw nothingHere();
      const sent = new Set(await redeliverFailed(pool, webhookId, deliveryIds, parts.now()));
      if (sent.size > 0) await webhooks.look(webhookId);
      log.info("webhooks sent again", { by: who.id, webhook: webhookId, count: sent.size });
      const otherwise = webhook.off === null ? "not-failed" : "webhook-off";
      return {
        results: deliveryIds.map((deliveryId) => ({
          deliveryId,
          outcome: sent.has(deliveryId) ? ("redelivered" as const) : otherwise,
        })),
      };
    },

    async listFailedJobs() {
      const now = parts.now();
      const [items, stuck] = await Promise.all([failedJobs.list(), countStuckDues(pool, now)]);
      return {
        items: items.map(({ failedAt, ...job }) => ({
          ...job,
          failedAt: isoOrNull(failedAt ?? null),
        })),
        stuck: stuck.map(({ oldestAt, ...due }) => ({ ...due, oldestAt: iso(oldestAt) })),
        checkedAt: iso(now),
      };
    },

    async retryJobs({ who, body }) {
      const results = [];
      for (const { kind, id } of body.jobs) {
        results.push({ kind, id, outcome: await failedJobs.retry(kind, id) });
      }
      log.info("failed jobs retried", { by: who.id, jobs: results });
      return { results };
    },

    async removeJobs({ who, body }) {
      const results = [];
      for (const { kind, id } of body.jobs) {
        results.push({ kind, id, outcome: await failedJobs.remove(kind, id) });
      }
      log.info("failed jobs removed", { by: who.id, jobs: results });
      return { results };
    },
  };
}

function countedViewOf<T extends CountedGroup>({ firstAt, lastAt, trend, ...group }: T) {
  return { ...group, firstAt: iso(firstAt), lastAt: iso(lastAt), trend: [...trend] };
}

function groupViewOf<T extends FailureGroup>({ inboxIds, ...group }: T) {
  return { ...countedViewOf(group), inboxIds: [...inboxIds] };
}

function sendViewOf(send: TroubledSend): TroubledSendView {
  return {
    ...send,
    recipients: (send.recipients ?? []).map(({ address, status, detail }) => ({
      ...{ address, status },
      detail,
    })),
    resendsAt: isoOrNull(send.resendsAt),
    writtenAt: iso(send.writtenAt),
    updatedAt: iso(send.updatedAt),
  };
}
