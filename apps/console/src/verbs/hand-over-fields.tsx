import type { QueueView } from "@circuito/protocol";
import { ComboBox, TextArea } from "@circuito/ui";
import { duration, futureTime } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { useNow } from "../workspace/use-now.ts";
import { type ClosedNow, closedNow, useOpenings } from "./openings.ts";
import { queueOptions } from "./queue-options.ts";

/** The protocol's limit for notes of a hand-over. */
export const NOTE_LENGTH_MAX = 4_000;

interface Asked<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** Somebody tried to send: what is missing says so. */
  readonly isChecked: boolean;
}

interface QueueFieldProps extends Asked<string | null> {
  /** Those that it may go to. */
  readonly queues: readonly QueueView[];
  /** Where it is not simply called the queue. */
  readonly label?: string;
  /** What goes there: people answer it in the hours of its channel. */
  readonly conversationId?: string;
}

/** To which queue. */
export function QueueField(props: QueueFieldProps) {
  const { queues, label, conversationId, value, onChange, isChecked } = props;
  const t = useT();
  const now = useNow();
  const chosen = queues.find(({ id }) => id === value);
  const closed = closedNow(useOpenings(conversationId), now);
  return (
    <ComboBox
      label={label ?? t("handOver.queue")}
      placeholder={t("handOver.queuePlaceholder")}
      emptyText={t("handOver.noQueue")}
      options={queueOptions(queues, closed !== null)}
      description={
        chosen &&
        [...(closed ? [closedUntil(closed, now, t)] : []), expectedWait(chosen, t)].join(" ")
      }
      value={value}
      onChange={onChange}
      isRequired
      error={isChecked && value === null ? t("form.required") : undefined}
    />
  );
}

function closedUntil({ opensAt }: ClosedNow, now: number, t: Translate): string {
  return opensAt === null
    ? t("queue.closedForLong")
    : t("queue.closedUntil", { when: futureTime(opensAt, now) });
}

/** What it is worked out of stands with it; where it is not known, why. */
function expectedWait({ waitSeconds, waiting }: QueueView, t: Translate): string {
  return waitSeconds === null
    ? t("queue.waitUnknown")
    : t("queue.waitExpected", { wait: duration(waitSeconds * 1_000), count: waiting });
}

interface NoteFieldProps extends Asked<string> {
  readonly description?: string;
  readonly minRows?: number;
  /** Everything before it is said already. */
  readonly autoFocus?: boolean;
}

/** What whoever gets it should know. */
export function NoteField({
  description,
  minRows = 3,
  autoFocus = false,
  value,
  onChange,
  isChecked,
}: NoteFieldProps) {
  const t = useT();
  return (
    <TextArea
      label={t("handOver.note")}
      description={description ?? t("handOver.noteText")}
      minRows={minRows}
      autoFocus={autoFocus}
      maxLength={NOTE_LENGTH_MAX}
      value={value}
      onChange={onChange}
      isRequired
      error={isChecked && value.trim() === "" ? t("form.required") : undefined}
    />
  );
}
