import type { ConversationView } from "@circuito/protocol";
import { ComboBox, TextArea } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useQueues } from "../../workspace/queries.ts";
import { destinations } from "../availability.ts";
import { HandOverForm } from "../hand-over-form.tsx";
import { queueOptions } from "../queue-options.ts";
import { NOTE_LENGTH_MAX } from "../transfer-dialog.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** All of them to one queue that each may go to. */
export function TransferManyDialog({
  conversations,
}: {
  readonly conversations: readonly ConversationView[];
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const all = useQueues().data ?? [];
  const queues = all.filter(({ id }) =>
    conversations.every((one) => destinations("transfer", one, all).some((to) => to.id === id)),
  );
  const [queueId, setQueueId] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [isChecked, setChecked] = useState(false);
  return (
    <HandOverForm
      title={t("transferMany.title", { count: conversations.length })}
      description={t("transferMany.text")}
      submitLabel={t("verb.transfer")}
      onSubmit={async () => {
        setChecked(true);
        if (queueId === null || note.trim() === "") return false;
        void verbs.transfer(conversations, queueId, note.trim());
        return true;
      }}
    >
      <ComboBox
        label={t("handOver.queue")}
        placeholder={t("handOver.queuePlaceholder")}
        emptyText={t("handOver.noQueue")}
        options={queueOptions(queues)}
        value={queueId}
        onChange={setQueueId}
        isRequired
        error={isChecked && queueId === null ? t("form.required") : undefined}
      />
      <TextArea
        label={t("handOver.note")}
        description={t("handOver.noteText")}
        minRows={3}
        maxLength={NOTE_LENGTH_MAX}
        value={note}
        onChange={setNote}
        isRequired
        error={isChecked && note.trim() === "" ? t("form.required") : undefined}
      />
    </HandOverForm>
  );
}
