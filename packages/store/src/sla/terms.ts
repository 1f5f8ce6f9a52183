import type { Calendar, SlaPolicy, SlaTerms, TermsInForce } from "@circuito/domain";
import type { Queryable } from "../database.ts";

/** Terms that conversations were promised, by id; they never change. */
export async function findTerms(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SlaTerms>> {
  if (ids.length === 0) return new Map();
  const { rows } = await q.query<{ id: string; terms: SlaTerms }>({
    name: "find-terms",
    text: "select id, terms from sla_terms where id = any($1::uuid[])",
    values: [ids],
  });
  return new Map(rows.map(({ id, terms }) => [id, terms]));
}

/** All terms that ever were in force: some per policy and change of it. */
export async function listTermsInForce(q: Queryable): Promise<readonly TermsInForce[]> {
  const { rows } = await q.query<Omit<TermsInForce, "since"> & { since: Date }>({
    name: "list-terms-in-force",
    text: `select t.id, t.policy_id as "policyId", p.is_default as "isDefault", t.since
      from sla_terms t join sla_policies p on p.id = t.policy_id`,
  });
  return rows.map((row) => ({ ...row, since: row.since.getTime() }));
}

/**
 * Makes whoever changes policies or calendars wait for the others: a revision follows the one before, and
 * one policy is the default. First in a transaction, before the rows it changes.
 */
export async function lockTerms(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('sla terms', 7))");
}

/**
 * Writes down the terms that policies have from now on, where they changed: the policy itself, or the
 * hours of a calendar it counts by.
 */
export async function publishTerms(
  tx: Queryable,
  policyIds: readonly string[],
  newId: () => string,
  now: number,
): Promise<void> {
  if (policyIds.length === 0) return;
  const { rows } = await tx.query<{
    id: string;
    name: string;
    policy: SlaPolicy;
    latest: SlaTerms | null;
    revision: number;
  }>({
    name: "policies-to-publish",
    text: `select p.id, p.name, p.policy, t.terms as latest, coalesce(t.revision, 0) as revision
      from sla_policies p left join lateral (
        select terms, revision from sla_terms where policy_id = p.id order by revision desc limit 1
      ) t on true
      where p.id = any($1::uuid[]) for update of p`,
    values: [policyIds],
  });
  const calendars = await findCalendars(
    tx,
    rows.flatMap(({ policy }) => calendarIdsOf(policy)),
  );
  for (const { id, name, policy, latest, revision } of rows) {
    const terms = termsOf(name, policy, calendars);
    if (latest && stable(latest) === stable(terms)) continue;
    await tx.query({
      name: "publish-terms",
      text: `insert into sla_terms (id, policy_id, revision, terms, since) values ($1, $2, $3, $4, $5)`,
      values: [newId(), id, revision + 1, JSON.stringify(terms), new Date(now).toISOString()],
    });
  }
}

function termsOf(
  policyName: string,
  policy: SlaPolicy,
  calendars: ReadonlyMap<string, { readonly name: string; readonly calendar: Calendar }>,
): SlaTerms {
  const used = [...new Set(calendarIdsOf(policy))].sort();
  return {
    policyName,
    targets: policy.targets,
    pauses: policy.pauses,
    rules: policy.rules,
    calendars: Object.fromEntries(
      used.flatMap((id) => {
        const found = calendars.get(id);
        return found ? [[id, found]] : [];
      }),
    ),
  };
}

function calendarIdsOf({ targets }: SlaPolicy): string[] {
  return targets.flatMap(({ calendarId }) => (calendarId === null ? [] : [calendarId]));
}

async function findCalendars(
  q: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly name: string; readonly calendar: Calendar }>> {
  const { rows } = await q.query<{ id: string; name: string; calendar: Calendar }>({
    name: "find-calendars",
    text: "select id, name, calendar from calendars where id = any($1::uuid[])",
    values: [ids],
  });
  return new Map(rows.map(({ id, name, calendar }) => [id, { name, calendar }]));
}

/** The same for the same content: a database keeps an object's names in an order of its own. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
