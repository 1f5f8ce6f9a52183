import type { RoutingRule } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import { tellConfigurationChanged } from "./inboxes.ts";

/** What is told of a version without its rules. */
export interface RuleVersion {
  readonly version: number;
  readonly note: string;
  readonly publishedBy: string;
  /** Ms since epoch, UTC. */
  readonly publishedAt: number;
  readonly restores: number | undefined;
  /** How many rules it has. */
  readonly rules: number;
}

/** A version's rules; of version 0, which is before anything was published, none. */
export interface PublishedRules {
  readonly version: number;
  readonly rules: readonly RoutingRule[];
}

/** Who does something to the rules; `id` is null where nobody was asked. */
export interface RuleEditor {
  readonly id: string | null;
  readonly name: string;
}

export async function findRulesInForce(q: Queryable): Promise<PublishedRules> {
  const { rows } = await q.query<PublishedRules>({
    name: "find-rules-in-force",
    text: "select version, rules from rule_versions order by version desc limit 1",
  });
  return rows[0] ?? { version: 0, rules: [] };
}

export async function findRuleVersion(
  q: Queryable,
  version: number,
): Promise<PublishedRules | undefined> {
  const { rows } = await q.query<PublishedRules>({
    name: "find-rule-version",
    text: "select version, rules from rule_versions where version = $1",
    values: [version],
  });
  return rows[0] ?? (version === 0 ? { version: 0, rules: [] } : undefined);
}

type VersionRow = Omit<RuleVersion, "publishedAt" | "restores"> & {
  readonly publishedAt: Date;
  readonly restores: number | null;
};
const VERSION = `select version, note, published_by_name as "publishedBy",
    published_at as "publishedAt", restores, jsonb_array_length(rules) as rules
  from rule_versions`;

function versionOf({ publishedAt, restores, ...row }: VersionRow): RuleVersion {
  return { ...row, publishedAt: publishedAt.getTime(), restores: restores ?? undefined };
}

/** Newest first. @param before versions lower than this one */
export async function listRuleVersions(
  q: Queryable,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly RuleVersion[]> {
  const { rows } = await q.query<VersionRow>({
    name: "list-rule-versions",
    text: `${VERSION} where $1::int is null or version < $1 order by version desc limit $2`,
    values: [before ?? null, limit],
  });
  return rows.map(versionOf);
}

/** What became of a draft; absent when it was never published. */
export async function findPublishedDraft(
  q: Queryable,
  token: string,
): Promise<RuleVersion | undefined> {
  const { rows } = await q.query<VersionRow>({
    name: "find-published-draft",
    text: `${VERSION} where draft_token = $1`,
    values: [token],
  });
  return rows[0] && versionOf(rows[0]);
}

/** A version that brings another back: what became of a request that comes twice. */
export async function findRestored(
  q: Queryable,
  { version, restores }: { readonly version: number; readonly restores: number },
): Promise<RuleVersion | undefined> {
  const { rows } = await q.query<VersionRow>({
    name: "find-restored",
    text: `${VERSION} where version = $1 and restores = $2`,
    values: [version, restores],
  });
  return rows[0] && versionOf(rows[0]);
}

/** Makes whoever changes rules wait for the others; routing reads on and waits for nobody. */
export async function lockRules(tx: Queryable): Promise<void> {
  await tx.query("lock table rule_versions in share row exclusive mode");
}

/**
 * Makes rules the ones in force, as the next version; a draft that they were is gone. Everybody who
 * routes is told in the same transaction.
 */
export async function publishRules(
  tx: Queryable,
  rules: readonly RoutingRule[],
  about: {
    readonly by: RuleEditor;
    readonly note: string;
    readonly draftToken?: string;
    readonly restores?: number;
  },
): Promise<RuleVersion> {
  await lockRules(tx);
  const { rows } = await tx.query<VersionRow>({
    name: "publish-rules",
    text: `with published as (
        insert into rule_versions
          (version, rules, note, published_by, published_by_name, draft_token, restores)
        select coalesce(max(version), 0) + 1, $1::jsonb, $2, $3::uuid, $4, $5, $6::int
        from rule_versions
        returning *
      ), gone as (delete from rule_draft where token = $5)
      select version, note, published_by_name as "publishedBy", published_at as "publishedAt",
        restores, jsonb_array_length(rules) as rules from published`,
    values: [
      JSON.stringify(rules),
      about.note,
      about.by.id,
      about.by.name,
      about.draftToken ?? null,
      about.restores ?? null,
    ],
  });
  await tellConfigurationChanged(tx, "rules");
  const [published] = rows;
  if (!published) throw new Error("publish rules: no version came of it");
  return versionOf(published);
}

/** What rules are called, those of former versions included, by id. */
export async function listRuleNames(q: Queryable): Promise<ReadonlyMap<string, string>> {
  const { rows } = await q.query<{ id: string; name: string }>({
    name: "list-rule-names",
    text: `select distinct on (rule->>'id') rule->>'id' as id, rule->>'name' as name
      from rule_versions, jsonb_array_elements(rules) as rule
      order by rule->>'id', version desc`,
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
