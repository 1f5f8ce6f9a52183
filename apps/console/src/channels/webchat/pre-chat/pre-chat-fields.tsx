import type { FormLocale } from "@circuito/protocol/form-text";
import {
  PRE_CHAT_FIELDS_MAX,
  type PreChatKind,
  type PreChatMistake,
  preChatAttribute,
  preChatLabel,
} from "@circuito/protocol/pre-chat-text";
import { TextField } from "@circuito/ui";
import { type Translate, useT } from "../../../i18n/translate.ts";
import { FieldList } from "../../form/field-list.tsx";
import { FieldBox, FieldEnd, FieldOptions, FieldWords } from "../../form/field-parts.tsx";
import { addableKinds, addedField, isAdded, type PreChatDraftField } from "./pre-chat-draft.ts";
import type { EditedPreChat } from "./use-pre-chat.ts";

/** As long as the connector takes them, UTF-16 units. */
const TAG_LENGTH_MAX = 40;

interface PreChatFieldsProps {
  readonly edited: EditedPreChat;
  readonly locale: FormLocale;
}

/** What a chat asks before the first words. */
export function PreChatFields({ edited, locale }: PreChatFieldsProps) {
  const t = useT();
  const { draft, change, mistakes } = edited;
  const kinds = addableKinds(draft);
  return (
    <FieldList
      fields={draft.fields}
      mistakes={mistakes}
      nameOf={(field) => nameOf(field, locale, t)}
      addedAs={({ kind }) => (isAdded(kind) ? kindName(kind, t) : undefined)}
      kinds={kinds.map((kind) => ({ id: kind, label: kindName(kind, t) }))}
      fullBecause={draft.fields.length >= PRE_CHAT_FIELDS_MAX ? t("preChat.fieldsMax") : undefined}
      empty={t("preChat.empty")}
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
          mistake={mistakes[open.key]}
          onChange={set}
          onRemove={remove}
        />
      )}
    </FieldList>
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
  const { kind, required } = field;
  const missing = t("form.required");
  return (
    <FieldBox name={nameOf(field, locale, t)}>
      <FieldWords
        {...{ field, locale, onChange }}
        description={isAdded(kind) ? undefined : t("form.labelText")}
        error={mistake === "needs-label" ? missing : undefined}
      />
      {kind === "choice" && (
        <>
          <FieldOptions
            {...{ field, locale, onChange }}
            error={mistake === "needs-options" ? missing : undefined}
          />
          <OptionTags {...{ field, onChange }} />
        </>
      )}
      <FieldEnd {...{ required, onChange, onRemove }} />
    </FieldBox>
  );
}

/** What each choice is for agents and rules. */
function OptionTags({ field, onChange }: Pick<FieldFormProps, "field" | "onChange">) {
  const t = useT();
  const { key, options, tags } = field;
  const written = options.filter(({ label }) => label["pt-BR"].trim() !== "");
  return (
    <>
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
