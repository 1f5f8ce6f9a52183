import { useState } from "react";
import type { Mistakes, Settings } from "../../inbox-page/mistakes.ts";
import { mistakesInRule, newRule, type RuleDraft, rulesOf } from "./rule-draft.ts";

export interface EditedInvitations {
  readonly rules: readonly RuleDraft[];
  /** The one that is edited. */
  readonly open: RuleDraft | undefined;
  /** By the rule's id, of those that have some; told once it was sent. */
  readonly mistakes: Readonly<Record<string, Mistakes<RuleDraft>>>;
  readonly setRules: (rules: readonly RuleDraft[]) => void;
  readonly setOpen: (id: string | null) => void;
  readonly add: () => void;
  /** From now on mistakes are told, and the first rule with one is open. @returns whether there are none */
  readonly check: () => boolean;
}

/** What is made of the rules before they are saved; the preview shows the one that is open. */
export function useInvitations(start: Settings): EditedInvitations {
  const [rules, setRules] = useState(() => rulesOf(start));
  const [openId, setOpen] = useState<string | null>(null);
  const [isChecked, setChecked] = useState(false);
  const wrong = rules
    .map((rule) => [rule.id, mistakesInRule(rule)] as const)
    .filter(([, mistakes]) => Object.keys(mistakes).length > 0);
  return {
    rules,
    open: rules.find(({ id }) => id === openId),
    mistakes: isChecked ? Object.fromEntries(wrong) : {},
    setRules,
    setOpen,
    add: () => {
      const rule = newRule(crypto.randomUUID());
      setRules([...rules, rule]);
      setOpen(rule.id);
    },
    check: () => {
      setChecked(true);
      const [first] = wrong;
      if (first !== undefined && !wrong.some(([id]) => id === openId)) setOpen(first[0]);
      return first === undefined;
    },
  };
}
