import {
  type DraftRefusal,
  diffRules,
  lintRules,
  type RoutingRule,
  type RuleDifference,
  type RuleDraft,
  refusePublish,
  refuseSave,
  tokenOfVersion,
} from "@circuito/domain";
import type { ApiRouteName } from "@circuito/protocol";
import {
  deleteRuleDraft,
  findPublishedDraft,
  findRestored,
  findRuleDraft,
  findRulesInForce,
  findRuleVersion,
  listRuleVersions,
  loadAroundRules,
  lockRules,
  type PublishedRules,
  publishRules,
  type Queryable,
  type RuleVersion,
  saveRuleDraft,
} from "@circuito/store";
import type { Answer, Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { HttpProblem } from "../problem.ts";
import { checkedRules, ruleViewOf, warningView } from "../rules.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Names = Extract<
  ApiRouteName,
  | "getRules"
  | "getRuleDraft"
  | "saveRuleDraft"
  | "discardRuleDraft"
  | "publishRules"
  | "listRuleVersions"
  | "getRuleVersion"
  | "restoreRules"
  | "diffRules"
>;

/** Rules are changed in one draft, published whole, and never changed again. */
export function routingRuleHandlers(parts: WebParts): Pick<Handlers, Names> {
  const { database } = parts;
  const { pool } = database;

  /** Runs alone among those who change rules, on what is there now. */
  function changing<T>(
    work: (tx: Queryable, draft: RuleDraft | undefined, inForce: PublishedRules) => Promise<T>,
  ): Promise<T> {
    return database.transaction(async ({ client }) => {
      await lockRules(client);
      return await work(client, await findRuleDraft(client), await findRulesInForce(client));
    });
  }

  return {
    async getRules() {
      return rulesView(await findRulesInForce(pool));
    },

    async getRuleDraft() {
      return await draftView(pool, await findRuleDraft(pool), await findRulesInForce(pool));
    },

    async saveRuleDraft({ who, body }) {
      const rules = await checkedRules(pool, body.rules);
      return await changing(async (tx, draft, inForce) => {
        // Said again because the answer was lost.
        if (draft?.token === body.nextToken) return await draftView(tx, draft, inForce);
        refuse(refuseSave(draft, inForce.version, body.token), draft, inForce);
        const saved = {
          token: body.nextToken,
          basedOn: inForce.version,
          rules,
          editedBy: who.name,
          editedAt: parts.now(),
        };
        await saveRuleDraft(tx, saved, who);
        return await draftView(tx, saved, inForce);
      });
    },

    async discardRuleDraft({ query }) {
      return await changing(async (tx, draft, inForce) => {
        if (draft) refuse(refuseSave(draft, inForce.version, query.token), draft, inForce);
        await deleteRuleDraft(tx);
        return await draftView(tx, undefined, inForce);
      });
    },

    async publishRules({ who, body: { token, note } }) {
      const published = await changing(async (tx, draft, inForce) => {
        const before = await findPublishedDraft(tx, token);
        if (before) return before;
        refuse(refusePublish(draft, inForce.version, token), draft, inForce);
        // What it names may be gone since it was saved.
        const rules = await checkedRules(tx, (draft?.rules ?? []).map(ruleViewOf));
        return await publishRules(tx, rules, { by: who, note, draftToken: token });
      });
      parts.configurationChanged();
      return versionView(published);
    },

    async listRuleVersions({ query: { before, limit } }) {
      const found = await listRuleVersions(pool, { before, limit: limit + 1 });
      return { items: found.slice(0, limit).map(versionView), hasMore: found.length > limit };
    },

    async getRuleVersion({ params }) {
      const found = await findRuleVersion(pool, params.version);
      if (!found) throw nothingHere();
      return rulesView(found);
    },

    async restoreRules({ who, params: { version }, body: { inForce: seen, note } }) {
      const restored = await changing(async (tx, draft, inForce) => {
        const former = await findRuleVersion(tx, version);
        if (!former) throw nothingHere();
        const before = await findRestored(tx, { version: seen + 1, restores: version });
        if (before) return before;
        if (inForce.version !== seen) refuse("rules-published-since", draft, inForce);
        if (version === seen) {
          throw new HttpProblem("wrong-state", "these rules are in force already");
        }
        // What they name may be gone since they were in force.
        const rules = await checkedRules(
          tx,
          former.rules.map(ruleViewOf),
          `version ${version}: rules`,
        );
        return await publishRules(tx, rules, { by: who, note, restores: version });
      });
      parts.configurationChanged();
      return versionView(restored);
    },

    async diffRules({ query }) {
      const inForce = await findRulesInForce(pool);
      const from = query.from ?? inForce.version;
      const [before, after] = await Promise.all([
        rulesOf(pool, from, inForce),
        rulesOf(pool, query.to, inForce),
      ]);
      const differences = diffRules(before, after).map(differenceView);
      return { from, to: query.to, differences };
    },
  };
}

async function rulesOf(
  q: Queryable,
  which: number | "draft",
  inForce: PublishedRules,
): Promise<readonly RoutingRule[]> {
  if (which === "draft") return (await findRuleDraft(q))?.rules ?? inForce.rules;
  const found = await findRuleVersion(q, which);
  if (!found) throw nothingHere();
  return found.rules;
}

const SENTENCES: Readonly<Record<DraftRefusal, string>> = {
  "draft-changed": "the draft was changed since you looked",
  "rules-published-since":
    "other rules were published since you looked: see what differs, and save again",
  "no-draft": "there is no draft to publish",
};

function refuse(
  because: DraftRefusal | undefined,
  draft: RuleDraft | undefined,
  inForce: PublishedRules,
): void {
  if (because === undefined) return;
  const details = {
    because,
    token: draft?.token ?? tokenOfVersion(inForce.version),
    editedBy: draft?.editedBy ?? null,
    inForce: inForce.version,
  };
  throw new HttpProblem("conflict", SENTENCES[because], { details });
}

function rulesView({ version, rules }: PublishedRules): Answer<"getRules"> {
  return { version, rules: rules.map(ruleViewOf) };
}

async function draftView(
  q: Queryable,
  draft: RuleDraft | undefined,
  inForce: PublishedRules,
): Promise<Answer<"getRuleDraft">> {
  const { version } = inForce;
  const rules = draft?.rules ?? inForce.rules;
  return {
    token: draft?.token ?? tokenOfVersion(version),
    basedOn: draft?.basedOn ?? version,
    inForce: version,
    rules: rules.map(ruleViewOf),
    editedBy: draft?.editedBy ?? null,
    editedAt: isoOrNull(draft?.editedAt),
    warnings: lintRules(rules, await loadAroundRules(q)).map(warningView),
  };
}

function versionView({ publishedAt, restores, ...version }: RuleVersion): Answer<"publishRules"> {
  return {
    ...version,
    publishedAt: iso(publishedAt),
    restores: restores ?? null,
  };
}

function differenceView(difference: RuleDifference): Answer<"diffRules">["differences"][number] {
  switch (difference.kind) {
    case "added":
    case "removed":
      return { ...difference, rule: ruleViewOf(difference.rule) };
    case "changed":
      return { ...difference, fields: difference.fields.map((field) => ({ ...field })) };
    case "moved":
      return difference;
  }
}
