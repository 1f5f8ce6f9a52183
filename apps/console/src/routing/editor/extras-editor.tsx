import { Button, IconButton, Menu, NumberField, Select } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { mistakeAt } from "../draft/mistake-text.ts";
import {
  type Action,
  EMPTY_EXTRAS,
  EXTRA_NAMES,
  type ExtraName,
  type Rule,
  without,
} from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { AutoAnswerField } from "./auto-answer-field.tsx";
import { tagOptions } from "./condition-options.ts";
import { SkillsField } from "./skills-field.tsx";
import { ValuesField } from "./values-field.tsx";

interface ExtrasEditorProps {
  readonly action: Action;
  readonly rules: readonly Rule[];
  readonly world: RuleWorld;
  readonly mistakes: ReadonlyMap<string, string>;
  /** What still has to be said. */
  readonly unfinished: ReadonlySet<ExtraName>;
  readonly isDisabled: boolean;
  readonly onChange: (action: Action) => void;
}

/** What a conversation takes along besides its destination. */
export function ExtrasEditor(props: ExtrasEditorProps) {
  const { action, isDisabled, mistakes, unfinished, onChange } = props;
  const t = useT();
  const given = EXTRA_NAMES.filter((name) => action[name] !== undefined);
  return (
    <>
      <ul className="flex flex-col gap-2">
        {given.map((name) => {
          const error =
            mistakeAt(mistakes, `action.${name}`) ??
            (unfinished.has(name) ? t("routing.sayValue") : undefined);
          return (
            <li key={name} className="flex flex-col gap-1.5 rounded-pane border border-line p-3">
              <div className="flex items-center gap-2">
                <span className="min-w-0 grow text-12 font-medium text-fg-2">
                  {t(`routing.extra.${name}`)}
                </span>
                <IconButton
                  size="tiny"
                  label={t("routing.removeCondition", { name: t(`routing.extra.${name}`) })}
                  icon={<X />}
                  isDisabled={isDisabled}
                  onPress={() => onChange(without(action, name))}
                />
              </div>
              <ExtraField {...props} name={name} error={error} />
            </li>
          );
        })}
      </ul>
      <div>
        <Menu
          label={t("routing.addExtra")}
          entries={EXTRA_NAMES.filter((name) => action[name] === undefined).map((name) => ({
            kind: "item",
            id: name,
            label: t(`routing.extra.${name}`),
          }))}
          onAction={(id) => {
            const name = EXTRA_NAMES.find((one) => one === id);
            if (name) onChange({ ...action, [name]: EMPTY_EXTRAS[name] });
          }}
          trigger={
            <Button size="small" icon={<Plus />} isDisabled={isDisabled}>
              {t("routing.addExtra")}
            </Button>
          }
        />
      </div>
    </>
  );
}

interface ExtraFieldProps extends ExtrasEditorProps {
  readonly name: ExtraName;
  readonly error: string | undefined;
}

const PRIORITY_RANGE = { minValue: -10, maxValue: 10 } as const;

function ExtraField({ name, action, rules, world, error, isDisabled, onChange }: ExtraFieldProps) {
  const t = useT();
  switch (name) {
    case "priority":
      return (
        <NumberField
          className="w-32"
          label={t("routing.extra.priority")}
          isLabelHidden
          {...PRIORITY_RANGE}
          isDisabled={isDisabled}
          value={action.priority ?? 0}
          onChange={(priority) => onChange({ ...action, priority: priority ?? 0 })}
        />
      );
    case "tags":
      return (
        <ValuesField
          label={t("routing.extra.tags")}
          isLabelHidden
          placeholder={t("routing.placeholder.tags")}
          options={tagOptions(rules)}
          takesOwn
          values={action.tags ?? []}
          error={error}
          isDisabled={isDisabled}
          onChange={(tags) => onChange({ ...action, tags })}
        />
      );
    case "requiredSkills":
      return (
        <SkillsField
          skills={action.requiredSkills ?? {}}
          known={world.skills}
          error={error}
          isDisabled={isDisabled}
          onChange={(requiredSkills) => onChange({ ...action, requiredSkills })}
        />
      );
    case "slaPolicyId":
      return (
        <Select
          label={t("routing.extra.slaPolicyId")}
          isLabelHidden
          placeholder={t(
            world.policies.length === 0 ? "routing.noPolicies" : "routing.placeholder.slaPolicyId",
          )}
          options={world.policies.map(({ id, name: label }) => ({ id, label }))}
          value={action.slaPolicyId || null}
          error={error}
          isDisabled={isDisabled}
          onChange={(slaPolicyId) => onChange({ ...action, slaPolicyId })}
        />
      );
    case "autoAnswer":
      return (
        <AutoAnswerField
          texts={action.autoAnswer ?? {}}
          error={error}
          isDisabled={isDisabled}
          onChange={(autoAnswer) => onChange({ ...action, autoAnswer })}
        />
      );
    case "keepPreviousAgent":
      return <p className="text-13">{t("routing.anybodyText")}</p>;
  }
}
