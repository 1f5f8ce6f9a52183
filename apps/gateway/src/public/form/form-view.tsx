import type { FormSettings } from "@circuito/connectors";
import {
  CONSENT_KEY,
  type FormField,
  type FormLocale,
  formLabel,
  formWords,
  TICKED,
  TYPED_LENGTH_MAX,
  typedOf,
} from "@circuito/domain";
import { type FieldMistake, FORM_WORDS, type FormNotice } from "./form-words.ts";
import { FILES_FIELD, PAGE_FIELD, TRAP_FIELD } from "./read-sent-form.ts";

export interface FormView {
  readonly settings: FormSettings;
  readonly locale: FormLocale;
  /** Where it is sent to. */
  readonly action: string;
  readonly token: string;
  /** What stands in the fields. */
  readonly typed: ReadonlyMap<string, string>;
  readonly mistakes: ReadonlyMap<string, FieldMistake>;
  readonly notice?: FormNotice | undefined;
  /** Files were sent with it, and are not in the page that comes back. */
  readonly hadFiles?: boolean;
}

/** The form: one column, labels above, what is wrong said first and at its field. */
export function FormBody(view: FormView) {
  const { settings, locale, action, token, typed, mistakes, notice } = view;
  const words = FORM_WORDS[locale];
  const intro = formWords(settings.intro, locale);
  const consent = formWords(settings.consent, locale);
  return (
    <>
      <h1>{formWords(settings.title, locale) ?? words.title}</h1>
      {intro !== undefined && <p>{intro}</p>}
      {notice !== undefined && (
        <div class="notice bad" role="alert">
          <p>{words.notices[notice]}</p>
        </div>
      )}
      {mistakes.size > 0 && <Summary view={view} />}
      <form method="post" action={action} encType="multipart/form-data" noValidate>
        <input type="hidden" name={PAGE_FIELD} value={token} />
        <div class="away" aria-hidden="true">
          <label for="f-trap">{words.trap}</label>
          <input id="f-trap" name={TRAP_FIELD} tabIndex={-1} autoComplete="off" value="" />
        </div>
        {settings.fields.map((field) => (
          <Field
            key={field.key}
            field={field}
            locale={locale}
            value={typedOf(field, typed)}
            mistake={mistakes.get(field.key)}
          />
        ))}
        {settings.takesFiles && <Files view={view} mistake={mistakes.get(FILES_FIELD)} />}
        {consent !== undefined && (
          <Tick
            id={CONSENT_KEY}
            label={consent}
            isTicked={typed.get(CONSENT_KEY) === TICKED}
            required
            error={mistakeText(mistakes.get(CONSENT_KEY), locale)}
          />
        )}
        <div class="actions">
          <button type="submit">{words.send}</button>
        </div>
      </form>
    </>
  );
}

function Summary({ view: { settings, locale, mistakes } }: { readonly view: FormView }) {
  const words = FORM_WORDS[locale];
  const named = (key: string): string => {
    const field = settings.fields.find((one) => one.key === key);
    if (field) return formLabel(field, locale);
    return key === FILES_FIELD ? words.files : words.consent;
  };
  return (
    <div class="notice bad" role="alert">
      <p>{words.summary}</p>
      <ul>
        {[...mistakes].map(([key, mistake]) => (
          <li key={key}>
            <a href={`#f-${key}`}>{named(key)}</a>: {words.mistakes[mistake]}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  readonly field: FormField;
  readonly locale: FormLocale;
  readonly value: string;
  readonly mistake: FieldMistake | undefined;
}

function Field({ field, locale, value, mistake }: FieldProps) {
  const { key, kind, required, options = [] } = field;
  const words = FORM_WORDS[locale];
  const label = formLabel(field, locale);
  const hint = formWords(field.hint, locale);
  const error = mistakeText(mistake, locale);
  const id = `f-${key}`;
  if (kind === "checkbox") {
    return (
      <Tick id={key} label={label} isTicked={value === TICKED} {...{ required, hint, error }} />
    );
  }
  const shared = {
    id,
    name: key,
    required,
    "aria-invalid": error === undefined ? undefined : ("true" as const),
    "aria-describedby": describedBy(id, hint, error),
  };
  return (
    <div class="field">
      <label for={id}>
        {label}
        {!required && <span class="quiet"> ({words.optional})</span>}
      </label>
      {kind === "message" ? (
        <textarea {...shared} rows={6} maxLength={TYPED_LENGTH_MAX.message}>
          {value}
        </textarea>
      ) : kind === "choice" ? (
        <select {...shared}>
          <option value="">{words.choose}</option>
          {options.map((one) => (
            <option key={one.id} value={one.id} selected={one.id === value}>
              {formWords(one.label, locale) ?? one.id}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} {...INPUTS[kind]} maxLength={TYPED_LENGTH_MAX[kind]} value={value} />
      )}
      <Below id={id} hint={hint} error={error} />
    </div>
  );
}

/** What browsers and their keyboards need to know (WCAG 1.3.5). */
const INPUTS = {
  name: { type: "text", autoComplete: "name" },
  email: { type: "email", autoComplete: "email", inputMode: "email" },
  phone: { type: "tel", autoComplete: "tel", inputMode: "tel" },
  subject: { type: "text" },
  text: { type: "text" },
} as const;

interface TickProps {
  readonly id: string;
  readonly label: string;
  readonly isTicked: boolean;
  readonly required?: boolean | undefined;
  readonly hint?: string | undefined;
  readonly error: string | undefined;
}

function Tick({ id: name, label, isTicked, required, hint, error }: TickProps) {
  const id = `f-${name}`;
  return (
    <div class="field">
      <label class="tick" for={id}>
        <input
          type="checkbox"
          value={TICKED}
          checked={isTicked}
          aria-invalid={error === undefined ? undefined : "true"}
          aria-describedby={describedBy(id, hint, error)}
          {...{ id, name, required }}
        />
        <span>{label}</span>
      </label>
      <Below id={id} hint={hint} error={error} />
    </div>
  );
}

function Files({
  view: { locale, hadFiles = false },
  mistake,
}: {
  readonly view: FormView;
  readonly mistake: FieldMistake | undefined;
}) {
  const words = FORM_WORDS[locale];
  const id = `f-${FILES_FIELD}`;
  const hint = hadFiles ? words.filesAgain : words.filesHint;
  const error = mistakeText(mistake, locale);
  return (
    <div class="field">
      <label for={id}>
        {words.files}
        <span class="quiet"> ({words.optional})</span>
      </label>
      <input
        id={id}
        type="file"
        name={FILES_FIELD}
        multiple
        aria-invalid={error === undefined ? undefined : "true"}
        aria-describedby={describedBy(id, hint, error)}
      />
      <Below id={id} hint={hint} error={error} />
    </div>
  );
}

interface BelowProps {
  readonly id: string;
  readonly hint: string | undefined;
  readonly error: string | undefined;
}

function Below({ id, hint, error }: BelowProps) {
  return (
    <>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </>
  );
}

function describedBy(id: string, hint: string | undefined, error: string | undefined) {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`];
  return ids.filter(Boolean).join(" ") || undefined;
}

function mistakeText(mistake: FieldMistake | undefined, locale: FormLocale): string | undefined {
  return mistake && FORM_WORDS[locale].mistakes[mistake];
}
