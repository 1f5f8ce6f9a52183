import type { RuleId } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** How often a rule decided where a new conversation goes. */
export interface RuleHits {
  /** Absent: no rule caught these. */
  readonly ruleId: RuleId | undefined;
  /** Since the instant that was asked for. */
  readonly hits: number;
  /** Ms since epoch; absent where it never did. */
  readonly lastAt: number | undefined;
}

/**
 * Of these rules, and of what none of them caught: how often since then, and when last, ever. Each is
 * one range of `activities_rule`, whose newest entry is the last.
 */
export async function loadRuleHits(
  q: Queryable,
  ruleIds: readonly string[],
  since: number,
): Promise<readonly RuleHits[]> {
  const { rows } = await q.query<{ rule: string; hits: number; last: Date | null }>({
    name: "load-rule-hits",
    text: `select rule, lately.hits, newest.at as last
      from unnest($1::text[]) as rule
      cross join lateral (
        select count(*)::int as hits from activities
        where ${DECIDED_BY} = rule and kind in ('opened', 'routed') and data ? 'rules'
          and at >= $2) as lately
      left join lateral (
        select at from activities
        where ${DECIDED_BY} = rule and kind in ('opened', 'routed') and data ? 'rules'
        order by at desc limit 1) as newest on true`,
    values: [[...ruleIds, NO_RULE], new Date(since).toISOString()],
  });
  return rows.map(({ rule, hits, last }) => ({
    ruleId: rule === NO_RULE ? undefined : (rule as RuleId),
    hits,
    lastAt: last?.getTime(),
  }));
}

/** As the index has it. */
const DECIDED_BY = "coalesce(data->>'ruleId', '')";
const NO_RULE = "";
