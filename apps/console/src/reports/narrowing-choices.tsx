import { Select } from "@circuito/ui";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { channelTitle } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useAgents, useInboxes, useQueues } from "../workspace/queries.ts";
import type { ReportSearch } from "./report-search.ts";

/** What a report is narrowed down to; undefined: it is not. */
export type Narrowing = {
  readonly [K in "queue" | "channel" | "agent" | "category"]?: ReportSearch[K] | undefined;
};

interface NarrowingChoicesProps {
  readonly value: Narrowing;
  /** What changed of it. */
  readonly onChange: (change: Narrowing) => void;
  /** Of each choice. */
  readonly className: string;
}

/** Which queue, channel, agent or category: agents and categories are not added up with each other. */
export function NarrowingChoices({ value, onChange, className }: NarrowingChoicesProps) {
  const t = useT();
  const queues = useQueues().data ?? [];
  const { agents } = useAgents();
  const channels = [...new Set((useInboxes().data ?? []).map(({ channel }) => channel))].sort();
  const categories = useCategories().data ?? [];
  return (
    <>
      <Choice
        className={className}
        label={t("report.allQueues")}
        options={queues.map(({ id, name }) => ({ id, label: name }))}
        value={value.queue}
        onChange={(queue) => onChange({ queue })}
      />
      <Choice
        className={className}
        label={t("report.allChannels")}
        options={channels.map((id) => ({ id, label: channelTitle(id) }))}
        value={value.channel}
        onChange={(channel) => onChange({ channel })}
      />
      <Choice
        className={className}
        label={t("report.allAgents")}
        options={agents.map(({ id, name }) => ({ id, label: name }))}
        value={value.agent}
        onChange={(agent) => onChange({ agent, category: undefined })}
      />
      {categories.length > 0 && (
        <Choice
          className={className}
          label={t("report.allCategories")}
          options={categories.map((one) => ({ id: one.id, label: categoryPath(one, categories) }))}
          value={value.category}
          onChange={(category) => onChange({ category, agent: undefined })}
        />
      )}
    </>
  );
}

/** Stands for all of them, which is no id. */
const ALL = "all";

interface ChoiceProps {
  readonly className: string;
  /** What it says while nothing is chosen. */
  readonly label: string;
  /** None: they are still to come. */
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Choice({ className, label, options, value, onChange }: ChoiceProps) {
  const t = useT();
  const areThere = options.length > 0;
  const isGone = value !== undefined && areThere && !options.some(({ id }) => id === value);
  return (
    <Select
      label={label}
      isLabelHidden
      placeholder={label}
      className={className}
      options={[
        { id: ALL, label },
        ...options,
        ...(isGone ? [{ id: value, label: t("report.gone") }] : []),
      ]}
      value={value !== undefined && areThere ? value : ALL}
      onChange={(id) => onChange(id === ALL ? undefined : id)}
    />
  );
}
