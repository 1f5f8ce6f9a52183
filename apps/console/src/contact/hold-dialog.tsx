import type { ContactView, ErasurePreviewView } from "@circuito/protocol";
import { Button, Dialog, Problem, TextField } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { calledOf } from "./called.ts";
import { personalDataApi } from "./personal-data-api.ts";

interface HoldDialogProps {
  readonly contact: ContactView;
  readonly hold: ErasurePreviewView["hold"];
  readonly onClose: () => void;
}

const REASON_LENGTH_MIN = 3;

/** A law or a dispute wants the data kept; or does not any more. */
export function HoldDialog({ contact, hold, onClose }: HoldDialogProps) {
  const t = useT();
  const { queries } = useWorkspace();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const isLifted = hold !== null;
  const isMissing = !isLifted && reason.trim().length < REASON_LENGTH_MIN;

  async function save() {
    if (isMissing) return setError(t("contacts.data.reasonMissing"));
    setBusy(true);
    try {
      const preview = await personalDataApi.hold(contact.id, isLifted ? null : reason.trim());
      queries.setQueryData(["erasure-preview", contact.id], preview);
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
      title={t(isLifted ? "contacts.data.liftTitle" : "contacts.data.holdTitle", {
        name: calledOf(contact),
      })}
      description={t(isLifted ? "contacts.data.liftText" : "contacts.data.holdText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button variant="primary" isPending={isBusy} onPress={() => void save()}>
            {t(isLifted ? "contacts.data.lift" : "contacts.data.hold")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {error !== null && <Problem>{error}</Problem>}
        {!isLifted && (
          <TextField
            label={t("contacts.data.reason")}
            description={t("contacts.data.reasonText")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            autoFocus
          />
        )}
      </div>
    </Dialog>
  );
}
