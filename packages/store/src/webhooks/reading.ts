import type { WebhookEvent, WebhookRefusal } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { type Cursor, cursorText } from "../reading/cursor.ts";
import { ms } from "../reading/instants.ts";
import type { WebhookAttempt } from "../schema/index.ts";
import { type StoredWebhook, WEBHOOK_COLUMNS, type WebhookRow, webhookOf } from "./endpoints.ts";

/** How an endpoint does. Counts go no further than {@link COUNTED_MAX}. */
export interface WebhookHealth {
  /** Of the newest that were tried at all. */
  readonly tried: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly failed: number;
  /** Ms since epoch. */
  readonly lastDeliveredAt: number | null;
}

/** More says nothing more to people, and costs. */
const COUNTED_MAX = 1_000;

type HealthRow = WebhookRow & {
  readonly tried: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly failed: number;
  readonly lastDeliveredAt: Date | null;
};

/** All endpoints, the oldest first, and how they do. */
export async function listWebhooks(
  q: Queryable,
): Promise<readonly (StoredWebhook & { readonly health: WebhookHealth })[]> {
  const { rows } = await q.query<HealthRow>({
    name: "list-webhooks",
    // Indexes webhook_deliveries_log, _due and _failed.
    text: `select ${WEBHOOK_COLUMNS}, l.*, w.*, f.* from webhook_endpoints e
      cross join lateral (
        select count(*)::int as tried, (count(*) filter (where state = 'delivered'))::int as delivered,
          max(ended_at) filter (where state = 'delivered') as "lastDeliveredAt"
        from (select state, ended_at from webhook_deliveries d
          where d.endpoint_id = e.id and (d.attempts > 0 or d.state <> 'waiting')
          order by d.created_at desc, d.id desc limit ${COUNTED_MAX}) newest) l
      cross join lateral (select count(*)::int as waiting from (
        select from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'waiting'
        limit ${COUNTED_MAX}) found) w
      cross join lateral (select count(*)::int as failed from (
        select from webhook_deliveries d where d.endpoint_id = e.id and d.state = 'failed'
        limit ${COUNTED_MAX}) found) f
      order by e.created_at, e.id`,
  });
  return rows.map(({ tried, delivered, waiting, failed, lastDeliveredAt, ...row }) => ({
    ...webhookOf(row),
    health: { tried, delivered, waiting, failed, lastDeliveredAt: ms(lastDeliveredAt) },
  }));
}

/** A delivery as the log shows it. */
export interface WebhookDeliveryReading {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  /** The newest; null: not tried yet. */
  readonly last: WebhookAttempt | null;
  readonly nextAt: number | null;
  readonly createdAt: number;
  readonly endedAt: number | null;
}

/** And all that is known of it. */
export interface WholeWebhookDelivery extends WebhookDeliveryReading {
  readonly payload: string;
  readonly answer: string | null;
  readonly history: readonly WebhookAttempt[];
}

type DeliveryRow = Omit<WebhookDeliveryReading, "nextAt" | "createdAt" | "endedAt"> & {
  readonly nextAt: Date | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
};

const COLUMNS = `id, event, state, attempts, history->-1 as last, next_at as "nextAt",
  created_at as "createdAt", ended_at as "endedAt"`;

function readingOf<T extends DeliveryRow>(row: T) {
  return {
    ...row,
    nextAt: ms(row.nextAt),
    createdAt: row.createdAt.getTime(),
    endedAt: ms(row.endedAt),
  };
}

/** Why an endpoint did not take something. */
export interface WebhookCause {
  readonly because: WebhookRefusal;
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;
}

/** Absent: of every one. */
export interface WebhookLogFilter {
  readonly state?: WebhookDeliveryReading["state"] | undefined;
  /** Of the last attempt. */
  readonly cause?: WebhookCause;
}

/** A page of an endpoint's log, newest first. */
export async function listWebhookDeliveries(
  q: Queryable,
  endpointId: string,
  { state, cause }: WebhookLogFilter,
  { cursor, limit }: { readonly cursor: Cursor | undefined; readonly limit: number },
): Promise<{
  readonly items: readonly WebhookDeliveryReading[];
  readonly nextCursor: string | null;
}> {
  const { rows } = await q.query<DeliveryRow>({
    name: "list-webhook-deliveries",
    text: `select ${COLUMNS} from webhook_deliveries
      where endpoint_id = $1 and ($2::text is null or state = $2)
        and (created_at, id) < ($3::timestamptz, $4::uuid)
        and ($6::text is null or (history->-1->>'because' = $6
          and (history->-1->>'status')::int is not distinct from $7::int))
      order by created_at desc, id desc limit $5`,
    values: [
      endpointId,
      state ?? null,
      cursor ? new Date(cursor.at).toISOString() : "infinity",
      cursor?.id ?? NO_ID,
      limit + 1,
      cause?.because ?? null,
      cause?.status ?? null,
    ],
  });
  const items = rows.slice(0, limit).map(readingOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  const nextCursor = last ? cursorText({ rank: 0, at: last.createdAt, id: last.id }) : null;
  return { items, nextCursor };
}

/** The newest delivery of an event, and whose it is. */
export interface LatestDelivery {
  readonly webhookId: string;
  readonly webhookName: string;
  readonly delivery: WebhookDeliveryReading;
}

/** Of every event the newest delivery among the last {@link COUNTED_MAX} of each endpoint. */
export async function listLatestDeliveries(q: Queryable): Promise<readonly LatestDelivery[]> {
  const { rows } = await q.query<
    DeliveryRow & { readonly webhookId: string; readonly webhookName: string }
  >({
    name: "list-latest-deliveries",
    // Index webhook_deliveries_log, once for each endpoint.
    text: `select distinct on (event) d.*, e.id as "webhookId", e.name as "webhookName"
      from webhook_endpoints e cross join lateral (
        select ${COLUMNS} from webhook_deliveries where endpoint_id = e.id
        order by created_at desc, id desc limit ${COUNTED_MAX}) d
      order by event, "createdAt" desc`,
  });
  return rows.map(({ webhookId, webhookName, ...row }) => ({
    webhookId,
    webhookName,
    delivery: readingOf(row),
  }));
}

/** Nothing comes before it: the instant decides alone. */
const NO_ID = "00000000-0000-0000-0000-000000000000";

export async function findWebhookDelivery(
  q: Queryable,
  endpointId: string,
  id: string,
): Promise<WholeWebhookDelivery | undefined> {
  const { rows } = await q.query<
    DeliveryRow & Pick<WholeWebhookDelivery, "payload" | "answer" | "history">
  >({
    name: "find-webhook-delivery",
    text: `select ${COLUMNS}, payload, answer, history from webhook_deliveries
      where endpoint_id = $1 and id = $2`,
    values: [endpointId, id],
  });
  return rows[0] && readingOf(rows[0]);
}
