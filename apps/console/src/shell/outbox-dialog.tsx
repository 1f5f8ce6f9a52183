import type { OutboxItem } from "@circuito/realtime";
import { Button, Chip, Dialog, EmptyState } from "@circuito/ui";
import { CheckCheck, Lock } from "lucide-react";
import { clockTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { nameOf } from "../verbs/name-of.ts";
import { refusalText } from "../verbs/problem-text.ts";
import { editUnsent } from "../workspace/give-back.ts";
import { useInboxWays } from "../workspace/navigation.ts";
import { focusSoon } from "../workspace/panes.ts";
import { chooseRoom, showLayer, useUi } from "../workspace/ui-state.ts";
import { useCopy } from "../workspace/use-copy.ts";
import { useCache, useWorkspace } from "../workspace/workspace-context.ts";
import { useUnsent } from "./connection-strip.tsx";

/** Every unsent word, with what can be done about it: again, edit, copy, discard. */
export function OutboxDialog() {
  const t = useT();
  const workspace = useWorkspace();
  const { outbox } = workspace;
  const { open } = useInboxWays();
  const copy = useCopy();
  const isOpen = useUi((ui) => ui.layer?.kind === "outbox");
  const items = useUnsent();
  const conversations = useCache((cache) => cache.conversations);

  /** To where they were written, and on with it. */
  function edit(item: OutboxItem): void {
    if (!editUnsent(workspace, item)) return;
    showLayer(null);
    open(item.conversationId);
    chooseRoom(item.conversationId, item.kind);
    focusSoon("composer");
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={() => showLayer(null)}
      title={t("outbox.title")}
      description={t("outbox.text")}
      closeLabel={t("action.close")}
    >
      {items.length === 0 && <EmptyState icon={<CheckCheck />} title={t("outbox.empty")} />}
      <ul className="flex flex-col gap-2 pb-4">
        {items.map((item) => {
          const conversation = conversations.get(item.conversationId);
          return (
            <li key={item.id} className="rounded-pane border border-line-subtle p-3">
              <div className="flex items-center gap-2 text-12 text-fg-2">
                <span className="grow truncate font-medium">
                  {conversation === undefined ? t("person.customer") : nameOf(conversation)}
                </span>
                {item.kind === "note" && (
                  <Chip tone="note" icon={<Lock />}>
                    {t("composer.note")}
                  </Chip>
                )}
                <time dateTime={item.writtenAt}>{clockTime(item.writtenAt)}</time>
              </div>
              <p className="my-1 line-clamp-4 text-14 break-words whitespace-pre-wrap">
                {item.text || fileNames(item)}
              </p>
              {item.refusal !== null && (
                <p className="mb-1 text-danger-text">{refusalText(item.refusal)}</p>
              )}
              <div className="flex flex-wrap gap-1.5">
                <Button
                  size="small"
                  onPress={() => outbox.retry(item.id, conversation?.epoch, conversation?.lastSeq)}
                  isDisabled={item.state === "sending"}
                >
                  {t("action.retry")}
                </Button>
                <Button
                  size="small"
                  onPress={() => edit(item)}
                  isDisabled={item.state === "sending"}
                >
                  {t("action.edit")}
                </Button>
                {item.text !== "" && (
                  <Button size="small" variant="ghost" onPress={() => void copy(item.text)}>
                    {t("action.copy")}
                  </Button>
                )}
                <Button
                  size="small"
                  variant="ghost"
                  onPress={() => outbox.discard(item.id)}
                  isDisabled={item.state === "sending"}
                >
                  {t("action.discard")}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

const fileNames = ({ files = [] }: OutboxItem) => files.map(({ fileName }) => fileName).join(", ");
