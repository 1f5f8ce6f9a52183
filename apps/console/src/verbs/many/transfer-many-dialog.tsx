import type { ConversationView } from "@circuito/protocol";
import { useState } from "react";
import { useT } from "../../i18n/translate.ts";
import { useQueues } from "../../workspace/queries.ts";
import { destinationsOfAll } from "../availability.ts";
import { NoteField, QueueField } from "../hand-over-fields.tsx";
import { HandOverForm } from "../hand-over-form.tsx";
import { useManyVerbs } from "./use-many-verbs.ts";

/** All of them to one queue that each may go to. */
export function TransferManyDialog({
  conversations,
  to: said,
}: {
  readonly conversations: readonly ConversationView[];
  /** A queue that was said already, and is to be changed here still. */
  readonly to?: string | undefined;
}) {
  const t = useT();
  const verbs = useManyVerbs();
  const all = useQueues().data ?? [];
  const queues = destinationsOfAll(conversations, all);
  const [queueId, setQueueId] = useState<string | null>(said ?? null);
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
      <QueueField queues={queues} value={queueId} onChange={setQueueId} isChecked={isChecked} />
      <NoteField
        value={note}
        onChange={setNote}
        isChecked={isChecked}
        autoFocus={said !== undefined}
      />
    </HandOverForm>
  );
}
