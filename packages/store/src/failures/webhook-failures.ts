import type { EndpointOff } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { WebhookCause } from "../webhooks/index.ts";
import { TREND_HOURS } from "./cause.ts";
import { type CountedGroup, type CountedHour, foldGroups } from "./fold-groups.ts";

export interface WebhookFailureGroup extends WebhookCause, CountedGroup {
  readonly webhookId: string;
  readonly webhookName: string;
  /** Null: it is on. */
  readonly off: EndpointOff | null;
}

/** Of each endpoint's newest: its log keeps 15 days, and a cause is known by fewer. */
const SORTED_PER_ENDPOINT_MAX = 2_000;

type Row = Omit<WebhookFailureGroup, keyof CountedGroup> & CountedHour;

/** Webhooks that were given up and nobody sent again, by endpoint and cause. */
export async function groupWebhookFailures(q: Queryable): Promise<{
  readonly groups: readonly WebhookFailureGroup[];
  readonly isCut: boolean;
}> {
  const { rows } = await q.query<Row>({
    name: "group-webhook-failures",
    // Index webhook_deliveries_failed, each endpoint's from its newest end.
    text: `select "webhookId", "webhookName", off, because, status, "hoursAgo", count(*)::int as count,
        min(at) as first, max(at) as last
      from (
        select e.id as "webhookId", e.name as "webhookName", e.off, d.last->>'because' as because,
          (d.last->>'status')::int as status, d.at,
          least(${TREND_HOURS}, greatest(0, floor(extract(epoch from now() - d.at) / 3600)))::int as "hoursAgo"
        from webhook_endpoints e cross join lateral (
          select history->-1 as last, coalesce(ended_at, created_at) as at from webhook_deliveries
          where endpoint_id = e.id and state = 'failed'
          order by created_at desc, id desc limit ${SORTED_PER_ENDPOINT_MAX}
        ) d
      ) as sorted
      where because is not null
      group by "webhookId", "webhookName", off, because, status, "hoursAgo"`,
  });
  const perEndpoint = new Map<string, number>();
  for (const { webhookId, count } of rows) {
    perEndpoint.set(webhookId, (perEndpoint.get(webhookId) ?? 0) + count);
  }
  return {
    groups: foldGroups(rows, ({ webhookId, webhookName, off, because, status }) => ({
      ...{ webhookId, webhookName, off, because, status },
    })),
    isCut: [...perEndpoint.values()].some((count) => count >= SORTED_PER_ENDPOINT_MAX),
  };
}
