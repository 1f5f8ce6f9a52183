import type { FormLocale } from "@circuito/protocol/form-text";
import {
  PRE_CHAT_FIELDS_MAX,
  type PreChatKind,
  type PreChatMistake,
  preChatAttribute,
  preChatLabel,
} from "@circuito/protocol/pre-chat-text";
import { Button, Chip, Menu, SortableList, Switch, TextArea, TextField } from "@circuito/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { type Translate, useT } from "../../../i18n/translate.ts";
import { optionLines, optionsOf } from "../../form/form-draft.ts";
import { addableKinds, addedField, isAdded, type PreChatDraftField } from "./pre-chat-draft.ts";
import type { EditedPreChat } from "./use-pre-chat.ts";

/** As long as the connector takes them, UTF-16 units. */
const LABEL_LENGTH_MAX = 120;
const HINT_LENGTH_MAX = 500;
const TAG_LENGTH_MAX = 40;

interface PreChatFieldsProps {
  readonly edited: EditedPreChat;
  readonly locale: FormLocale;
}

/** What is asked, in order; the one that is open is edited below. */
export function PreChatFields({ edited, locale }: PreChatFieldsProps) {
  const t = useT();
  const { draft, change, mistakes } = edited;
  const { fields } = draft;
  const [openKey, setOpenKey] = useState<string | null>(null);
  const open = fields.find(({ key }) => key === openKey);
  const wrong = Object.keys(mistakes).length;

  const set = (key: string, part: Partial<PreChatDraftField>) =>
    change({ fields: fields.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  function move(key: string, to: number) {
    const moved = fields.find((one) => one.key === key);
    if (moved) change({ fields: fields.filter((one) => one !== moved).toSpliced(to, 0, moved) });
  }
  function add(id: string) {
    const kind = addableKinds(draft).find((one) => one === id);
    if (kind === undefined) return;
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
            label: kindName(kind, t),
          }))}
          onAction={add}
          trigger={
            <Button
              size="small"
              icon={<Plus />}
              disabledReason={
                fields.length >= PRE_CHAT_FIELDS_MAX ? t("preChat.fieldsMax") : undefined
              }
            >
              {t("form.addField")}
            </Button>
          }
        />
      </div>
      {fields.length === 0 ? (
        <p className="text-13 text-fg-2">{t("preChat.empty")}</p>
      ) : (
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
                  {mistakes[one.key] !== undefined && (
                    <Chip tone="danger">{t("form.incomplete")}</Chip>
                  )}
                  {one.required && <Chip>{t("form.required.chip")}</Chip>}
                  {isAdded(one.kind) && (
                    <span className="text-12 text-fg-2">{kindName(one.kind, t)}</span>
                  )}
                </span>
              )
            );
          }}
        </SortableList>
      )}
      <p role="status" className="text-12 text-danger-text empty:hidden">
        {wrong > 0 && t("form.fieldsIncomplete")}
      </p>
      {open !== undefined && (
        <FieldForm
          key={open.key}
          field={open}
          locale={locale}
          mistake={mistakes[open.key]}
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
  readonly field: PreChatDraftField;
  readonly locale: FormLocale;
  readonly mistake: PreChatMistake | undefined;
  readonly onChange: (part: Partial<PreChatDraftField>) => void;
  readonly onRemove: () => void;
}

function FieldForm({ field, locale, mistake, onChange, onRemove }: FieldFormProps) {
  const t = useT();
  const { kind, required, label, hint } = field;
  return (
    <fieldset className="flex flex-col gap-3 rounded-pane border border-line bg-sunken p-3">
      <legend className="sr-only">{nameOf(field, locale, t)}</legend>
      <TextField
        label={t("form.label")}
        description={isAdded(kind) ? undefined : t("form.labelText")}
        maxLength={LABEL_LENGTH_MAX}
        value={label[locale]}
        onChange={(words) => onChange({ label: { ...label, [locale]: words } })}
        error={mistake === "needs-label" ? t("form.required") : undefined}
      />
      <TextField
        label={t("form.hint")}
        maxLength={HINT_LENGTH_MAX}
        value={hint[locale]}
        onChange={(words) => onChange({ hint: { ...hint, [locale]: words } })}
      />
      {kind === "choice" && <Options {...{ field, locale, mistake, onChange }} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Switch isSelected={required} onChange={(is) => onChange({ required: is })}>
          {t("form.requiredField")}
        </Switch>
        <Button size="small" onPress={onRemove}>
          {t("form.removeField")}
        </Button>
      </div>
    </fieldset>
  );
}

/** What may be chosen, and what each choice is for agents and rules. */
function Options({ field, locale, mistake, onChange }: Omit<FieldFormProps, "onRemove">) {
  const t = useT();
  const { key, options, tags } = field;
  const written = options.filter(({ label }) => label["pt-BR"].trim() !== "");
  return (
    <>
      <TextArea
        label={t("form.options")}
        description={t(locale === "pt-BR" ? "form.optionsText" : "form.optionsOther")}
        minRows={3}
        value={optionLines(options, locale)}
        onChange={(text) => onChange({ options: optionsOf(options, text, locale) })}
        error={mistake === "needs-options" ? t("form.required") : undefined}
      />
      {written.map(({ id, label }) => (
        <TextField
          key={id}
          label={t("preChat.tag", { name: label["pt-BR"] })}
          description={t("preChat.tagText", { id })}
          autoComplete="off"
          maxLength={TAG_LENGTH_MAX}
          value={tags[id] ?? ""}
          onChange={(tag) => onChange({ tags: { ...tags, [id]: tag } })}
        />
      ))}
      <p className="text-12 text-fg-2">{t("preChat.rule", { name: preChatAttribute(key) })}</p>
    </>
  );
}

const kindName = (kind: PreChatKind, t: Translate): string =>
  kind === "document" ? t("preChat.kind.document") : t(`form.kind.${kind}`);

/** As customers read it; of one that has no label yet, what kind it is. */
function nameOf(field: PreChatDraftField, locale: FormLocale, t: Translate): string {
  const named = preChatLabel(field, locale);
  return named === field.key && isAdded(field.kind) ? kindName(field.kind, t) : named;
}
