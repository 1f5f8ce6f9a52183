import { SEND_LATER_MAX_MS } from "@circuito/protocol/writing-text";
import { Button, Dialog } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { MomentField } from "../verbs/moment-field.tsx";
import { localInputValue, snoozePresets } from "../verbs/moments.ts";

interface SendLaterDialogProps {
  readonly onClose: () => void;
  /** ISO 8601. */
  readonly onSend: (at: string) => void;
}

/** When the reply shall leave; until then it waits below the thread, and can be taken back. */
export function SendLaterDialog({ onClose, onSend }: SendLaterDialogProps) {
  const t = useT();
  const [now] = useState(() => Date.now());
  const presets = snoozePresets(now);
  const [value, setValue] = useState(() => localInputValue(presets[0]?.at ?? now));
  const [isChecked, setChecked] = useState(false);
  const at = Date.parse(value);
  const problem = !(at > Date.now())
    ? t("form.mustBeFuture")
    : at > now + SEND_LATER_MAX_MS
      ? t("sendLater.tooFar")
      : undefined;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="small"
      title={t("sendLater.title")}
      description={t("sendLater.text")}
      closeLabel={t("action.close")}
    >
      <form
        noValidate
        className="flex flex-col gap-4 pb-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setChecked(true);
          if (problem === undefined) onSend(new Date(at).toISOString());
        }}
      >
        <MomentField
          label={t("sendLater.when")}
          presets={presets}
          value={value}
          onChange={setValue}
          error={isChecked ? problem : undefined}
        />
        <span className="flex justify-end">
          <Button type="submit" variant="primary">
            {t("sendLater.send")}
          </Button>
        </span>
      </form>
    </Dialog>
  );
}
