import type { EndpointSecrets, WebhookEvent } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { ms } from "../reading/instants.ts";
import type { WebhookAttempt } from "../schema/index.ts";

/** Something that an endpoint is to be told. */
export interface NewWebhookDelivery {
  readonly id: string;
  readonly endpointId: string;
  readonly event: WebhookEvent;
  readonly eventKey: string;
  /** The body as it will be signed and sent. */
  readonly payload: string;
}

/**
 * Adds what is not there yet, for endpoints that are still on; due at once.
 * @returns the endpoints that have something more
 */
export async function addWebhookDeliveries(
  tx: Queryable,
  deliveries: readonly NewWebhookDelivery[],
  now: number,
): Promise<readonly string[]> {
  if (deliveries.length === 0) return [];
  const { rows } = await tx.query<{ id: string }>({
    name: "add-webhook-deliveries",
    text: `with added as (
        insert into webhook_deliveries (id, endpoint_id, event, event_key, payload, since, next_at)
        select n.id, n.endpoint_id, n.event, n.event_key, n.payload, $6, $6
        from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
            with ordinality as n(id, endpoint_id, event, event_key, payload, place)
          join webhook_endpoints e on e.id = n.endpoint_id and e.off is null
        order by n.place
        on conflict (endpoint_id, event_key) do nothing
        returning endpoint_id
      )
      select distinct endpoint_id as id from added`,
    values: [
      deliveries.map((d) => d.id),
      deliveries.map((d) => d.endpointId),
      deliveries.map((d) => d.event),
      deliveries.map((d) => d.eventKey),
      deliveries.map((d) => d.payload),
      new Date(now).toISOString(),
    ],
  });
  return rows.map(({ id }) => id);
}

/** A delivery that its claimer alone may send and end. */
export interface ClaimedWebhook extends EndpointSecrets {
  readonly id: string;
  readonly endpointId: string;
  readonly url: string;
  readonly event: WebhookEvent;
  readonly payload: string;
  readonly epoch: number;
  /** This one included. */
  readonly attempts: number;
  readonly since: number;
  readonly history: readonly WebhookAttempt[];
}

type ClaimedRow = Omit<ClaimedWebhook, "since" | "formerUntil"> & {
  readonly since: Date;
  readonly formerUntil: Date | null;
};

/** Claims what is due for an endpoint that is on, oldest first. Who dies with it loses it after the lease. */
export async function claimWebhooks(
  q: Queryable,
  endpointId: string,
  terms: { readonly limit: number; readonly leaseMs: number; readonly now: number },
): Promise<readonly ClaimedWebhook[]> {
  const { rows } = await q.query<ClaimedRow>({
    name: "claim-webhooks",
    text: `with due as (
        select d.id from webhook_deliveries d
        where d.endpoint_id = $1 and d.state = 'waiting' and d.next_at <= $2
          and exists (select from webhook_endpoints e where e.id = $1 and e.off is null)
        order by d.next_at limit $3 for update skip locked
      )
      update webhook_deliveries d set epoch = d.epoch + 1, attempts = d.attempts + 1,
        next_at = $2::timestamptz + $4 * interval '1 millisecond'
      from due, webhook_endpoints e
      where d.id = due.id and e.id = $1
      returning d.id, d.endpoint_id as "endpointId", e.url, e.secret,
        e.former_secret as "formerSecret", e.former_until as "formerUntil", d.event, d.payload,
        d.epoch, d.attempts, d.since, d.history`,
    values: [endpointId, new Date(terms.now).toISOString(), terms.limit, terms.leaseMs],
  });
  return rows.map((row) => ({
    ...row,
    since: row.since.getTime(),
    formerUntil: ms(row.formerUntil),
  }));
}

/** Attempts kept of one delivery: all of its 72 hours, and some of those before it was sent again. */
const HISTORY_MAX = 40;

/** How an attempt ended. */
export type WebhookAttemptEnd =
  | { readonly state: "delivered" }
  | { readonly state: "failed" }
  | { readonly state: "waiting"; readonly nextAt: number };

