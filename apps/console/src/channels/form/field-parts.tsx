import type { FormLocale } from "@circuito/protocol/form-text";
import { Button, Switch, TextArea, TextField } from "@circuito/ui";
import type { ReactNode } from "react";
import { useT } from "../../i18n/translate.ts";
import { type DraftOption, optionLines, optionsOf, type Words } from "./form-draft.ts";

/** As long as the connectors take them, UTF-16 units. */
const LABEL_LENGTH_MAX = 120;
const HINT_LENGTH_MAX = 500;

interface EditedField {
  readonly required: boolean;
  readonly label: Words;
  readonly hint: Words;
  readonly options: readonly DraftOption[];
}

interface PartProps<Part extends keyof EditedField> {
  readonly field: Pick<EditedField, Part>;
  readonly locale: FormLocale;
  /** What is wrong with it, in words. */
  readonly error: string | undefined;
  readonly onChange: (part: Pick<EditedField, Part>) => void;
}

/** Where one field of a form is edited. */
export function FieldBox({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ReactNode;
}) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-pane border border-line bg-sunken p-3">
      <legend className="sr-only">{name}</legend>
      {children}
    </fieldset>
  );
}

/** What it is called, and what stands below it. */
export function FieldWords({
  field: { label, hint },
  locale,
  error,
  description,
  onChange,
}: PartProps<"label" | "hint"> & { readonly description: string | undefined }) {
  const t = useT();
  return (
    <>
      <TextField
        label={t("form.label")}
        description={description}
        maxLength={LABEL_LENGTH_MAX}
        value={label[locale]}
        onChange={(words) => onChange({ hint, label: { ...label, [locale]: words } })}
        error={error}
      />
      <TextField
        label={t("form.hint")}
        maxLength={HINT_LENGTH_MAX}
        value={hint[locale]}
        onChange={(words) => onChange({ label, hint: { ...hint, [locale]: words } })}
      />
    </>
  );
}

/** What may be chosen, one a line. */
export function FieldOptions({
  field: { options },
  locale,
  error,
  onChange,
}: PartProps<"options">) {
  const t = useT();
  return (
    <TextArea
      label={t("form.options")}
      description={t(locale === "pt-BR" ? "form.optionsText" : "form.optionsOther")}
      minRows={3}
      value={optionLines(options, locale)}
      onChange={(text) => onChange({ options: optionsOf(options, text, locale) })}
      error={error}
    />
  );
}

/** Whether it must be answered; and away with it. */
export function FieldEnd({
  required,
  onChange,
  onRemove,
}: {
  readonly required: boolean;
  readonly onChange: (part: Pick<EditedField, "required">) => void;
  readonly onRemove: () => void;
}) {
  const t = useT();
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <Switch isSelected={required} onChange={(is) => onChange({ required: is })}>
        {t("form.requiredField")}
      </Switch>
      <Button size="small" onPress={onRemove}>
        {t("form.removeField")}
      </Button>
    </div>
  );
}
