import { EditorFoot } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import type { Edited } from "./use-edited.ts";

interface EditedFootProps {
  readonly edited: Omit<Edited<object>, "draft" | "change">;
}

/** The foot of an editor of something that is there: saved, or given up. */
export function EditedFoot({ edited }: EditedFootProps) {
  const t = useT();
  return (
    <EditorFoot
      isDirty={edited.isDirty}
      isSaving={edited.isSaving}
      onSave={edited.save}
      onDiscard={edited.discard}
      saveLabel={t("settings.save")}
      discardLabel={t("action.discard")}
      dirtyText={t("settings.unsaved")}
      error={edited.error}
    />
  );
}
