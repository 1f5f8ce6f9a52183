import {
  FORM_FIELDS_MAX,
  type FormFieldKind,
  type FormLocale,
  formLabel,
} from "@circuito/protocol/form-text";
import { Button, Chip, Menu, SortableList, Switch, TextArea, TextField } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type Translate, useT } from "../../i18n/translate.ts";
import {
  addableKinds,
  addedField,
  type DraftField,
  isAdded,
  isNeeded,
  optionLines,
  optionsOf,
} from "./form-draft.ts";
import type { EditedForm } from "./use-form-draft.ts";

const LABEL_LENGTH_MAX = 120;
const HINT_LENGTH_MAX = 500;

interface FieldsEditorProps {
  readonly edited: EditedForm;
  readonly locale: FormLocale;
}

/** What is asked, in order; the one that is open is edited below. */
export function FieldsEditor({ edited, locale }: FieldsEditorProps) {
  const t = useT();
  const { draft, change, mistakes } = edited;
  const { fields } = draft;
  const [openKey, setOpenKey] = useState<string | null>(null);
  const open = fields.find(({ key }) => key === openKey);
  const wrong = Object.keys(mistakes.fields).length;

  const set = (key: string, part: Partial<DraftField>) =>
    change({ fields: fields.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  function move(key: string, to: number) {
    const moved = fields.find((one) => one.key === key);
    if (moved) change({ fields: fields.filter((one) => one !== moved).toSpliced(to, 0, moved) });
  }
  function add(kind: FormFieldKind) {
    const added = addedField(draft, kind);
    change({ fields: [...fields, added] });
    setOpenKey(added.key);
  }

  return (
    <section aria-label={t("form.fields")} className="flex flex-col gap-2">
      <div className="flex items-end justify-between gap-2">
        <h3 className="text-13 font-semibold">{t("form.fields")}</h3>
        <Menu
          label={t("form.addField")}
          placement="bottom end"
          entries={addableKinds(draft).map((kind) => ({
            kind: "item",
            id: kind,
            label: t(`form.kind.${kind}`),
          }))}
          onAction={(id) => {
            const kind = addableKinds(draft).find((one) => one === id);
            if (kind !== undefined) add(kind);
          }}
          trigger={
            <Button
              size="small"
              icon={<Plus />}
              disabledReason={fields.length >= FORM_FIELDS_MAX ? t("form.fieldsMax") : undefined}
            >
              {t("form.addField")}
            </Button>
          }
        />
      </div>
      <SortableList
        label={t("form.fields")}
        items={fields.map((one) => ({ id: one.key, name: nameOf(one, locale, t) }))}
        currentId={openKey ?? undefined}
        onOpen={(id) => setOpenKey(id === openKey ? null : id)}
        onMove={move}
        texts={{
          drag: (name) => t("form.drag", { name }),
          up: (name) => t("form.up", { name }),
          down: (name) => t("form.down", { name }),
          pinned: t("form.fields"),
        }}
      >
        {(_, at) => {
          const one = fields[at];
          return (
            one && (
              <span className="flex min-w-0 items-center gap-2 py-1">
                <span className="min-w-0 grow truncate text-13">{nameOf(one, locale, t)}</span>
                {mistakes.fields[one.key] !== undefined && (
                  <Chip tone="danger">{t("form.incomplete")}</Chip>
                )}
                {one.required && <Chip>{t("form.required.chip")}</Chip>}
                {isAdded(one.kind) && (
                  <span className="text-12 text-fg-2">{t(`form.kind.${one.kind}`)}</span>
                )}
              </span>
            )
          );
        }}
      </SortableList>
      <p role="status" className="text-12 text-danger-text empty:hidden">
        {wrong > 0 && t("form.fieldsIncomplete")}
      </p>
      {open !== undefined && (
        <FieldForm
          key={open.key}
          field={open}
          locale={locale}
          mistake={mistakes.fields[open.key]}
          onChange={(part) => set(open.key, part)}
          onRemove={() => {
            change({ fields: fields.filter((one) => one !== open) });
            setOpenKey(null);
          }}
        />
      )}
    </section>
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
  const { key, kind, required, label, hint, options } = field;
  return (
    <fieldset className="flex flex-col gap-3 rounded-pane border border-line bg-sunken p-3">
      <legend className="sr-only">{nameOf(field, locale, t)}</legend>
      <TextField
        label={t("form.label")}
        description={isAdded(kind) ? undefined : t("form.labelText")}
        maxLength={LABEL_LENGTH_MAX}
        value={label[locale]}
        onChange={(words) => onChange({ label: { ...label, [locale]: words } })}
        error={mistake === "needs-label" && locale === "pt-BR" ? t("form.required") : undefined}
      />
      <TextField
        label={t("form.hint")}
        maxLength={HINT_LENGTH_MAX}
        value={hint[locale]}
        onChange={(words) => onChange({ hint: { ...hint, [locale]: words } })}
      />
      {kind === "choice" && (
        <TextArea
          label={t("form.options")}
          description={t(locale === "pt-BR" ? "form.optionsText" : "form.optionsOther")}
          minRows={3}
          value={optionLines(options, locale)}
          onChange={(text) => onChange({ options: optionsOf(options, text, locale) })}
          error={mistake === "needs-options" ? t("form.required") : undefined}
        />
      )}
      <p className="text-12 text-fg-2">
        {t("form.prefill")} <code className="font-mono">?{key}=</code>
      </p>
      {isNeeded(kind) ? (
        <p className="text-12 text-fg-2">{t("form.needed")}</p>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-2">
          <Switch isSelected={required} onChange={(is) => onChange({ required: is })}>
            {t("form.requiredField")}
          </Switch>
          <Button size="small" onPress={onRemove}>
            {t("form.removeField")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** As customers read it; of one that has no label yet, what kind it is. */
function nameOf(field: DraftField, locale: FormLocale, t: Translate): string {
  const named = formLabel(field, locale);
  return named === field.key && isAdded(field.kind) ? t(`form.kind.${field.kind}`) : named;
}
