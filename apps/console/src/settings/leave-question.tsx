import { Button, Dialog } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";

interface LeaveQuestionProps {
  readonly onStay: () => void;
  readonly onDiscard: () => void;
  /** Resolves once it is kept, or is not and the editor says why. */
  readonly onSave: () => Promise<void>;
}

/** Somebody leaves with something not saved: is it saved, is it gone, or do they stay? */
export function LeaveQuestion({ onStay, onDiscard, onSave }: LeaveQuestionProps) {
  const t = useT();
  const [isSaving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    await onSave();
    setSaving(false);
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onStay}
      size="small"
      role="alertdialog"
      title={t("leave.title")}
      description={t("leave.text")}
      closeLabel={t("leave.stay")}
      footer={
        <>
          <Button variant="ghost" onPress={onStay}>
            {t("leave.stay")}
          </Button>
          <Button onPress={onDiscard}>{t("leave.discard")}</Button>
          <Button variant="primary" autoFocus isPending={isSaving} onPress={() => void save()}>
            {t("settings.save")}
          </Button>
        </>
      }
    />
  );
}
