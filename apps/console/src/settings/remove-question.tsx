import { Button, Dialog } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";

interface RemoveQuestionProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
  readonly title: string;
  /** What goes with it. */
  readonly text: string;
  /** What the button does, as the menu called it. */
  readonly action: string;
}

/** Somebody wants to remove something for good: do they? */
export function RemoveQuestion({
  isOpen,
  onClose,
  onRemove,
  title,
  text,
  action,
}: RemoveQuestionProps) {
  const t = useT();
  return (
    <Dialog
      role="alertdialog"
      size="small"
      isOpen={isOpen}
      onOpenChange={onClose}
      title={title}
      description={text}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="danger"
            onPress={() => {
              onClose();
              onRemove();
            }}
          >
            {action}
          </Button>
        </>
      }
    />
  );
}
