import { Button, Dialog } from "@circuito/ui";
import { type ShouldBlockFn, useBlocker } from "@tanstack/react-router";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useUnsavedNow } from "./unsaved.ts";

/** Another part of the same page is no leaving. */
const isElsewhere: ShouldBlockFn = ({ current, next }) => current.pathname !== next.pathname;

/** Whoever leaves an editor with something not saved says what becomes of it: saved, gone, or they stay. */
export function LeaveGuard() {
  const t = useT();
  const unsaved = useUnsavedNow((now) => now.unsaved);
  const [isSaving, setSaving] = useState(false);
  const leaving = useBlocker({
    shouldBlockFn: isElsewhere,
    disabled: unsaved === null,
    withResolver: true,
  });
  if (leaving.status !== "blocked") return null;

  const saveAndLeave = async () => {
    setSaving(true);
    const isKept = (await unsaved?.save()) ?? true;
    setSaving(false);
    if (isKept) leaving.proceed();
    else leaving.reset();
  };

  return (
    <Dialog
      isOpen
      onOpenChange={() => leaving.reset()}
      size="small"
      role="alertdialog"
      title={t("leave.title")}
      description={t("leave.text")}
      closeLabel={t("leave.stay")}
      footer={
        <>
          <Button variant="ghost" onPress={() => leaving.reset()}>
            {t("leave.stay")}
          </Button>
          <Button
            onPress={() => {
              unsaved?.discard();
              leaving.proceed();
            }}
          >
            {t("leave.discard")}
          </Button>
          <Button
            variant="primary"
            autoFocus
            isPending={isSaving}
            onPress={() => void saveAndLeave()}
          >
            {t("settings.save")}
          </Button>
        </>
      }
    />
  );
}
