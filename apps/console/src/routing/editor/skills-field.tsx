import { IconButton, NumberField } from "@circuito/ui";
import { X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import type { Action } from "../rule/rule-view.ts";
import { ValuesField } from "./values-field.tsx";

type Skills = NonNullable<Action["requiredSkills"]>;

interface SkillsFieldProps {
  readonly skills: Skills;
  /** Those that somebody has. */
  readonly known: readonly string[];
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (skills: Skills) => void;
}

/** Who gets it can at least this: a skill, and from which level on. */
export function SkillsField({ skills, known, error, isDisabled, onChange }: SkillsFieldProps) {
  const t = useT();
  const names = Object.keys(skills);
  const nobodyHas = names.filter((name) => !known.includes(name));
  return (
    <div className="flex flex-col gap-2">
      <ValuesField
        label={t("routing.extra.requiredSkills")}
        isLabelHidden
        placeholder={t("routing.placeholder.requiredSkills")}
        options={known.map((id) => ({ id, label: id }))}
        takesOwn
        values={names}
        error={error}
        isDisabled={isDisabled}
        onChange={(next) =>
          onChange(Object.fromEntries(next.map((name) => [name, skills[name] ?? 1])))
        }
      />
      {names.map((name) => (
        <div key={name} className="flex items-center gap-2">
          <span className="min-w-0 grow truncate text-13">{name}</span>
          <NumberField
            className="w-28"
            label={t("routing.skillLevel", { skill: name })}
            isLabelHidden
            minValue={1}
            maxValue={5}
            isDisabled={isDisabled}
            value={skills[name] ?? 1}
            onChange={(level) => onChange({ ...skills, [name]: levelOf(level) })}
          />
          <IconButton
            size="small"
            label={t("routing.removeValue", { value: name })}
            icon={<X />}
            isDisabled={isDisabled}
            onPress={() =>
              onChange(Object.fromEntries(Object.entries(skills).filter(([one]) => one !== name)))
            }
          />
        </div>
      ))}
      {nobodyHas.length > 0 && (
        <p className="text-12 text-warn-text">
          {t("routing.nobodyHas", { skills: nobodyHas.join(", ") })}
        </p>
      )}
    </div>
  );
}

function levelOf(typed: number | null): Skills[string] {
  const levels = [1, 2, 3, 4, 5] as const;
  return levels.find((level) => level === typed) ?? 1;
}
