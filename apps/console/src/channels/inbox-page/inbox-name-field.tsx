import { TextField } from "@circuito/ui";
import { useT } from "../../i18n/translate.ts";

/** The protocol's limit for an inbox's name, in characters. */
const NAME_LENGTH_MAX = 120;

interface InboxNameFieldProps {
  readonly value: string;
  readonly onChange: (name: string) => void;
  /** True once the form was sent: only then is an empty name told. */
  readonly isChecked: boolean;
  /** What the name is for; a form that only changes it does not say it again. */
  readonly description?: string | undefined;
  /** Marks the field, where it is the only one there is. */
  readonly isRequired?: boolean;
}

/** What an inbox is called, in every form that makes one or changes it. */
export function InboxNameField({
  value,
  onChange,
  isChecked,
  description,
  isRequired = false,
}: InboxNameFieldProps) {
  const t = useT();
  return (
    <TextField
      label={t("whatsapp.name")}
      description={description}
      autoComplete="off"
      maxLength={NAME_LENGTH_MAX}
      isRequired={isRequired}
      validationBehavior="aria"
      value={value}
      onChange={onChange}
      error={isChecked && value.trim() === "" ? t("form.required") : undefined}
    />
  );
}
