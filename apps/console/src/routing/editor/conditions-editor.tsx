import { Button, IconButton, Menu } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { mistakeAt } from "../draft/mistake-text.ts";
import {
  CONDITION_NAMES,
  type Condition,
  type ConditionName,
  EMPTY_CONDITIONS,
  type Rule,
  without,
} from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ConditionField } from "./condition-field.tsx";

interface ConditionsEditorProps {
  readonly condition: Condition;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly mistakes: ReadonlyMap<string, string>;
  /** Conditions in which something still has to be said. */
  readonly unfinished: ReadonlySet<ConditionName>;
  readonly isDisabled: boolean;
  readonly onChange: (condition: Condition) => void;
}

/** "Se": all that is here must hold; of each list one value is enough. */
export function ConditionsEditor(props: ConditionsEditorProps) {
  const { condition, rules, world, mistakes, unfinished, isDisabled, onChange } = props;
  const t = useT();
  const asked = CONDITION_NAMES.filter((name) => condition[name] !== undefined);
  return (
    <section aria-labelledby="rule-if" className="flex flex-col gap-2">
      <h3 id="rule-if" className="text-14s">
        {t("routing.if")}
      </h3>
      {asked.length === 0 && <p className="text-13 text-fg-2">{t("routing.ifNothing")}</p>}
      <ul className="flex flex-col gap-2">
        {asked.map((name, at) => (
          <li key={name} className="flex flex-col gap-2">
            {at > 0 && (
              <span className="self-start rounded-chip bg-muted px-1.5 text-11 text-fg-2 uppercase">
                {t("routing.and")}
              </span>
            )}
            <div className="flex flex-col gap-1.5 rounded-pane border border-line p-3">
              <div className="flex items-center gap-2">
                <span className="min-w-0 grow text-12 font-medium text-fg-2">
                  {t(`routing.condition.${name}`)}
                </span>
                <IconButton
                  size="tiny"
                  label={t("routing.removeCondition", { name: t(`routing.condition.${name}`) })}
                  icon={<X />}
                  isDisabled={isDisabled}
                  onPress={() => onChange(without(condition, name))}
                />
              </div>
              <ConditionField
                name={name}
                condition={condition}
                rules={rules}
                world={world}
                isDisabled={isDisabled}
                error={
                  mistakeAt(mistakes, `condition.${name}`) ??
                  (unfinished.has(name) ? t("routing.sayValue") : undefined)
                }
                onChange={(part) => onChange({ ...condition, ...part })}
              />
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Menu
          label={t("routing.addCondition")}
          entries={CONDITION_NAMES.filter((name) => condition[name] === undefined).map((name) => ({
            kind: "item",
            id: name,
            label: t(`routing.condition.${name}`),
          }))}
          onAction={(id) => {
            const name = CONDITION_NAMES.find((one) => one === id);
            if (name) onChange({ ...condition, [name]: EMPTY_CONDITIONS[name] });
          }}
          trigger={
            <Button size="small" icon={<Plus />} isDisabled={isDisabled}>
              {t("routing.addCondition")}
            </Button>
          }
        />
      </div>
    </section>
  );
}
