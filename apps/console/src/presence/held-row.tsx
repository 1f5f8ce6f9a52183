import type { ConversationView } from "@circuito/protocol";
import { Button } from "@circuito/ui";
import { previewText, turnName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { useQueue } from "../workspace/queries.ts";
import { showLayer } from "../workspace/ui-state.ts";

interface HeldRowProps {
  readonly conversation: ConversationView;
  readonly isBusy: boolean;
  readonly onPutBack: () => void;
}

/** One of those that one holds, and where it may go by itself. */
export function HeldRow({ conversation, isBusy, onPutBack }: HeldRowProps) {
  const t = useT();
  const queue = useQueue(conversation.queueId);
  const { id, title, preview, previewLengthMs } = conversation;
  return (
    <li className="flex flex-wrap items-center gap-2 rounded-pane border border-line-subtle px-3 py-2">
      <div className="min-w-48 grow basis-0">
        <p className="truncate font-medium">{nameOf(conversation)}</p>
        <p className="truncate text-12 text-fg-2">
          {[turnName(conversation), queue?.name, title ?? previewText(preview, previewLengthMs)]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      <div className="flex flex-none gap-2">
        <Button
          size="small"
          variant="ghost"
          onPress={() => showLayer({ kind: "transfer", conversationId: id })}
        >
          {t("verb.transfer")}…
        </Button>
        <Button size="small" isDisabled={isBusy} onPress={onPutBack}>
          {t("shift.putBack")}
        </Button>
      </div>
    </li>
  );
}
