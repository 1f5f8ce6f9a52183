import { Button } from "@circuito/ui";
import { Check, CircleAlert, CloudUpload } from "lucide-react";
import type { ReactNode } from "react";
import { clockTime } from "../../i18n/format.ts";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import type { DraftKeeper, KeptDraft } from "./draft-keeper.ts";

interface SaveStateProps {
  readonly kept: KeptDraft;
  readonly keeper: DraftKeeper;
}

/** Whether the server has what is on the screen; said once where it changes. */
export function SaveState({ kept, keeper }: SaveStateProps) {
  const t = useT();
  const { state, editedAt, editedBy, error } = kept;
  const isTrouble = state === "refused" || state === "failed" || state === "conflict";
  return (
    <span
      role="status"
      className={`flex items-center gap-1.5 text-12 [&>svg]:size-3.5 ${isTrouble ? "text-danger-text" : "text-fg-2"}`}
    >
      {ICONS[state]}
      {state === "saved" && editedAt !== null
        ? t("routing.savedAt", { time: clockTime(editedAt), who: editedBy ?? "" })
        : state === "failed"
          ? errorText(error)
          : t(`routing.save.${state}`)}
      {state === "failed" && (
        <Button size="small" variant="ghost" onPress={() => void keeper.flush()}>
          {t("action.retry")}
        </Button>
      )}
    </span>
  );
}

const ICONS: Readonly<Record<KeptDraft["state"], ReactNode>> = {
  saved: <Check aria-hidden="true" />,
  changed: <CloudUpload aria-hidden="true" />,
  saving: <CloudUpload aria-hidden="true" />,
  unfinished: <CircleAlert aria-hidden="true" />,
  refused: <CircleAlert aria-hidden="true" />,
  conflict: <CircleAlert aria-hidden="true" />,
  failed: <CircleAlert aria-hidden="true" />,
};
