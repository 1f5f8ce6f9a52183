import { FORM_FIELDS_MAX, type FormLocale, formLabel } from "@circuito/protocol/form-text";
import { type Translate, useT } from "../../i18n/translate.ts";
import { FieldList } from "./field-list.tsx";
import { FieldBox, FieldEnd, FieldOptions, FieldWords } from "./field-parts.tsx";
import { addableKinds, addedField, type DraftField, isAdded, isNeeded } from "./form-draft.ts";
import type { EditedForm } from "./use-form-draft.ts";

interface FieldsEditorProps {
  readonly edited: EditedForm;
  readonly locale: FormLocale;
}

/** What a contact form asks. */
export function FieldsEditor({ edited, locale }: FieldsEditorProps) {
  const t = useT();
  const { draft, change, mistakes } = edited;
  const kinds = addableKinds(draft);
  return (
    <FieldList
      fields={draft.fields}
      mistakes={mistakes.fields}
      nameOf={(field) => nameOf(field, locale, t)}
      addedAs={({ kind }) => (isAdded(kind) ? t(`form.kind.${kind}`) : undefined)}
      kinds={kinds.map((kind) => ({ id: kind, label: t(`form.kind.${kind}`) }))}
      fullBecause={draft.fields.length >= FORM_FIELDS_MAX ? t("form.fieldsMax") : undefined}
      onChange={(fields) => change({ fields })}
      makeField={(id) => {
        const kind = kinds.find((one) => one === id);
        return kind && addedField(draft, kind);
      }}
    >
      {(open, set, remove) => (
        <FieldForm
          key={open.key}
          field={open}
          locale={locale}
          mistake={mistakes.fields[open.key]}
          onChange={set}
          onRemove={remove}
        />
      )}
    </FieldList>
  );
}

interface FieldFormProps {
  readonly field: DraftField;
  readonly locale: FormLocale;
  readonly mistake: "needs-label" | "needs-options" | undefined;
  readonly onChange: (part: Partial<DraftField>) => void;
  readonly onRemove: () => void;
}

function FieldForm({ field, locale, mistake, onChange, onRemove }: FieldFormProps) {
  const t = useT();
  const { key, kind, required } = field;
  const missing = t("form.required");
  return (
    <FieldBox name={nameOf(field, locale, t)}>
      <FieldWords
        {...{ field, locale, onChange }}
        description={isAdded(kind) ? undefined : t("form.labelText")}
        error={mistake === "needs-label" && locale === "pt-BR" ? missing : undefined}
      />
      {kind === "choice" && (
        <FieldOptions
          {...{ field, locale, onChange }}
          error={mistake === "needs-options" ? missing : undefined}
        />
      )}
      <p className="text-12 text-fg-2">
        {t("form.prefill")} <code className="font-mono">?{key}=</code>
      </p>
      {isNeeded(kind) ? (
        <p className="text-12 text-fg-2">{t("form.needed")}</p>
      ) : (
        <FieldEnd {...{ required, onChange, onRemove }} />
      )}
    </FieldBox>
  );
}

/** As customers read it; of one that has no label yet, what kind it is. */
function nameOf(field: DraftField, locale: FormLocale, t: Translate): string {
  const named = formLabel(field, locale);
  return named === field.key && isAdded(field.kind) ? t(`form.kind.${field.kind}`) : named;
}
