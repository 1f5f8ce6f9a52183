import { IconButton } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { useCopy } from "../../workspace/use-copy.ts";

interface CopyButtonProps {
  /** What is copied, by its name: "Copiar: Endereço do webhook". */
  readonly label: string;
  readonly value: string;
}

/** One press to the clipboard, and said that it is there. */
export function CopyButton({ label, value }: CopyButtonProps) {
  const t = useT();
  const copy = useCopy();
  return (
    <IconButton
      size="small"
      label={t("whatsapp.copyOf", { label })}
      icon={<Copy />}
      onPress={() => void copy(value)}
    />
  );
}
