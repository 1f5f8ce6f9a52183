import { Button, Dialog, Problem } from "@circuito/ui";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";

interface FormDialogProps {
  readonly title: string;
  readonly description?: string;
  readonly submitLabel: string;
  readonly onClose: () => void;
  /** Says that something is missing by `false`; throws the server's no. */
  readonly onSubmit: () => Promise<boolean>;
  readonly children: ReactNode;
}

/** A question with fields: a refusal is shown in it, and nothing that was written is lost. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, submitLabel, onClose, onSubmit, children } = props;
  const t = useT();
  const formId = useId();
  const isOnline = useIsOnline();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isBusy || !isOnline) return;
    setBusy(true);
    setError(null);
    try {
      if (await onSubmit()) return onClose();
    } catch (refusal) {
      setError(errorText(refusal));
    }
    setBusy(false);
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      description={description}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isPending={isBusy}
            disabledReason={isOnline ? undefined : t("problem.needsConnection")}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="flex flex-col gap-4 pb-1">
        {error !== null && <Problem>{error}</Problem>}
        {children}
      </form>
    </Dialog>
  );
}
