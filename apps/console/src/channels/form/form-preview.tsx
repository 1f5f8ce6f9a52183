import { type FormLocale, formLabel, formWords } from "@circuito/protocol/form-text";
import { useT } from "../../i18n/translate.ts";
import { type DraftField, type FormDraft, isNeeded } from "./form-draft.ts";

interface FormPreviewProps {
  readonly draft: FormDraft;
  readonly locale: FormLocale;
}

const WORDS = {
  "pt-BR": { title: "Fale conosco", optional: "opcional", files: "Anexos", send: "Enviar" },
  en: { title: "Contact us", optional: "optional", files: "Attachments", send: "Send" },
  es: { title: "Contáctenos", optional: "opcional", files: "Adjuntos", send: "Enviar" },
} as const satisfies Record<FormLocale, Readonly<Record<string, string>>>;

/** How it will look to customers, as it is typed: a picture, in which nothing can be filled in. */
export function FormPreview({ draft, locale }: FormPreviewProps) {
  const t = useT();
  const words = WORDS[locale];
  const intro = formWords(draft.intro, locale);
  const consent = formWords(draft.consent, locale);
  return (
    <section aria-label={t("form.preview")} className="flex min-w-0 flex-col gap-3">
      <h2 className="text-14s">{t("form.preview")}</h2>
      <div
        inert
        lang={locale}
        className="flex flex-col gap-4 rounded-pane border border-line bg-surface p-5 wrap-anywhere"
      >
        <p className="text-16 font-semibold">{formWords(draft.title, locale) ?? words.title}</p>
        {intro !== undefined && <p className="text-14">{intro}</p>}
        {draft.fields.map((field) => (
          <Field key={field.key} field={field} locale={locale} optional={words.optional} />
        ))}
        {draft.takesFiles && (
          <div className="flex flex-col gap-1">
            <Label text={words.files} optional={words.optional} />
            <span className="h-10 rounded-control border border-line-control border-dashed" />
          </div>
        )}
        {consent !== undefined && <Tick text={consent} />}
        <span className="self-start rounded-control bg-accent px-4 py-2 text-14 font-medium text-on-accent">
          {words.send}
        </span>
      </div>
    </section>
  );
}

interface FieldProps {
  readonly field: DraftField;
  readonly locale: FormLocale;
  readonly optional: string;
}

function Field({ field, locale, optional }: FieldProps) {
  const { kind, required } = field;
  const label = formLabel(field, locale);
  const hint = formWords(field.hint, locale);
  const isOptional = !required && !isNeeded(kind);
  return (
    <div className="flex flex-col gap-1">
      {kind === "checkbox" ? (
        <Tick text={label} />
      ) : (
        <>
          <Label text={label} optional={isOptional ? optional : undefined} />
          <span
            className={`rounded-control border border-line-control ${kind === "message" ? "h-24" : "h-10"}`}
          />
        </>
      )}
      {hint !== undefined && <p className="text-12 text-fg-2">{hint}</p>}
    </div>
  );
}

function Label({
  text,
  optional,
}: {
  readonly text: string;
  readonly optional?: string | undefined;
}) {
  return (
    <p className="text-13 font-medium">
      {text}
      {optional !== undefined && <span className="font-normal text-fg-2"> ({optional})</span>}
    </p>
  );
}

function Tick({ text }: { readonly text: string }) {
  return (
    <p className="flex items-start gap-2 text-13">
      <span className="mt-0.5 size-4 flex-none rounded-key border border-line-control" />
      {text}
    </p>
  );
}
