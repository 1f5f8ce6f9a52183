import type { ContactView } from "@circuito/protocol";
import { Button, Checkbox, Dialog } from "@circuito/ui";
import { useState } from "react";
import { currentLocale, useT } from "../i18n/translate.ts";
import { calledOf } from "./called.ts";
import { archiveHref } from "./personal-data-api.ts";

interface ExportDialogProps {
  readonly contact: ContactView;
  readonly onClose: () => void;
}

/** All that is held of a person, as a file to be given to them. */
export function ExportDialog({ contact, onClose }: ExportDialogProps) {
  const t = useT();
  const [withNotes, setWithNotes] = useState(false);
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("contacts.data.exportTitle", { name: calledOf(contact) })}
      description={t("contacts.data.exportText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="primary"
            // A link that the browser follows; the router knows no such page.
            onPress={() => {
              onClose();
              location.assign(archiveHref(contact.id, { withNotes, language: currentLocale() }));
            }}
          >
            {t("contacts.data.download")}
          </Button>
        </>
      }
    >
      <Checkbox isSelected={withNotes} onChange={setWithNotes}>
        {t("contacts.data.withNotes")}
      </Checkbox>
    </Dialog>
  );
}
