import type { ConversationView } from "@circuito/protocol";
import { Button, Dialog, Problem, TextArea } from "@circuito/ui";
import { useState } from "react";
import { channelName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { keyCaps } from "../shell/shortcuts.ts";
import { errorText } from "../verbs/problem-text.ts";

interface AnswerDialogProps {
  readonly andThen: "resolve" | "wait";
  readonly conversation: ConversationView;
  readonly onClose: () => void;
  readonly onSend: (text: string, andThen: "resolve" | "wait") => Promise<void>;
}

/** A question that brings it back, or an answer that ends it. A refusal keeps what was written. */
export function AnswerDialog({ andThen, conversation, onClose, onSend }: AnswerDialogProps) {
  const t = useT();
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function send() {
    if (isBusy) return;
    if (text.trim() === "") return setError(t("form.required"));
    setBusy(true);
    setError(null);
    try {
      await onSend(text.trim(), andThen);
      onClose();
    } catch (refusal) {
      setError(errorText(refusal));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t(`triage.answerTitle.${andThen}`)}
      description={t(`triage.answerText.${andThen}`)}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="primary"
            keys={keyCaps("send")}
            isPending={isBusy}
            onPress={() => void send()}
          >
            {t(`triage.answerVerb.${andThen}`)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 pb-1">
        {error !== null && <Problem>{error}</Problem>}
        <TextArea
          label={t("triage.answer.label", { channel: channelName(conversation.channel) })}
          minRows={4}
          maxLength={4_000}
          value={text}
          onChange={setText}
          autoFocus
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
          }}
        />
      </div>
    </Dialog>
  );
}
