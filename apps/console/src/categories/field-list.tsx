import type { CategoryFieldView } from "@circuito/protocol";
import { IconButton, Select, TagField, TextField } from "@circuito/ui";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useT } from "../i18n/translate.ts";

const KINDS = ["text", "number", "date", "choice", "cpf", "cnpj", "order"] as const;
const NEEDS = ["never", "direct", "resolve"] as const;

interface FieldListProps {
  readonly fields: readonly CategoryFieldView[];
  readonly onChange: (fields: readonly CategoryFieldView[]) => void;
  /** Somebody tried to save: what is missing says so. */
  readonly isTried: boolean;
}

/** A field that nobody named yet. Its key stays when its label changes. */
export function emptyField(others: readonly CategoryFieldView[]): CategoryFieldView {
  const taken = new Set(others.map(({ key }) => key));
  let n = others.length + 1;
  while (taken.has(`campo-${n}`)) n += 1;
  return { key: `campo-${n}`, label: "", kind: "text", need: "never" };
}

/** What a category asks for, in the order in which it is asked. */
export function FieldList({ fields, onChange, isTried }: FieldListProps) {
  const t = useT();
  const put = (at: number, part: Partial<CategoryFieldView>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  const swap = (at: number, by: 1 | -1) => {
    const all = [...fields];
    const [field] = all.splice(at, 1);
    if (field !== undefined) all.splice(at + by, 0, field);
    onChange(all);
  };
  return (
    <ul className="flex flex-col gap-3">
      {fields.map((field, at) => {
        const name = field.label || t("categories.fieldNumber", { n: at + 1 });
        return (
          <li
            key={field.key}
            className="flex flex-col gap-3 rounded-pane border border-line-subtle p-3"
          >
            <div className="grid items-end gap-3 min-[600px]:grid-cols-[minmax(0,1fr)_11rem_13rem_auto]">
              <TextField
                label={t("categories.fieldLabel")}
                maxLength={80}
                value={field.label}
                onChange={(label) => put(at, { label })}
                isRequired
                error={isTried && field.label.trim() === "" ? t("form.required") : undefined}
              />
              <Select
                label={t("categories.fieldKind")}
                placeholder={t("categories.fieldKind")}
                value={field.kind}
                options={KINDS.map((id) => ({ id, label: t(`categories.kind.${id}`) }))}
                onChange={(kind) => put(at, { kind })}
              />
              <Select
                label={t("categories.fieldNeed")}
                placeholder={t("categories.fieldNeed")}
                value={field.need}
                options={NEEDS.map((id) => ({ id, label: t(`categories.need.${id}`) }))}
                onChange={(need) => put(at, { need })}
              />
              <span className="flex">
                <IconButton
                  label={t("categories.up", { name })}
                  icon={<ArrowUp />}
                  isDisabled={at === 0}
                  onPress={() => swap(at, -1)}
                />
                <IconButton
                  label={t("categories.down", { name })}
                  icon={<ArrowDown />}
                  isDisabled={at === fields.length - 1}
                  onPress={() => swap(at, 1)}
                />
                <IconButton
                  label={t("categories.removeField", { name })}
                  icon={<Trash2 />}
                  onPress={() => onChange(fields.filter((_, index) => index !== at))}
                />
              </span>
            </div>
            {field.kind === "choice" && (
              <TagField
                label={t("categories.choices")}
                placeholder={t("categories.choicesPlaceholder")}
                emptyText={t("categories.choicesText")}
                options={[]}
                value={field.choices ?? []}
                onChange={(choices) => put(at, { choices: [...choices] })}
                removeLabel={(choice) => t("categories.removeField", { name: choice })}
                create={{
                  label: (typed) => t("categories.addChoice", { typed }),
                  idOf: (typed) => typed,
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
