import type { SlaPolicy } from "@circuito/domain";
import { tellConfigurationChanged } from "../configuration/inboxes.ts";
import { lockRules } from "../configuration/rule-versions.ts";
import type { Queryable } from "../database.ts";
import { publishTerms } from "./terms.ts";

export interface StoredPolicy {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly policy: SlaPolicy;
}

export interface PolicyReading extends StoredPolicy {
  /** Counts up with every change of the policy or of its calendars' hours. */
  readonly revision: number;
  /** Open conversations that keep older terms. */
  readonly openUnderOlder: number;
  /** Conversations of the last 30 days that were promised it. */
  readonly promisedLately: number;
  readonly namedByRules: boolean;
}

const READING = `select p.id, p.name, p.is_default as "isDefault", p.policy,
    coalesce((select max(revision) from sla_terms where policy_id = p.id), 0) as revision,
    (select count(*)::int from sla_terms t join sla_promises s on s.terms_id = t.id
      join conversations c on c.id = s.conversation_id
      where t.policy_id = p.id and c.status in ('open', 'snoozed') and t.revision <
        (select max(revision) from sla_terms where policy_id = p.id)) as "openUnderOlder",
    (select count(*)::int from sla_terms t join sla_promises s on s.terms_id = t.id
      join conversations c on c.id = s.conversation_id
      where t.policy_id = p.id and c.arrived_at > now() - interval '30 days') as "promisedLately",
    exists (select from (select rules from rule_versions order by version desc limit 1) r
      where r.rules @> jsonb_build_array(jsonb_build_object('action',
        jsonb_build_object('slaPolicyId', p.id::text)))) as "namedByRules"
  from sla_policies p`;

export async function listPolicies(q: Queryable): Promise<readonly PolicyReading[]> {
  const { rows } = await q.query<PolicyReading>({
    name: "list-policies",
    text: `${READING} order by p.is_default desc, p.name`,
  });
  return rows;
}

export async function findPolicy(q: Queryable, id: string): Promise<PolicyReading | undefined> {
  const { rows } = await q.query<PolicyReading>({
    name: "find-policy",
    text: `${READING} where p.id = $1`,
    values: [id],
  });
  return rows[0];
}

/** Adds a policy or saves a changed one; conversations that begin from now on are promised it. */
export async function savePolicy(
  tx: Queryable,
  { id, name, isDefault, policy }: StoredPolicy,
  newId: () => string,
  now: number,
): Promise<void> {
  // One default: the one before steps back first, as the index asks.
  if (isDefault) {
    await tx.query("update sla_policies set is_default = false where is_default and id <> $1", [
      id,
    ]);
  }
  await tx.query({
    name: "save-policy",
    text: `insert into sla_policies (id, name, is_default, policy) values ($1, $2, $3, $4)
      on conflict (id) do update set name = excluded.name, is_default = excluded.is_default,
        policy = excluded.policy`,
    values: [id, name, isDefault, JSON.stringify(policy)],
  });
  await publishTerms(tx, [id], newId, now);
  await tellConfigurationChanged(tx, id);
}

/** One policy, locked until the transaction ends. */
export async function lockPolicy(tx: Queryable, id: string): Promise<StoredPolicy | undefined> {
  const { rows } = await tx.query<StoredPolicy>({
    name: "lock-policy",
    text: `select id, name, is_default as "isDefault", policy from sla_policies
      where id = $1 for update`,
    values: [id],
  });
  return rows[0];
}

/** What keeps a policy from being deleted. */
export type PolicyInUse = "is-default" | "named-by-rules" | "promised";

/** @returns why it stays, `undefined` when it is gone */
export async function deletePolicy(
  tx: Queryable,
  policy: StoredPolicy,
): Promise<PolicyInUse | undefined> {
  if (policy.isDefault) return "is-default";
  await lockRules(tx);
  const { rows: named } = await tx.query<{ inRules: boolean }>({
    name: "is-policy-named",
    text: `select exists (select from (
          (select rules from rule_versions order by version desc limit 1)
          union all select rules from rule_draft
        ) r where r.rules @> jsonb_build_array(jsonb_build_object('action',
          jsonb_build_object('slaPolicyId', $1::text)))) as "inRules"`,
    values: [policy.id],
  });
  if (named[0]?.inRules) return "named-by-rules";
  const { rows } = await tx.query<{ promised: boolean }>({
    name: "is-policy-promised",
    text: `select exists (select from sla_terms t join sla_promises s on s.terms_id = t.id
      where t.policy_id = $1) as promised`,
    values: [policy.id],
  });
  if (rows[0]?.promised) return "promised";
  await tx.query("delete from sla_policies where id = $1", [policy.id]);
  await tellConfigurationChanged(tx, policy.id);
  return undefined;
}

/**
 * Gives the open conversations of a policy its newest terms, each with a line in its story; of the
 * default policy also those that were promised nothing. Whoever follows their stories does the rest.
 * @returns how many
 */
export async function rebasePolicy(
  tx: Queryable,
  policy: StoredPolicy,
  by: { readonly agentId: string | undefined; readonly at: number },
): Promise<number> {
  const { rowCount } = await tx.query({
    name: "rebase-policy",
    text: `with newest as (
        select id, revision from sla_terms where policy_id = $1 order by revision desc limit 1
      ), moved as (
        update sla_promises s set terms_id = newest.id from newest, conversations c
        where c.id = s.conversation_id and c.status in ('open', 'snoozed')
          and (s.terms_id in (select id from sla_terms where policy_id = $1 and id <> newest.id)
            or ($2 and s.terms_id is null))
        returning s.conversation_id, c.queue_id, c.assignee_id, newest.revision
      ), told as (
        insert into activities (conversation_id, kind, actor_id, data, because, at)
        select conversation_id, 'promise-rebased', $3,
          jsonb_build_object('policy', $4::text, 'revision', revision), 'asked-for', $5
        from moved returning id, conversation_id
      )
      insert into outbox (type, subject_id, conversation_id, audience)
      select 'activity.created', t.id::text, t.conversation_id,
        array_remove(array[m.queue_id, m.assignee_id], null)
      from told t join moved m using (conversation_id) order by t.id`,
    values: [
      policy.id,
      policy.isDefault,
      by.agentId ?? null,
      policy.name,
      new Date(by.at).toISOString(),
    ],
  });
  return rowCount ?? 0;
}
