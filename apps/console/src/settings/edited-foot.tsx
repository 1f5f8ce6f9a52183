import { EditorFoot } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useT } from "../i18n/translate.ts";
import type { Edited } from "./use-edited.ts";

interface EditedFootProps {
  readonly edited: Omit<Edited<object>, "draft" | "change">;
  /** Of what is not there yet: the list that whoever gives it up goes back to. */
  readonly newOf?: `/${string}` | undefined;
  readonly saveLabel?: string | undefined;
  /** What is told while it is not saved. */
  readonly dirtyText?: string | undefined;
  /** At the other end: what else can be done with it. */
  readonly more?: ReactNode;
}

/** The foot of an editor: saved, or given up. What is new can be saved as it is. */
export function EditedFoot({ edited, newOf, saveLabel, dirtyText, more }: EditedFootProps) {
  const t = useT();
  const router = useRouter();
  const isNew = newOf !== undefined;
  return (
    <EditorFoot
      isDirty={edited.isDirty || isNew}
      isSaving={edited.isSaving}
      onSave={edited.save}
      onDiscard={
        isNew ? () => void router.navigate({ href: newOf, ignoreBlocker: true }) : edited.discard
      }
      saveLabel={saveLabel ?? t("settings.save")}
      discardLabel={t("action.discard")}
      dirtyText={dirtyText ?? (isNew ? "" : t("settings.unsaved"))}
      error={edited.error}
      more={more}
    />
  );
}
