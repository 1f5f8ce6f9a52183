import type { FormLocale } from "@circuito/protocol/form-text";
import { Select, Switch, TextArea, TextField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { useInboxes } from "../../workspace/queries.ts";
import { type Mistake, mistakeText } from "../inbox-page/mistakes.ts";
import { FieldsEditor } from "./fields-editor.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import type { EditedForm } from "./use-form-draft.ts";

/** As long as the connector takes them, UTF-16 units. */
const TITLE_LENGTH_MAX = 120;
const SENTENCE_LENGTH_MAX = 500;
const CONSENT_LENGTH_MAX = 1_000;

interface FormEditorProps {
  readonly edited: EditedForm;
  readonly refused: Readonly<Record<string, Mistake>>;
  /** In which language words are edited, and shown beside. */
  readonly locale: FormLocale;
  readonly onLocale: (locale: FormLocale) => void;
}

/** Who answers, what is asked, in which words, and where it may stand. */
export function FormEditor({ edited, refused, locale, onLocale }: FormEditorProps) {
  const t = useT();
  const { draft, change } = edited;
  const mistakes: Readonly<Record<string, Mistake | undefined>> = {
    ...refused,
    answersIn: edited.mistakes.answersIn ?? refused.answersIn,
    allowedOrigins: edited.mistakes.allowedOrigins ?? refused.allowedOrigins,
  };
  const text = (name: "title" | "intro" | "thanks" | "consent") => ({
    value: draft[name][locale],
    onChange: (words: string) => change({ [name]: { ...draft[name], [locale]: words } }),
  });
  return (
    <>
      <MailboxChoice
        value={draft.answersIn}
        onChange={(answersIn) => change({ answersIn })}
        error={mistakeText(mistakes.answersIn, t)}
      />
      <LanguageChoice locale={locale} onLocale={onLocale} />
      <TextField label={t("form.title")} maxLength={TITLE_LENGTH_MAX} {...text("title")} />
      <TextArea
        label={t("form.intro")}
        minRows={1}
        maxLength={SENTENCE_LENGTH_MAX}
        {...text("intro")}
      />
      <FieldsEditor edited={edited} locale={locale} />
      <Switch
        isSelected={draft.takesFiles}
        description={t("form.filesText")}
        onChange={(takesFiles) => change({ takesFiles })}
      >
        {t("form.files")}
      </Switch>
      <TextArea
        label={t("form.consent")}
        description={t("form.consentText")}
        minRows={1}
        maxLength={CONSENT_LENGTH_MAX}
        {...text("consent")}
      />
      <TextArea
        label={t("form.thanks")}
        description={t("form.thanksText")}
        minRows={1}
        maxLength={SENTENCE_LENGTH_MAX}
        {...text("thanks")}
      />
      <TextArea
        label={t("form.sites")}
        description={t("form.sitesText")}
        placeholder="https://www.sualoja.com.br"
        inputMode="url"
        autoComplete="off"
        spellCheck="false"
        minRows={1}
        value={draft.allowedOrigins}
        onChange={(allowedOrigins) => change({ allowedOrigins })}
        error={
          mistakes.allowedOrigins === "format"
            ? t("webchat.sitesWrong")
            : mistakeText(mistakes.allowedOrigins, t)
        }
      />
    </>
  );
}

interface MailboxChoiceProps {
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly error: string | undefined;
}

/** A form has no way back of its own. */
function MailboxChoice({ value, onChange, error }: MailboxChoiceProps) {
  const t = useT();
  const mailboxes = (useInboxes().data ?? []).filter(({ channel }) => channel === "email");
  return (
    <Select<string>
      label={t("form.answersIn")}
      description={t(mailboxes.length === 0 ? "form.noMailbox" : "form.answersInText")}
      placeholder={t("form.answersInChoose")}
      value={mailboxes.some(({ id }) => id === value) ? value : null}
      onChange={onChange}
      options={mailboxes.map(({ id, name }) => ({ id, label: name }))}
      error={error}
    />
  );
}
