import { Button, Callout, Dialog, DiffView, Problem, TextField } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { errorText } from "../../verbs/problem-text.ts";
import type { Rule } from "../rule/rule-view.ts";
import type { RuleWorld } from "../rule/use-rule-names.ts";
import { ruleChanges } from "./rule-changes.ts";

/** As the server takes. */
const NOTE_MAX = 500;

interface PublishDialogProps {
  readonly inForce: readonly Rule[];
  readonly rules: readonly Rule[];
  /** How many of the draft's rules are probably not meant. */
  readonly warnings: number;
  readonly world: RuleWorld;
  readonly onPublish: (note: string) => Promise<void>;
  readonly onClose: () => void;
}

/** What will be different from now on, and why. */
export function PublishDialog(props: PublishDialogProps) {
  const { inForce, rules, warnings, world, onPublish, onClose } = props;
  const t = useT();
  const [note, setNote] = useState("");
  const [isPublishing, setPublishing] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const changes = ruleChanges(inForce, rules, world.names, t);

  async function publish() {
    if (note.trim() === "") return;
    setPublishing(true);
    setError(null);
    try {
      await onPublish(note.trim());
    } catch (caught) {
      setError(caught);
      setPublishing(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="large"
      title={t("routing.publishTitle")}
      description={t("routing.publishText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="primary"
            isPending={isPublishing}
            disabledReason={note.trim() === "" ? t("routing.needsNote") : undefined}
            onPress={() => void publish()}
          >
            {t("routing.publish")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={t("routing.note")}
          placeholder={t("routing.notePlaceholder")}
          autoFocus
          autoComplete="off"
          isRequired
          maxLength={NOTE_MAX}
          value={note}
          onChange={setNote}
          onKeyDown={(event) => {
            if (event.key === "Enter") void publish();
            else event.continuePropagation();
          }}
        />
        {error !== null && <Problem>{errorText(error)}</Problem>}
        {warnings > 0 && (
          <Callout tone="warn">{t("routing.publishWarnings", { count: warnings })}</Callout>
        )}
        <DiffView
          label={t("routing.changes")}
          changes={changes}
          texts={{ before: t("routing.before"), after: t("routing.after") }}
          emptyText={t("routing.noChanges")}
        />
      </div>
    </Dialog>
  );
}
