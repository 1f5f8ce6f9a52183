import type { AlertView } from "@circuito/protocol";
import { Select } from "@circuito/ui";
import { categoryPath, useCategories } from "../categories/use-categories.ts";
import { useT } from "../i18n/translate.ts";
import { useInboxes, useQueues } from "../workspace/queries.ts";

interface SubjectFieldProps {
  readonly condition: AlertView["condition"];
  readonly onChange: (subjectId: string | null) => void;
  readonly error: string | undefined;
}

/** Stands for all of them, which is no id. */
const ALL = "all";

/** Which queue, inbox or category is watched. */
export function SubjectField({
  condition: { kind, subjectId },
  onChange,
  error,
}: SubjectFieldProps) {
  const t = useT();
  const queues = useQueues();
  const inboxes = useInboxes();
  const categories = useCategories();
  const named = <T extends { readonly id: string; readonly name: string }>(all: readonly T[]) =>
    all.map(({ id, name }) => ({ id, label: name }));
  const all = {
    id: ALL,
    label: t(kind === "channel-down" ? "alerts.anyChannel" : "alerts.allQueues"),
  };
  const options = (): readonly { id: string; label: string }[] => {
    if (kind === "channel-down") return [all, ...named(inboxes.data ?? [])];
    if (kind === "category-volume") {
      const known = categories.data ?? [];
      return known
        .filter(({ isArchived }) => !isArchived)
        .map((one) => ({ id: one.id, label: categoryPath(one, known) }));
    }
    return [all, ...named(queues.data ?? [])];
  };
  const label = t(
    kind === "channel-down"
      ? "alerts.channel"
      : kind === "category-volume"
        ? "alerts.category"
        : "alerts.queue",
  );
  return (
    <Select
      label={label}
      placeholder={label}
      className="max-w-md"
      options={options()}
      value={subjectId ?? (kind === "category-volume" ? null : ALL)}
      onChange={(id) => onChange(id === ALL ? null : id)}
      error={error}
    />
  );
}
