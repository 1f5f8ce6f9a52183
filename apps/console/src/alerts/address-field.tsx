import { TextField } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";

interface AddressFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whether what is missing is said. */
  readonly isTried: boolean;
}

export const isMail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

/** An address that the installation itself writes to. */
export function AddressField({ value, onChange, isTried }: AddressFieldProps) {
  const t = useT();
  return (
    <TextField
      label={t("alerts.address")}
      type="email"
      inputMode="email"
      autoComplete="off"
      maxLength={254}
      className="min-w-0 grow"
      value={value}
      onChange={onChange}
      error={isTried && !isMail(value) ? t("alerts.addressMissing") : undefined}
    />
  );
}
