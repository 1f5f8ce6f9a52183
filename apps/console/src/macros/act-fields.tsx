import { PRIORITY_NAMES, type PriorityName } from "@circuito/protocol/list-text";
import { ComboBox, DurationField, RadioGroup, Select, TagField, TextArea } from "@circuito/ui";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { priorityName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { NOTE_LENGTH_MAX, QueueField } from "../verbs/hand-over-fields.tsx";
import { useLabels, useQueues } from "../workspace/queries.ts";
import { VariableText } from "../writing/variable-text.tsx";
import type { MacroAct } from "./macro-form.ts";

interface ActFieldsProps<Act extends MacroAct = MacroAct> {
  readonly act: Act;
  readonly onChange: (act: MacroAct) => void;
  /** Somebody tried to save: what is missing says so. */
  readonly isChecked: boolean;
  /** What is wrong with it, in words. */
  readonly error: string | undefined;
}

type Of<Kind extends MacroAct["kind"]> = ActFieldsProps<Extract<MacroAct, { kind: Kind }>>;

/** What is to be said of one act. */
export function ActFields({ act, ...rest }: ActFieldsProps) {
  const t = useT();
  switch (act.kind) {
    case "label":
      return <LabelFields act={act} {...rest} />;
    case "prioritize":
      return <PriorityFields act={act} {...rest} />;
    case "categorize":
      return <CategoryFields act={act} {...rest} />;
    case "note":
      return <NoteFields act={act} {...rest} />;
    case "transfer":
      return <TransferFields act={act} {...rest} />;
    case "snooze":
      return <SnoozeFields act={act} {...rest} />;
    case "resolve":
      return <p className="text-13 text-fg-2">{t("macro.resolveText")}</p>;
  }
}

function LabelFields({ act, onChange, error }: Of<"label">) {
  const t = useT();
  const options = (useLabels().data ?? []).map((label) => ({ id: label, label }));
  const shared = {
    options,
    placeholder: t("labels.placeholder"),
    emptyText: t("macro.noLabel"),
    removeLabel: (label: string) => t("macro.takeOut", { label }),
    create: {
      label: (label: string) => t("labels.create", { label }),
      idOf: (typed: string) => typed.slice(0, LABEL_LENGTH_MAX),
    },
  };
  return (
    <div className="grid gap-3 min-[600px]:grid-cols-2">
      <TagField
        {...shared}
        label={t("macro.labelAdd")}
        value={act.add}
        onChange={(add) =>
          onChange({ ...act, add: [...add], remove: act.remove.filter((it) => !add.includes(it)) })
        }
        error={error}
      />
      <TagField
        {...shared}
        label={t("macro.labelRemove")}
        value={act.remove}
        onChange={(remove) =>
          onChange({
            ...act,
            remove: [...remove],
            add: act.add.filter((it) => !remove.includes(it)),
          })
        }
      />
    </div>
  );
}

/** The protocol's limit. */
const LABEL_LENGTH_MAX = 40;

function PriorityFields({ act, onChange }: Of<"prioritize">) {
  const t = useT();
  return (
    <Select<PriorityName>
      label={t("verb.priority")}
      isLabelHidden
      placeholder={t("verb.priority")}
      options={[...PRIORITY_NAMES].reverse().map((id) => ({ id, label: priorityName(id) }))}
      value={act.priority}
      onChange={(priority) => onChange({ ...act, priority })}
      className="max-w-60"
    />
  );
}

function CategoryFields({ act, onChange, error }: Of<"categorize">) {
  const t = useT();
  const categories = useCategories().data ?? [];
  return (
    <ComboBox
      label={t("verb.category")}
      isLabelHidden
      placeholder={t("categorize.find")}
      emptyText={t("categorize.notFound")}
      options={categories.map((category) => ({
        id: category.id,
        label: categoryPath(category, categories),
      }))}
      value={act.categoryId === "" ? null : act.categoryId}
      onChange={(categoryId) => onChange({ ...act, categoryId: categoryId ?? "" })}
      isRequired
      error={error}
      className="max-w-md"
    />
  );
}

function NoteFields({ act, onChange, isChecked, error }: Of<"note">) {
  const t = useT();
  return (
    <VariableText
      label={t("macro.noteLabel")}
      description={t("macro.noteText")}
      value={act.text}
      onChange={(text) => onChange({ ...act, text })}
      minRows={3}
      isRequired
      isChecked={isChecked}
      error={error}
    />
  );
}

function TransferFields({ act, onChange, isChecked, error }: Of<"transfer">) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const isQueueMissing = act.queueId === "";
  return (
    <div className="flex flex-col gap-3">
      <p className="text-13 text-fg-2">{t("macro.transferText")}</p>
      <QueueField
        queues={queues}
        value={isQueueMissing ? null : act.queueId}
        onChange={(queueId) => onChange({ ...act, queueId: queueId ?? "" })}
        isChecked={isChecked}
      />
      <TextArea
        label={t("handOver.note")}
        description={t("handOver.noteText")}
        maxLength={NOTE_LENGTH_MAX}
        minRows={2}
        value={act.note}
        onChange={(note) => onChange({ ...act, note })}
        isRequired
        error={isQueueMissing ? undefined : error}
      />
    </div>
  );
}

const MINUTE_MS = 60_000;
const FIRST_MINUTES = 60;

function SnoozeFields({ act, onChange, error }: Of<"snooze">) {
  const t = useT();
  const unit = (id: "minute" | "hour" | "day") => ({ id, label: t(`macro.unit.${id}`) });
  return (
    <div className="flex flex-col gap-3">
      <RadioGroup
        label={t("macro.snoozeUntil")}
        value={act.minutes === null ? "customer" : "time"}
        onChange={(until) =>
          onChange({ ...act, minutes: until === "customer" ? null : FIRST_MINUTES })
        }
        options={[
          { id: "customer", label: t("macro.snoozeCustomer") },
          { id: "time", label: t("macro.snoozeTime") },
        ]}
      />
      {act.minutes !== null && (
        <DurationField
          label={t("macro.snoozeFor")}
          unitLabel={t("settings.unitOf", { field: t("macro.snoozeFor") })}
          units={[unit("minute"), unit("hour"), unit("day")]}
          value={act.minutes * MINUTE_MS}
          onChange={(ms) => onChange({ ...act, minutes: Math.round((ms ?? 0) / MINUTE_MS) })}
          className="max-w-sm"
          error={error}
        />
      )}
    </div>
  );
}
