import { Button } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { linkOf } from "./people-api.ts";

interface CopyLinkProps {
  /** Whose it is. */
  readonly label: string;
  readonly token: string;
}

/** A link to pass on: whole, in sight, and one press away from the clipboard. */
export function CopyLink({ label, token }: CopyLinkProps) {
  const t = useT();
  const copy = useCopy();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-12 font-medium text-fg-2 wrap-anywhere">{label}</span>
      <span className="flex items-center gap-2 rounded-control border border-line bg-sunken py-1 pr-1 pl-2.5">
        <code className="min-w-0 grow truncate font-mono text-12">{linkOf(token)}</code>
        <Button
          size="small"
          icon={<Copy />}
          aria-label={t("people.copyLinkOf", { label })}
          onPress={() => void copy(linkOf(token), t("people.linkCopied"))}
        >
          {t("action.copy")}
        </Button>
      </span>
    </div>
  );
}
