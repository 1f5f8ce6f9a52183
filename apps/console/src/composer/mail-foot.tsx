import { Button, IconButton } from "@circuito/ui";
import { Signature, X } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { FormattedMail, WrittenMail } from "../mail/written-mail.tsx";
import type { MailDraft } from "./use-mail-draft.ts";

interface MailFootProps {
  readonly mail: MailDraft;
  readonly text: string;
  /** What the reader will see is shown. */
  readonly isLooking: boolean;
  readonly onLookEnd: () => void;
}

/** Below the words of a mail: its signature, and the whole as its reader will see it. */
export function MailFoot({ mail, text, isLooking, onLookEnd }: MailFootProps) {
  const t = useT();
  const { signature, isSigned } = mail;
  if (isLooking) {
    return (
      <section
        aria-label={t("mail.look")}
        className="mx-3 mb-2 rounded-control border border-line-subtle bg-raised px-3 py-2"
      >
        <div className="flex items-center justify-between pb-1">
          <h3 className="text-12 font-medium text-fg-2">{t("mail.look")}</h3>
          <IconButton size="small" label={t("mail.lookEnd")} icon={<X />} onPress={onLookEnd} />
        </div>
        <WrittenMail text={text} footer={isSigned && signature !== null ? signature : undefined} />
      </section>
    );
  }
  if (signature === null) return null;
  if (!isSigned) {
    return (
      <div className="px-2 pb-1">
        <Button
          size="small"
          variant="ghost"
          icon={<Signature />}
          onPress={() => mail.choose({ isSigned: true })}
        >
          {t("mail.sign")}
        </Button>
      </div>
    );
  }
  return (
    <section
      aria-label={t("mail.signature")}
      className="mx-3 mb-2 flex items-start gap-2 border-t border-line-subtle pt-1.5"
    >
      <div className="max-h-12 min-w-0 grow overflow-hidden text-12 wrap-anywhere text-fg-2">
        <FormattedMail text={signature} />
      </div>
      <IconButton
        size="small"
        label={t("mail.unsign")}
        icon={<X />}
        onPress={() => mail.choose({ isSigned: false })}
      />
    </section>
  );
}
