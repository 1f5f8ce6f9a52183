import type { EndpointOff, EndpointSecrets, WebhookEvent } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { currentPosition } from "../outbox-tail.ts";
import { ms } from "../reading/instants.ts";

/** What follows the outbox for them keeps its place under this name; while none is on there is no place. */
export const WEBHOOKS_FOLLOWER = "webhooks";

/** A program outside. Instants are ms since epoch, secrets sealed. */
export interface StoredWebhook extends EndpointSecrets {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  /** Null: it is on. */
  readonly off: EndpointOff | null;
  readonly offAt: number | null;
  /** What happened before is not told. */
  readonly onSince: number;
  readonly failingSince: number | null;
  readonly failuresInRow: number;
  readonly createdBy: string;
  readonly createdAt: number;
}

type Instants = "formerUntil" | "offAt" | "onSince" | "failingSince" | "createdAt";
export type WebhookRow = Omit<StoredWebhook, Instants> & {
  readonly [Name in Instants]: Date | null;
} & { readonly onSince: Date; readonly createdAt: Date };

/** Of endpoint `e`. */
export const WEBHOOK_COLUMNS = `e.id, e.name, e.url, e.events, e.secret,
  e.former_secret as "formerSecret", e.former_until as "formerUntil", e.off, e.off_at as "offAt",
  e.on_since as "onSince", e.failing_since as "failingSince", e.failures_in_row as "failuresInRow",
  e.created_by as "createdBy", e.created_at as "createdAt"`;

export function webhookOf(row: WebhookRow): StoredWebhook {
  return {
    ...row,
    formerUntil: ms(row.formerUntil),
    offAt: ms(row.offAt),
    onSince: row.onSince.getTime(),
    failingSince: ms(row.failingSince),
    createdAt: row.createdAt.getTime(),
  };
}

/** Those that are told something now. */
export async function listWebhooksOn(q: Queryable): Promise<readonly StoredWebhook[]> {
  const { rows } = await q.query<WebhookRow>({
    name: "list-webhooks-on",
    text: `select ${WEBHOOK_COLUMNS} from webhook_endpoints e where e.off is null`,
  });
  return rows.map(webhookOf);
}

export async function findWebhook(q: Queryable, id: string): Promise<StoredWebhook | undefined> {
  const { rows } = await q.query<WebhookRow>({
    name: "find-webhook",
    text: `select ${WEBHOOK_COLUMNS} from webhook_endpoints e where e.id = $1`,
    values: [id],
  });
  return rows[0] && webhookOf(rows[0]);
}

/**
 * Whoever adds, switches or removes endpoints comes after whoever does: how many there are, and whether
 * one is on, must not change meanwhile.
 */
export async function lockWebhooks(tx: Queryable): Promise<number> {
  await tx.query("select pg_advisory_xact_lock(hashtext('circuito webhooks'))");
  const { rows } = await tx.query<{ n: number }>({
    name: "count-webhooks",
    text: "select count(*)::int as n from webhook_endpoints",
  });
  return rows[0]?.n ?? 0;
}

/** Under {@link lockWebhooks}: is on from now. */
export async function addWebhook(
  tx: Queryable,
  webhook: Pick<StoredWebhook, "id" | "name" | "url" | "events" | "secret" | "createdBy">,
  now: number,
): Promise<void> {
  await tx.query({
    name: "add-webhook",
    text: `insert into webhook_endpoints
        (id, name, url, events, secret, created_by, created_at, on_since)
      values ($1, $2, $3, $4, $5, $6, $7, $7)`,
    values: [
      webhook.id,
      webhook.name,
      webhook.url,
      webhook.events,
      webhook.secret,
      webhook.createdBy,
      new Date(now).toISOString(),
    ],
  });
  await followWhileAnyIsOn(tx);
}

/** What is absent stays as it is. */
type WebhookChanges = {
  readonly [Name in "name" | "url" | "events"]?: StoredWebhook[Name] | undefined;
};

export async function changeWebhook(
  tx: Queryable,
  id: string,
  { name, url, events }: WebhookChanges,
): Promise<void> {
  await tx.query({
    name: "change-webhook",
    text: `update webhook_endpoints set name = coalesce($2, name), url = coalesce($3, url),
        events = coalesce($4, events) where id = $1`,
    values: [id, name ?? null, url ?? null, events ?? null],
  });
}

/** The secret there was signs, too, until then. */
export async function changeWebhookSecret(
  tx: Queryable,
  id: string,
  secret: string,
  formerUntil: number,
): Promise<void> {
  await tx.query({
    name: "change-webhook-secret",
    text: `update webhook_endpoints set former_secret = secret, secret = $2, former_until = $3
      where id = $1`,
    values: [id, secret, new Date(formerUntil).toISOString()],
  });
}

/** Under {@link lockWebhooks}. @returns whether it was on */
export async function switchWebhookOff(
  tx: Queryable,
  id: string,
  because: EndpointOff,
  now: number,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "switch-webhook-off",
    text: "update webhook_endpoints set off = $2, off_at = $3 where id = $1 and off is null",
    values: [id, because, new Date(now).toISOString()],
  });
  await followWhileAnyIsOn(tx);
  return rowCount === 1;
}

/** Under {@link lockWebhooks}: what waits for it goes on, and what happens from now on is told. */
export async function switchWebhookOn(tx: Queryable, id: string, now: number): Promise<void> {
  await tx.query({
    name: "switch-webhook-on",
    text: `update webhook_endpoints set off = null, off_at = null, on_since = $2,
        failing_since = null, failures_in_row = 0 where id = $1 and off is not null`,
    values: [id, new Date(now).toISOString()],
  });
  await followWhileAnyIsOn(tx);
}

/** Under {@link lockWebhooks}; what it was told goes with it. @returns whether there was one */
export async function removeWebhook(tx: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: "remove-webhook",
    text: "delete from webhook_endpoints where id = $1",
    values: [id],
  });
  await followWhileAnyIsOn(tx);
  return rowCount === 1;
}

/**
 * The place in the outbox is there from the moment that the first one is on, whoever reads from it and
 * when; and goes with the last, so that nobody reads or keeps notices for nobody.
 */
async function followWhileAnyIsOn(tx: Queryable): Promise<void> {
  const [anyOn] = await listWebhooksOn(tx);
  if (anyOn === undefined) {
    await tx.query("delete from followers where name = $1", [WEBHOOKS_FOLLOWER]);
    return;
  }
  await tx.query(
    `insert into followers (name, position, at) values ($1, $2, now()) on conflict (name) do nothing`,
    [WEBHOOKS_FOLLOWER, await currentPosition(tx)],
  );
}

/** An attempt succeeded. Most find nothing to write. */
export async function noteWebhookTook(tx: Queryable, id: string): Promise<void> {
  await tx.query({
    name: "note-webhook-took",
    text: `update webhook_endpoints set failing_since = null, failures_in_row = 0
      where id = $1 and failing_since is not null`,
    values: [id],
  });
}

/** An attempt failed. @returns since when all do, ms since epoch */
export async function noteWebhookRefused(tx: Queryable, id: string, at: number): Promise<number> {
  const { rows } = await tx.query<{ since: Date }>({
    name: "note-webhook-refused",
    text: `update webhook_endpoints set failing_since = coalesce(failing_since, $2::timestamptz),
        failures_in_row = failures_in_row + 1
      where id = $1 returning failing_since as since`,
    values: [id, new Date(at).toISOString()],
  });
  return rows[0]?.since.getTime() ?? at;
}
