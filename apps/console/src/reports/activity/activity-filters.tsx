import { Button, ComboBox, DateField, IconButton } from "@circuito/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useT } from "../../i18n/translate.ts";
import { useAgents, useQueues } from "../../workspace/queries.ts";
import { useMe } from "../../workspace/workspace-context.ts";
import { addDays } from "../period.ts";
import type { ActivitySearch } from "./activity-search.ts";

interface ActivityFiltersProps {
  readonly search: ActivitySearch;
  readonly date: string;
  readonly today: string;
  readonly onShow: (
    change: {
      [K in keyof ActivitySearch]?: ActivitySearch[K] | undefined;
    },
  ) => void;
}

const ALL = "all";

/** Which day, and whose: all of it is in the address, to be sent to somebody. */
export function ActivityFilters({ search, date, today, onShow }: ActivityFiltersProps) {
  const t = useT();
  const { role } = useMe();
  return (
    <div className="flex flex-wrap items-end gap-2">
      <span className="flex items-end gap-1">
        <IconButton
          label={t("day.dayBefore")}
          icon={<ChevronLeft />}
          onPress={() => onShow({ date: addDays(date, -1) })}
        />
        <DateField
          label={t("day.day")}
          isLabelHidden
          value={date}
          onChange={(chosen) => chosen !== "" && onShow({ date: chosen })}
        />
        <IconButton
          label={t("day.dayAfter")}
          icon={<ChevronRight />}
          disabledReason={date >= today ? t("day.noDayAfter") : undefined}
          onPress={() => onShow({ date: addDays(date, 1) })}
        />
        {date !== today && (
          <Button variant="ghost" onPress={() => onShow({ date: undefined })}>
            {t("day.today")}
          </Button>
        )}
      </span>
      {role !== "agent" && <Whose search={search} onShow={onShow} />}
    </div>
  );
}

function Whose({ search, onShow }: Pick<ActivityFiltersProps, "search" | "onShow">) {
  const t = useT();
  const { agents: people } = useAgents();
  const queues = useQueues().data ?? [];
  return (
    <>
      <Choice
        label={t("day.queue")}
        all={t("day.allQueues")}
        options={queues}
        value={search.queue}
        onChange={(queue) => onShow({ queue })}
      />
      <Choice
        label={t("day.person")}
        all={t("day.everybody")}
        options={people}
        value={search.agent}
        onChange={(agent) => onShow({ agent })}
      />
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  /** What not choosing is called. */
  readonly all: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly value: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

function Choice({ label, all, options, value, onChange }: ChoiceProps) {
  const t = useT();
  return (
    <ComboBox
      label={label}
      isLabelHidden
      placeholder={label}
      emptyText={t("day.noMatch")}
      className="w-full min-[560px]:w-52"
      options={[{ id: ALL, label: all }, ...options.map(({ id, name }) => ({ id, label: name }))]}
      value={value ?? ALL}
      onChange={(id) => onChange(id === ALL || id === null ? undefined : id)}
    />
  );
}
