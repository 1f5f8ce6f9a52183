import { Button, IconButton, TextField } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { ValuesField } from "./values-field.tsx";

type Attributes = Readonly<Record<string, string[]>>;

interface AttributesFieldProps {
  readonly attributes: Attributes;
  readonly isDisabled: boolean;
  readonly onChange: (attributes: Record<string, string[]>) => void;
}

/** What contacts have by name; of each, one of these values. */
export function AttributesField({ attributes, isDisabled, onChange }: AttributesFieldProps) {
  const t = useT();
  const entries = Object.entries(attributes);
  const rows = entries.length === 0 ? [["", []] as const] : entries;
  const put = (at: number, row: readonly [string, readonly string[]]) =>
    onChange(
      Object.fromEntries(
        rows.map((one, place) => (place === at ? row : one)).map(([k, v]) => [k, [...v]]),
      ),
    );
  const isFull = rows.every(([name]) => name !== "");
  return (
    <div className="flex flex-col gap-2">
      {rows.map(([name, values], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is typed
        <div key={at} className="grid grid-cols-[minmax(7rem,1fr)_2fr_auto] items-start gap-1.5">
          <TextField
            label={t("routing.attribute.name")}
            placeholder="plano"
            autoComplete="off"
            maxLength={ATTRIBUTE_NAME_MAX}
            isDisabled={isDisabled}
            value={name}
            onChange={(typed) => put(at, [attributeName(typed), values])}
          />
          <ValuesField
            label={t("routing.attribute.values")}
            placeholder={t("routing.attribute.valuesPlaceholder")}
            options={[]}
            takesOwn
            isDisabled={isDisabled}
            values={values}
            onChange={(next) => put(at, [name, next])}
          />
          <IconButton
            className="mt-5"
            label={t("routing.attribute.remove", { name })}
            icon={<X />}
            isDisabled={isDisabled || rows.length === 1}
            onPress={() =>
              onChange(
                Object.fromEntries(
                  rows.filter((_, place) => place !== at).map(([k, v]) => [k, [...v]]),
                ),
              )
            }
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          variant="ghost"
          icon={<Plus />}
          isDisabled={isDisabled || !isFull}
          onPress={() => onChange({ ...attributes, "": [] })}
        >
          {t("routing.attribute.add")}
        </Button>
      </div>
    </div>
  );
}

const ATTRIBUTE_NAME_MAX = 40;

/** As contacts have them: lower case, words joined. */
const attributeName = (typed: string) =>
  typed
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "_")
    .replace(/^[^a-z]+/, "")
    .slice(0, ATTRIBUTE_NAME_MAX);
