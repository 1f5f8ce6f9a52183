import type { QueueSettings, QueueView } from "@circuito/protocol";
import { Button, Dialog, Problem, Select, TextArea } from "@circuito/ui";
import { useState } from "react";
import { ApiError } from "../api/request.ts";
import { queueRole } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { queuesApi } from "./queues-api.ts";

interface ArchiveDialogProps {
  readonly queue: QueueSettings;
  readonly others: readonly QueueView[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Nothing goes to a queue any more; what is still in it is moved first, to where somebody says. */
export function ArchiveDialog({ queue, others, isOpen, onClose, onDone }: ArchiveDialogProps) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [left, setLeft] = useState(0);
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState(() => t("queues.archiveNoteText", { name: queue.name }));
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  // A transfer stays on its level.
  const targets = others.filter(
    ({ level, role }) => role === "supervisor" || level === queue.level,
  );

  async function undo(): Promise<void> {
    await queuesApi.restore(queue.id);
    await queries.invalidateQueries({ queryKey: ["queues"] });
    await queries.invalidateQueries({ queryKey: ["archived-queues"] });
  }

  async function archive(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const moveTo = left > 0 && target !== null ? { queueId: target, note: note.trim() } : null;
    try {
      await queuesApi.archive(queue.id, moveTo);
      await queries.invalidateQueries({ queryKey: ["queues"] });
      await queries.invalidateQueries({ queryKey: ["archived-queues"] });
      toasts.add({
        text: t("queues.archivedDone", { name: queue.name }),
        action: { label: t("action.undo"), onAction: () => void undo() },
      });
      onDone();
    } catch (error) {
      const count = error instanceof ApiError ? error.details.conversations : undefined;
      if (typeof count === "number") setLeft(count);
      setProblem(adminErrorText(error));
    } finally {
      setBusy(false);
    }
  }

  const missing = left > 0 && (target === null || note.trim() === "");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title={t("queues.archiveTitle", { name: queue.name })}
      description={t("queues.archiveText")}
      closeLabel={t("action.close")}
      footer={
        <>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button
            variant="primary"
            isPending={isBusy}
            disabledReason={missing ? t("queues.chooseTarget") : undefined}
            onPress={() => void archive()}
          >
            {t(left > 0 ? "queues.moveAndArchive" : "queues.archive")}
          </Button>
        </>
      }
    >
      {(problem !== undefined || left > 0) && (
        <div className="flex flex-col gap-4">
          {problem !== undefined && (
            <Problem tone={left > 0 ? "warn" : "danger"}>{problem}</Problem>
          )}
          {left > 0 && (
            <>
              <Select
                label={t("queues.moveTo")}
                options={targets.map((one) => ({
                  id: one.id,
                  label: one.name,
                  description: queueRole(one),
                }))}
                value={target}
                placeholder={t("queues.chooseTarget")}
                onChange={setTarget}
              />
              <TextArea
                label={t("queues.archiveNote")}
                value={note}
                onChange={setNote}
                maxLength={500}
                minRows={2}
              />
            </>
          )}
        </div>
      )}
    </Dialog>
  );
}
