import type { ConversationView } from "@circuito/protocol";
import { TextArea } from "@circuito/ui";
import { useState } from "react";
import { useT } from "../i18n/translate.ts";
import { useQueue } from "../workspace/queries.ts";
import { NOTE_LENGTH_MAX } from "./hand-over-fields.tsx";
import { HandOverForm } from "./hand-over-form.tsx";
import { useVerbs } from "./use-verbs.ts";

/** Back where it came from; the reason teaches whoever sent it. */
export function ReturnDialog({ conversation }: { readonly conversation: ConversationView }) {
  const t = useT();
  const verbs = useVerbs();
  const from = useQueue(conversation.handOver?.fromQueueId ?? null);
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  return (
    <HandOverForm
      title={t("return.title")}
      description={t("return.text", { queue: from?.name ?? t("handOver.unknownQueue") })}
      submitLabel={t("verb.return")}
      onSubmit={async () => {
        setChecked(true);
        if (reason.trim() === "") return false;
        await verbs.returnBack(conversation, reason.trim());
        return true;
      }}
    >
      <TextArea
        label={t("return.reason")}
        minRows={3}
        maxLength={NOTE_LENGTH_MAX}
        value={reason}
        onChange={setReason}
        autoFocus
        isRequired
        error={isChecked && reason.trim() === "" ? t("form.required") : undefined}
      />
    </HandOverForm>
  );
}
