import { Button, Dialog, Problem, TextField } from "@circuito/ui";
import { type FormEvent, useId, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { adminErrorText, becauseOf } from "../settings/admin-error.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { type Kind, KindFields } from "./kind-fields.tsx";
import { queuesApi } from "./queues-api.ts";

interface NewQueueDialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdded: (id: string) => void;
}

const SOLVERS: Kind = { role: "solver", level: 1, area: null };

/** A queue's name and kind; the rest is set on its page. */
export function NewQueueDialog({ isOpen, onClose, onAdded }: NewQueueDialogProps) {
  const t = useT();
  const form = useId();
  const { queries } = useWorkspace();
  const [name, setName] = useState("");
  const [kind, setKind] = useState(SOLVERS);
  const [refusal, setRefusal] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setRefusal(undefined);
    try {
      const { id } = await queuesApi.create({ name: name.trim(), ...kind });
      await queries.invalidateQueries({ queryKey: ["queues"] });
      onAdded(id);
    } catch (error) {
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  }

  const isTaken = becauseOf(refusal) === "name-taken";
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t("queues.add")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            isPending={isBusy}
            disabledReason={name.trim() === "" ? t("queues.needsName") : undefined}
          >
            {t("queues.create")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => void add(event)}
        className="flex flex-col gap-4"
      >
        {refusal !== undefined && !isTaken && <Problem>{adminErrorText(refusal)}</Problem>}
        <TextField
          label={t("queues.name")}
          value={name}
          onChange={(typed) => {
            setName(typed);
            if (isTaken) setRefusal(undefined);
          }}
          error={isTaken ? adminErrorText(refusal) : undefined}
          maxLength={120}
          isRequired
          autoFocus
        />
        <KindFields kind={kind} onChange={setKind} />
      </form>
    </Dialog>
  );
}
