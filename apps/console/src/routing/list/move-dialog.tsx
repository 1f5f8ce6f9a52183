import { Button, Dialog, Select } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import type { Rule } from "../rule/rule-view.ts";

interface MoveDialogProps {
  readonly rules: readonly Rule[];
  /** Place of the one that moves, from 0. */
  readonly from: number;
  readonly onMove: (to: number) => void;
  readonly onClose: () => void;
}

/** "Mover para…": a place by its number, for who does not drag. */
export function MoveDialog({ rules, from, onMove, onClose }: MoveDialogProps) {
  const t = useT();
  const [to, setTo] = useState(String(from));
  const rule = rules[from];
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      title={t("routing.moveTitle", { name: rule?.name ?? "" })}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button variant="primary" onPress={() => onMove(Number(to))}>
            {t("routing.move")}
          </Button>
        </>
      }
    >
      <Select
        label={t("routing.moveTo")}
        placeholder={t("routing.moveTo")}
        options={rules.map(({ name }, at) => ({
          id: String(at),
          label: t("routing.place", { number: at + 1 }),
          description: at === from ? t("routing.moveHere") : placeText(name, at < from, t),
        }))}
        value={to}
        onChange={setTo}
      />
    </Dialog>
  );
}

const placeText = (name: string, isAbove: boolean, t: ReturnType<typeof useT>) =>
  t(isAbove ? "routing.moveAbove" : "routing.moveBelow", { name });
