import { Button, TextArea } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../../i18n/translate.ts";

interface GiveUpFormProps {
  readonly onGiveUp: (reason: string) => Promise<boolean>;
  readonly onBack: () => void;
}

/** As much of a reason as the server takes. */
const REASON_LENGTH_MAX = 500;

/** Why a procedure does not help here: whoever writes it reads this. */
export function GiveUpForm({ onGiveUp, onBack }: GiveUpFormProps) {
  const t = useT();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    // Signs alone say nothing to whoever reads it.
    if (!/[\p{L}\p{N}]/u.test(reason)) {
      setError(t("procedures.needsReason"));
      return;
    }
    setPending(true);
    if (!(await onGiveUp(reason.trim()))) setPending(false);
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <TextArea
        label={t("procedures.giveUpReason")}
        description={t("procedures.giveUpText")}
        value={reason}
        onChange={(typed) => {
          setReason(typed);
          setError(undefined);
        }}
        maxLength={REASON_LENGTH_MAX}
        error={error}
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" isPending={isPending}>
          {t("procedures.giveUp")}
        </Button>
        <Button variant="ghost" onPress={onBack}>
          {t("procedures.back")}
        </Button>
      </div>
    </form>
  );
}
