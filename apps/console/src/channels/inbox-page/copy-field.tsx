import { IconButton } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { useWorkspace } from "../../workspace/workspace-context.ts";

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** Something to paste elsewhere: whole, in sight, and one press away from the clipboard. */
export function CopyField({ label, value }: CopyFieldProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    toasts.add({ text: t("done.copied") });
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-12 font-medium text-fg-2">{label}</span>
      <span className="flex items-center gap-1 rounded-control border border-line bg-muted py-1 pr-1 pl-2.5">
        <code className="min-w-0 grow font-mono text-13 wrap-anywhere">{value}</code>
        <IconButton
          size="small"
          label={t("whatsapp.copyOf", { label })}
          icon={<Copy />}
          onPress={() => void copy()}
        />
      </span>
    </div>
  );
}
