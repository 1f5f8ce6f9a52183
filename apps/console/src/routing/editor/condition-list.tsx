import { Button, IconButton, Menu } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { mistakeAt } from "../draft/mistake-text.ts";
import {
  CONDITION_NAMES,
  type ConditionName,
  EMPTY_CONDITIONS,
  type Rule,
  type SimpleCondition,
  without,
} from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ConditionField } from "./condition-field.tsx";

interface ConditionListProps {
  readonly condition: SimpleCondition;
  /** Where it stands in its rule: `condition`, `condition.anyOf.0`. */
  readonly at: string;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly mistakes: ReadonlyMap<string, string>;
  /** Conditions in which something still has to be said. */
  readonly unfinished: ReadonlySet<ConditionName>;
  readonly isDisabled: boolean;
  readonly onChange: (condition: SimpleCondition) => void;
  /** Beside the button that adds one. */
  readonly children?: React.ReactNode;
}

/** Conditions that must hold together; of each list one value is enough. */
export function ConditionList(props: ConditionListProps) {
  const { condition, at, rules, world, mistakes, unfinished, isDisabled, onChange } = props;
  const t = useT();
  const asked = CONDITION_NAMES.filter((name) => condition[name] !== undefined);
  return (
    <>
      <ul className="flex flex-col gap-2 empty:hidden">
        {asked.map((name, place) => (
          <li key={name} className="flex flex-col gap-2">
            {place > 0 && <Joint>{t("routing.and")}</Joint>}
            <div className="flex flex-col gap-1.5 rounded-pane border border-line bg-surface p-3">
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
                  mistakeAt(mistakes, `${at}.${name}`) ??
                  (unfinished.has(name) ? t("routing.sayValue") : undefined)
                }
                onChange={(part) => onChange({ ...condition, ...part })}
              />
            </div>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
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
        {props.children}
      </div>
    </>
  );
}

/** "e", "ou": between what it joins. */
export function Joint({ children }: { readonly children: string }) {
  return (
    <span className="self-start rounded-chip bg-muted px-1.5 text-11 text-fg-2 uppercase">
      {children}
    </span>
  );
}
