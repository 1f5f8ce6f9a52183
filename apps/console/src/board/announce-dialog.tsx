import { newId } from "@circuito/realtime";
import { ComboBox, TextArea } from "@circuito/ui";
import { useState } from "react";
import { supervisionApi } from "../api/supervision.ts";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { FormDialog } from "./form-dialog.tsx";

/** The protocol's limit. */
const TEXT_LENGTH_MAX = 1_000;
const EVERYBODY = "everybody";

interface AnnounceDialogProps {
  /** The queue that is on the board: whom one means first. */
  readonly queueId: string | undefined;
  readonly onClose: () => void;
}

/** Tells people something: it comes up at once, and stays until each has read it. */
export function AnnounceDialog({ queueId, onClose }: AnnounceDialogProps) {
  const t = useT();
  const { toasts } = useWorkspace();
  const queues = useQueues().data ?? [];
  // One for as long as the dialog is open: pressed twice, nobody is told twice.
  const [id] = useState(newId);
  const [to, setTo] = useState<string | null>(queueId ?? EVERYBODY);
  const [text, setText] = useState("");
  const [isChecked, setChecked] = useState(false);
  return (
    <FormDialog
      title={t("announce.title")}
      description={t("announce.text")}
      submitLabel={t("announce.submit")}
      onClose={onClose}
      onSubmit={async () => {
        setChecked(true);
        if (to === null || text.trim() === "") return false;
        const { readers } = await supervisionApi.announce({
          id,
          text: text.trim(),
          to: to === EVERYBODY ? "everybody" : { queueIds: [to] },
        });
        toasts.add({ text: t("announce.done", { count: readers }), tone: "ok" });
        return true;
      }}
    >
      <ComboBox
        label={t("announce.to")}
        placeholder={t("announce.to")}
        emptyText={t("handOver.noQueue")}
        options={[
          { id: EVERYBODY, label: t("announce.everybody") },
          ...queues.map(({ id: queue, name }) => ({ id: queue, label: name })),
        ]}
        value={to}
        onChange={setTo}
        isRequired
        error={isChecked && to === null ? t("form.required") : undefined}
      />
      <TextArea
        label={t("announce.message")}
        minRows={3}
        maxLength={TEXT_LENGTH_MAX}
        value={text}
        onChange={setText}
        isRequired
        error={isChecked && text.trim() === "" ? t("form.required") : undefined}
      />
    </FormDialog>
  );
}
