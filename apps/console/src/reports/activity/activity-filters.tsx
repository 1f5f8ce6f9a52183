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
      <ComboBox
        label={t("day.queue")}
        isLabelHidden
        placeholder={t("day.queue")}
        emptyText={t("day.noMatch")}
        className="w-full min-[560px]:w-52"
        options={[
          { id: ALL, label: t("day.allQueues") },
          ...queues.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={search.queue ?? ALL}
        onChange={(id) => onShow({ queue: id === ALL || id === null ? undefined : id })}
      />
      <ComboBox
        label={t("day.person")}
        isLabelHidden
        placeholder={t("day.person")}
        emptyText={t("day.noMatch")}
        className="w-full min-[560px]:w-52"
        options={[
          { id: ALL, label: t("day.everybody") },
          ...people.map(({ id, name }) => ({ id, label: name })),
        ]}
        value={search.agent ?? ALL}
        onChange={(id) => onShow({ agent: id === ALL || id === null ? undefined : id })}
      />
    </>
  );
}
