import { settle } from "@circuito/desk";
import type { TroubledSendView } from "@circuito/protocol";
import {
  countStuckDues,
  type FailureGroup,
  groupInboundFailures,
  groupOutboundFailures,
  listTroubledSends,
  type TroubledSend,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { cursorOf } from "../page-cursor.ts";
import type { WebParts } from "../web-parts.ts";

type Route =
  | "listInboundFailures"
  | "listOutboundFailures"
  | "listTroubledSends"
  | "settleSends"
  | "listFailedJobs"
  | "retryJobs"
  | "removeJobs";

/** What came to nothing and wants a person. */
export function failureHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { desk, failedJobs, log } = parts;
  const { pool } = parts.database;
  return {
    async listInboundFailures() {
      const { groups, isCut } = await groupInboundFailures(pool);
      return { groups: groups.map(groupViewOf), isCut, checkedAt: iso(parts.now()) };
    },

    async listOutboundFailures() {
      const { groups, isCut } = await groupOutboundFailures(pool);
      return { groups: groups.map(groupViewOf), isCut, checkedAt: iso(parts.now()) };
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

function groupViewOf<T extends FailureGroup>({ firstAt, lastAt, trend, inboxIds, ...group }: T) {
  return {
    ...group,
    firstAt: iso(firstAt),
    lastAt: iso(lastAt),
    trend: [...trend],
    inboxIds: [...inboxIds],
  };
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
