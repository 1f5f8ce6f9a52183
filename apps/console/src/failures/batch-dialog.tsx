import { Button, Callout, Dialog, Problem, TextArea } from "@circuito/ui";
import { useQueryClient } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { useIsOnline } from "../workspace/workspace-context.ts";
import { OutcomeList } from "./outcome-list.tsx";
import { type BatchProgress, runBatch } from "./run-batch.ts";
import { useIsDeciding } from "./use-failures.ts";

interface BatchDialogProps<T> {
  readonly title: string;
  readonly description: string;
  readonly submitLabel: string;
  /** What may go wrong beyond taking back; asks to be read first. */
  readonly warning?: string | undefined;
  /** What it would do, found out before anything is done. */
  readonly preview?: ReactNode;
  /** Why somebody does it: asked for, and whether it must be said. */
  readonly reason?: { readonly label: string; readonly isRequired: boolean };
  readonly isDanger?: boolean;
  /** What it is done to; may have to be fetched. */
  readonly items: () => Promise<readonly T[]>;
  readonly act: (
    chunk: readonly T[],
    reason: string,
  ) => Promise<readonly { readonly outcome: string }[]>;
  readonly onClose: () => void;
}

/** The protocol's limit. */
const REASON_LENGTH_MAX = 500;

/** Says what will happen, does it with its progress, can be stopped, and tells what became of each. */
export function BatchDialog<T>(props: BatchDialogProps<T>) {
  const { title, description, submitLabel, warning, preview, reason: asks, items, act } = props;
  const t = useT();
  const queries = useQueryClient();
  const isOnline = useIsOnline();
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [progress, setProgress] = useState<BatchProgress | null>(null);
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const stop = useRef(new AbortController());
  // Gone with its dialog: what was done stays done.
  useEffect(() => {
    useIsDeciding.setState(true, true);
    return () => {
      stop.current.abort();
      useIsDeciding.setState(false, true);
    };
  }, []);

  function close() {
    if (progress !== null) void queries.invalidateQueries({ queryKey: ["failures"] });
    props.onClose();
  }

  async function run() {
    setChecked(true);
    if (isRunning || (asks?.isRequired && reason.trim() === "")) return;
    stop.current = new AbortController();
    setRunning(true);
    setError(null);
    try {
      const all = await items();
      await runBatch(all, (chunk) => act(chunk, reason.trim()), {
        onProgress: setProgress,
        signal: stop.current.signal,
      });
    } catch (refusal) {
      setError(errorText(refusal));
    } finally {
      setRunning(false);
    }
  }

  const isOver = progress !== null && !isRunning;
  return (
    <Dialog
      isOpen
      onOpenChange={close}
      role={props.isDanger === true || isRunning ? "alertdialog" : "dialog"}
      title={title}
      description={description}
      closeLabel={t("action.close")}
      footer={
        isOver ? (
          <Button variant="primary" onPress={close}>
            {t("action.close")}
          </Button>
        ) : isRunning ? (
          <Button onPress={() => stop.current.abort()}>{t("failures.stop")}</Button>
        ) : (
          <>
            <Button onPress={close}>{t("action.cancel")}</Button>
            <Button
              variant={props.isDanger === true ? "danger" : "primary"}
              onPress={() => void run()}
              disabledReason={isOnline ? undefined : t("problem.needsConnection")}
            >
              {submitLabel}
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4 pb-2">
        {error !== null && <Problem>{error}</Problem>}
        {progress === null ? (
          <>
            {warning !== undefined && (
              <Callout tone="warn" icon={<TriangleAlert />}>
                {warning}
              </Callout>
            )}
            {preview}
            {asks !== undefined && (
              <TextArea
                label={asks.label}
                minRows={2}
                maxLength={REASON_LENGTH_MAX}
                value={reason}
                onChange={setReason}
                isRequired={asks.isRequired}
                error={
                  isChecked && asks.isRequired && reason.trim() === ""
                    ? t("form.required")
                    : undefined
                }
              />
            )}
          </>
        ) : (
          <Progress progress={progress} isRunning={isRunning} />
        )}
      </div>
    </Dialog>
  );
}

function Progress({
  progress,
  isRunning,
}: {
  readonly progress: BatchProgress;
  readonly isRunning: boolean;
}) {
  const t = useT();
  const { done, total, outcomes } = progress;
  const text = t("failures.progress", { done, total });
  return (
    <div className="flex flex-col gap-3">
      <div
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div
          className="h-full bg-accent"
          style={{ width: `${total === 0 ? 100 : (done / total) * 100}%` }}
        />
      </div>
      <p role="status" className="text-13 tabular-nums">
        {isRunning ? text : t("failures.finished", { done, total })}
      </p>
      <OutcomeList outcomes={outcomes} />
    </div>
  );
}
