import { Button, Dialog, Problem, RadioGroup, TextField } from "@circuito/ui";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { SkipReason } from "../api/triage.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";

const REASONS = ["not-my-language", "needs-supervisor", "wait-for-more", "other"] as const;

interface SkipDialogProps {
  readonly onClose: () => void;
  readonly onSkip: (reason: SkipReason, words: string) => Promise<void>;
}

/** Why somebody else should do it: supervisors read it. */
export function SkipDialog({ onClose, onSkip }: SkipDialogProps) {
  const t = useT();
  const formId = useId();
  const [reason, setReason] = useState<SkipReason>("needs-supervisor");
  const [words, setWords] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Straight to the reasons: arrows choose, Enter sends.
  useEffect(() => form.current?.querySelector<HTMLElement>("input:checked")?.focus(), []);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      await onSkip(reason, words.trim());
      onClose();
    } catch (refusal) {
      setError(errorText(refusal));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("triage.skip.title")}
      description={t("triage.skip.text")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" isPending={isBusy}>
            {t("triage.skip.verb")}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        id={formId}
        noValidate
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          form.current?.requestSubmit();
        }}
        className="flex flex-col gap-3 pb-1"
      >
        {error !== null && <Problem>{error}</Problem>}
        <RadioGroup
          label={t("triage.skip.reason")}
          value={reason}
          onChange={setReason}
          options={REASONS.map((id) => ({ id, label: t(`triage.skip.${id}`) }))}
        />
        {reason === "other" && (
          <TextField
            label={t("triage.skip.words")}
            maxLength={500}
            value={words}
            onChange={setWords}
            isRequired
          />
        )}
      </form>
    </Dialog>
  );
}
