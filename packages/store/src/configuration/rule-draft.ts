import type { RuleDraft } from "@circuito/domain";
import type { Queryable } from "../database.ts";
import type { RuleEditor } from "./rule-versions.ts";

type DraftRow = Omit<RuleDraft, "editedAt"> & { readonly editedAt: Date };

/** Absent until somebody begins one. */
export async function findRuleDraft(q: Queryable): Promise<RuleDraft | undefined> {
  const { rows } = await q.query<DraftRow>({
    name: "find-rule-draft",
    text: `select token, based_on as "basedOn", rules, edited_by_name as "editedBy",
        edited_at as "editedAt"
      from rule_draft`,
  });
  return rows[0] && { ...rows[0], editedAt: rows[0].editedAt.getTime() };
}

/** Puts this in the draft's place. The caller holds `lockRules`. */
export async function saveRuleDraft(
  tx: Queryable,
  draft: Omit<RuleDraft, "editedBy">,
  by: RuleEditor,
): Promise<void> {
  await tx.query({
    name: "save-rule-draft",
    text: `insert into rule_draft (token, based_on, rules, edited_by, edited_by_name, edited_at)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (one) do update set token = excluded.token, based_on = excluded.based_on,
        rules = excluded.rules, edited_by = excluded.edited_by,
        edited_by_name = excluded.edited_by_name, edited_at = excluded.edited_at`,
    values: [
      draft.token,
      draft.basedOn,
      JSON.stringify(draft.rules),
      by.id,
      by.name,
      new Date(draft.editedAt).toISOString(),
    ],
  });
}

export async function deleteRuleDraft(tx: Queryable): Promise<void> {
  await tx.query("delete from rule_draft");
}
