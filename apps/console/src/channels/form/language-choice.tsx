import { FORM_LOCALES, type FormLocale } from "@circuito/protocol/form-text";
import { SegmentedControl } from "@circuito/ui";
import { type MessageId, useT } from "../../i18n/translate.ts";

/** What languages are called in their own words. */
export const LANGUAGES: Readonly<Record<FormLocale, MessageId>> = {
  "pt-BR": "form.language.pt",
  en: "form.language.en",
  es: "form.language.es",
};

interface LanguageChoiceProps {
  readonly locale: FormLocale;
  readonly onLocale: (locale: FormLocale) => void;
}

/** In which language the words of a form are edited. */
export function LanguageChoice({ locale, onLocale }: LanguageChoiceProps) {
  const t = useT();
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-12 font-medium text-fg-2">{t("form.language")}</p>
      <SegmentedControl<FormLocale>
        label={t("form.language")}
        value={locale}
        onChange={onLocale}
        segments={FORM_LOCALES.map((id) => ({ id, label: t(LANGUAGES[id]) }))}
      />
      <p className="text-12 text-fg-2">{t("form.languageText")}</p>
    </div>
  );
}
