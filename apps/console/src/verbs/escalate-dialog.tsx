import type { ConversationView } from "@circuito/protocol";
import { TextArea } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useQueues } from "../workspace/queries.ts";
import { destinations } from "./availability.ts";
import { NOTE_LENGTH_MAX, QueueField } from "./hand-over-fields.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { useVerbs } from "./use-verbs.ts";

/** Up, with what was tried and what came of it, so that nobody asks the customer again. */
export function EscalateDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const queues = destinations("escalate", conversation, useQueues().data ?? []);
  const [queueId, setQueueId] = useState<string | null>(null);
  const [tried, setTried] = useState("");
  const [result, setResult] = useState("");
  const [isChecked, setChecked] = useState(false);
  const missing = (text: string) =>
    isChecked && text.trim() === "" ? t("form.required") : undefined;
  return (
    <HandOverForm
      title={t("escalate.title")}
      description={t("escalate.text", { level: conversation.level })}
      submitLabel={t("verb.escalate")}
      onSubmit={async () => {
        setChecked(true);
        if (queueId === null || tried.trim() === "" || result.trim() === "") return false;
        await verbs.escalate(conversation, queueId, {
          tried: tried.trim(),
          result: result.trim(),
        });
        return true;
      }}
    >
      <QueueField
        queues={queues}
        conversationId={conversation.id}
        value={queueId}
        onChange={setQueueId}
        isChecked={isChecked}
      />
      <TextArea
        label={t("escalate.tried")}
        description={t("escalate.triedText")}
        minRows={3}
        maxLength={NOTE_LENGTH_MAX}
        value={tried}
        onChange={setTried}
        isRequired
        error={missing(tried)}
      />
      <TextArea
        label={t("escalate.result")}
        description={t("escalate.resultText")}
        minRows={2}
        maxLength={NOTE_LENGTH_MAX}
        value={result}
        onChange={setResult}
        isRequired
        error={missing(result)}
      />
    </HandOverForm>
  );
}
