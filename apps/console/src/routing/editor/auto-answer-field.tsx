import { Button, TextArea } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";
import { languageName } from "../rule/rule-sentence.ts";

/** As the server takes. */
const TEXT_MAX = 2_000;
const OFFERED = ["pt", "en", "es"] as const;

interface AutoAnswerFieldProps {
  readonly texts: Readonly<Record<string, string>>;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
  readonly onChange: (texts: Record<string, string>) => void;
}

/** Said at once, in the customer's language as far as it is written. */
export function AutoAnswerField({ texts, error, isDisabled, onChange }: AutoAnswerFieldProps) {
  const t = useT();
  const written = Object.keys(texts);
  const shown = written.length === 0 ? ["pt"] : written;
  const missing = OFFERED.filter((language) => !shown.includes(language));
  return (
    <div className="flex flex-col gap-2">
      {shown.map((language) => (
        <TextArea
          key={language}
          label={languageName(language)}
          placeholder={t("routing.placeholder.autoAnswer")}
          maxLength={TEXT_MAX}
          isDisabled={isDisabled}
          value={texts[language] ?? ""}
          error={error}
          onChange={(text) => {
            const { [language]: _before, ...rest } = texts;
            // Emptied, a language beside others is taken away.
            onChange(text === "" && written.length > 1 ? rest : { ...texts, [language]: text });
          }}
        />
      ))}
      <p className="text-12 text-fg-2">{t("routing.autoAnswerText")}</p>
      <div className="flex flex-wrap gap-1">
        {missing.map((language) => (
          <Button
            key={language}
            size="small"
            variant="ghost"
            isDisabled={isDisabled}
            onPress={() => onChange({ ...texts, [language]: "" })}
          >
            {t("routing.addLanguage", { language: languageName(language) })}
          </Button>
        ))}
      </div>
    </div>
  );
}
