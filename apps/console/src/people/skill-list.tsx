import { Button, IconButton, SegmentedControl, TextField } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/translate.ts";

interface SkillListProps {
  readonly skills: Readonly<Record<string, number>>;
  readonly onChange: (skills: Record<string, number>) => void;
}

const LEVELS = ["1", "2", "3", "4", "5"] as const;

/** What somebody knows, from 1 (a little) to 5 (teaches it). */
export function SkillList({ skills, onChange }: SkillListProps) {
  const t = useT();
  const [typed, setTyped] = useState("");
  const name = typed.trim();

  function add(event: FormEvent): void {
    event.preventDefault();
    if (name === "" || name in skills) return;
    onChange({ ...skills, [name]: 3 });
    setTyped("");
  }

  return (
    <>
      <ul className="flex flex-col gap-2">
        {Object.entries(skills).map(([skill, level]) => (
          <li key={skill} className="flex flex-wrap items-center gap-3 text-13">
            <span className="min-w-32 flex-1 wrap-anywhere">{skill}</span>
            <SegmentedControl
              label={t("people.levelOf", { skill })}
              segments={LEVELS.map((id) => ({ id, label: id }))}
              value={String(level)}
              onChange={(next) => onChange({ ...skills, [skill]: Number(next) })}
            />
            <IconButton
              size="small"
              label={t("people.removeSkill", { skill })}
              icon={<X />}
              onPress={() => {
                const { [skill]: _gone, ...rest } = skills;
                onChange(rest);
              }}
            />
          </li>
        ))}
      </ul>
      <form onSubmit={add} className="flex max-w-sm items-end gap-2">
        <TextField
          label={t("people.newSkill")}
          placeholder={t("people.skillExample")}
          value={typed}
          onChange={setTyped}
          maxLength={60}
          className="min-w-0 grow"
        />
        <Button
          type="submit"
          icon={<Plus />}
          disabledReason={
            name === "" ? t("people.needsSkill") : name in skills ? t("people.hasSkill") : undefined
          }
        >
          {t("people.addSkill")}
        </Button>
      </form>
    </>
  );
}
