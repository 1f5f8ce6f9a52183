import { Select, TimeField } from "@circuito/ui";
import { readTime, timeText } from "../hours/time-text.ts";
import { weekdayName } from "../hours/weekday-name.ts";
import { useLocale, useT } from "../i18n/translate.ts";
import { zoneText } from "./schedule-words.ts";
import type { ScheduleForm } from "./schedules-api.ts";

type Rhythm = ScheduleForm["rhythm"];

const EVERY = ["day", "week", "month"] as const satisfies readonly Rhythm["every"][];
/** 1 is Monday, 7 Sunday. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

interface RhythmFieldsProps {
  readonly value: Rhythm;
  readonly onChange: (value: Rhythm) => void;
  /** Whose clock it goes by, once that is known. */
  readonly timeZone: string | undefined;
}

/** How often, on which day, and at what time. */
export function RhythmFields({ value, onChange, timeZone }: RhythmFieldsProps) {
  const t = useT();
  const locale = useLocale();
  return (
    <>
      <Select
        label={t("reportSchedules.every")}
        description={t(`reportSchedules.about.${value.every}`)}
        placeholder={t("reportSchedules.every")}
        className="max-w-md"
        options={EVERY.map((id) => ({ id, label: t(`reportSchedules.every.${id}`) }))}
        value={value.every}
        onChange={(every) => onChange({ ...value, every })}
      />
      {value.every === "week" && (
        <Select
          label={t("reportSchedules.weekday")}
          placeholder={t("reportSchedules.weekday")}
          className="max-w-48"
          options={WEEKDAYS.map((day) => ({
            id: String(day),
            label: weekdayName(day, locale, "long"),
          }))}
          value={String(value.weekday)}
          onChange={(weekday) => onChange({ ...value, weekday: Number(weekday) })}
        />
      )}
      <TimeField
        label={t("reportSchedules.time")}
        description={
          timeZone === undefined
            ? t("reportSchedules.timeText")
            : t("reportSchedules.timeIn", { zone: zoneText(timeZone) })
        }
        className="max-w-48"
        value={timeText(value.minute)}
        onChange={(time) => onChange({ ...value, minute: readTime(time) ?? value.minute })}
      />
    </>
  );
}
