import type { InboundElement } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { DISCARDED } from "../ledger/discard.ts";
import { CAUSE_LENGTH_MAX, causeOf, SORTED_MAX, TREND_HOURS } from "./cause.ts";
import { type FailureGroup, foldInboxGroups, type InboxHour } from "./fold-groups.ts";

export interface InboundFailureGroup extends FailureGroup {
  readonly state: "parked" | "suppressed";
  readonly kind: InboundElement["kind"];
  readonly cause: string;
}

type Row = Pick<InboundFailureGroup, "state" | "kind" | "cause"> & InboxHour;

/** The cause of ledger row `l`. */
export const INBOUND_CAUSE = `left(${causeOf("l.reason")}, ${CAUSE_LENGTH_MAX})`;

/**
 * What was parked or suppressed and is nobody's decision yet, by cause. What somebody discarded is in
 * the ledger, under the cause `discarded`, and not here.
 * @returns whether there were more than are sorted, beside the groups
 */
export async function groupInboundFailures(q: Queryable): Promise<{
  readonly groups: readonly InboundFailureGroup[];
  readonly isCut: boolean;
}> {
  const { rows } = await q.query<Row>({
    name: "group-inbound-failures",
    // Each state is a range of the index of troubled rows, read from its newest end.
    text: `select state, kind, cause, "inboxId", "hoursAgo", count(*)::int as count,
        min(received_at) as first, max(received_at) as last
      from (
        select l.state, l.kind, ${INBOUND_CAUSE} as cause, l.inbox_id as "inboxId", l.received_at,
          least(${TREND_HOURS}, greatest(0, floor(extract(epoch from now() - l.received_at) / 3600)))::int
            as "hoursAgo"
        from (values ('parked'), ('suppressed')) as s(state) cross join lateral (
          select * from ledger where state = s.state and state in ('parked','suppressed')
            and reason is distinct from '${DISCARDED}'
          order by id desc limit ${SORTED_MAX}
        ) l
      ) as sorted
      group by state, kind, cause, "inboxId", "hoursAgo"`,
  });
  const counted = rows.reduce((sum, { count }) => sum + count, 0);
  const groups = foldInboxGroups(rows, ({ state, kind, cause }) => ({ state, kind, cause }));
  return { groups, isCut: counted >= SORTED_MAX };
}
