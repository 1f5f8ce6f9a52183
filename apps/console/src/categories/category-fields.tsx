import type { CategoryFieldView } from "@circuito/protocol";
import { DateField, Select, TextField } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { masked } from "./mask.ts";

interface CategoryFieldsProps {
  readonly fields: readonly CategoryFieldView[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (key: string, value: string) => void;
  /** What is wrong with which, in words. */
  readonly errors: Readonly<Record<string, string>>;
}

/** What a category wants to know: each field as its kind is typed, with its mask. */
export function CategoryFields({ fields, values, onChange, errors }: CategoryFieldsProps) {
  return fields.map((field) => (
    <Field
      key={field.key}
      field={field}
      value={values[field.key] ?? ""}
      onChange={(value) => onChange(field.key, value)}
      error={errors[field.key]}
    />
  ));
}

interface FieldProps {
  readonly field: CategoryFieldView;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
}

function Field({ field, value, onChange, error }: FieldProps) {
  const t = useT();
  const { kind, need, label } = field;
  const common = {
    ...{ label, value, error },
    isRequired: need === "direct",
    ...(need === "resolve" ? { description: t("category.neededToResolve") } : {}),
  };
  switch (kind) {
    case "choice":
      return (
        <Select
          {...common}
          value={value === "" ? null : value}
          placeholder={t("category.choose")}
          options={(field.choices ?? []).map((choice) => ({ id: choice, label: choice }))}
          onChange={onChange}
        />
      );
    case "date":
      return <DateField {...common} onChange={onChange} />;
    case "text":
    case "number":
    case "order":
    case "cpf":
    case "cnpj":
      return (
        <TextField
          {...common}
          inputMode={INPUT_MODES[kind] ?? "text"}
          placeholder={PLACEHOLDERS[kind]}
          maxLength={VALUE_LENGTH_MAX}
          onChange={(typed) => onChange(masked(kind, typed))}
        />
      );
  }
}

/** On a phone: the keys that such a value is typed with. */
const INPUT_MODES: Readonly<Record<string, "decimal" | "numeric">> = {
  number: "decimal",
  cpf: "numeric",
};
const VALUE_LENGTH_MAX = 500;
/** How such numbers look; the same in every language. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  cpf: "000.000.000-00",
  cnpj: "00.000.000/0000-00",
};