/** @returns false if somebody else has it by now, and nothing was written */
export async function endWebhookAttempt(
  tx: Queryable,
  claimed: Pick<ClaimedWebhook, "id" | "epoch">,
  end: WebhookAttemptEnd,
  told: { readonly attempt: WebhookAttempt; readonly answer: string | null; readonly now: number },
): Promise<boolean> {
  const now = new Date(told.now).toISOString();
  const { rowCount } = await tx.query({
    name: "end-webhook-attempt",
    text: `update webhook_deliveries set state = $3, next_at = $4, ended_at = $5, answer = $6,
        history = case when jsonb_array_length(history) < ${HISTORY_MAX} then history else history - 0 end
          || $7::jsonb
      where id = $1 and epoch = $2 and state = 'waiting'`,
    values: [
      claimed.id,
      claimed.epoch,
      end.state,
      end.state === "waiting" ? new Date(end.nextAt).toISOString() : null,
      end.state === "waiting" ? null : now,
      told.answer,
      JSON.stringify([told.attempt]),
    ],
  });
  return rowCount === 1;
}

/** Endpoints that are on and have something due: the sweep's question. */
export async function findDueWebhooks(q: Queryable, now: number): Promise<readonly string[]> {
  const { rows } = await q.query<{ id: string }>({
    name: "find-due-webhooks",
    text: `select e.id from webhook_endpoints e where e.off is null and exists (
        select from webhook_deliveries d
        where d.endpoint_id = e.id and d.state = 'waiting' and d.next_at <= $1)`,
    values: [new Date(now).toISOString()],
  });
  return rows.map(({ id }) => id);
}

/** From the instant `$3` on, for 72 hours more; whoever tries it just then no longer has a say. */
const SENT_AGAIN = `state = 'waiting', since = $3, next_at = $3, attempts = 0, epoch = epoch + 1,
        ended_at = null`;

/** Of what failed, sent again by one request: some minutes of work for an endpoint that is back. */
const REDELIVERED_MAX = 10_000;

/**
 * Has deliveries sent again, now and for 72 hours more: one whatever became of it, or all that failed.
 * @returns how many
 */
export async function redeliverWebhooks(
  tx: Queryable,
  endpointId: string,
  which: { readonly id: string } | "failed",
  now: number,
): Promise<number> {
  const { rowCount } = await tx.query({
    name: "redeliver-webhooks",
    text: `update webhook_deliveries set ${SENT_AGAIN}
      where endpoint_id = $1 and id in (
        select id from webhook_deliveries
        where endpoint_id = $1 and (id = $2 or ($2::uuid is null and state = 'failed'))
        order by created_at, id limit ${REDELIVERED_MAX} for update)`,
    values: [endpointId, which === "failed" ? null : which.id, new Date(now).toISOString()],
  });
  return rowCount ?? 0;
}

/**
 * Has those sent again that are still given up, of an endpoint that is on; the others stay as they are.
 * @returns their ids
 */
export async function redeliverFailed(
  tx: Queryable,
  endpointId: string,
  ids: readonly string[],
  now: number,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>({
    name: "redeliver-failed",
    text: `update webhook_deliveries set ${SENT_AGAIN}
      where endpoint_id = $1 and state = 'failed' and id in (
        select id from webhook_deliveries where endpoint_id = $1 and id = any($2::uuid[])
        order by created_at, id for update)
        and exists (select from webhook_endpoints e where e.id = $1 and e.off is null)
      returning id`,
    values: [endpointId, ids, new Date(now).toISOString()],
  });
  return rows.map(({ id }) => id);
}

/** What was delivered is looked up by somebody who misses it, within days. */
export const DELIVERED_KEPT_MS = 3 * 24 * 60 * 60_000;
/** What was not can be sent again for longer than anybody is away. */
export const UNDELIVERED_KEPT_MS = 15 * 24 * 60 * 60_000;
/** Rows forgotten by one statement: no long hold on the horizon. */
const FORGOTTEN_AT_ONCE_MAX = 5_000;

export async function forgetWebhookDeliveries(q: Queryable): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const { rowCount } = await q.query({
      name: "forget-webhook-deliveries",
      text: `delete from webhook_deliveries where id in (
          select id from webhook_deliveries
          where created_at < now() - $1 * interval '1 millisecond'
            and (state = 'delivered' or created_at < now() - $2 * interval '1 millisecond')
          order by created_at limit $3)`,
      values: [DELIVERED_KEPT_MS, UNDELIVERED_KEPT_MS, FORGOTTEN_AT_ONCE_MAX],
    });
    forgotten += rowCount ?? 0;
    if ((rowCount ?? 0) < FORGOTTEN_AT_ONCE_MAX) return forgotten;
  }
}
