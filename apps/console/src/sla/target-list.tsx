import { Button, DurationField, IconButton, Select } from "@circuito/ui";
import { Plus, X } from "lucide-react";
import { useCalendars } from "../hours/hours-api.ts";
import { levelName, measureName } from "../i18n/labels.ts";
import { useT } from "../i18n/translate.ts";
import { useMedia } from "../shell/use-media.ts";
import { MEASURES, type Target, twiceAmong } from "./policy-form.ts";
import { TargetWarning } from "./target-warning.tsx";

interface TargetListProps {
  readonly targets: readonly Target[];
  readonly onChange: (targets: readonly Target[]) => void;
}

const LEVELS = ["all", "1", "2", "3"] as const;
const AROUND_THE_CLOCK = "always";
/** What a new promise begins with. */
const USUAL_MS = 3_600_000;

/** From here on all of a promise, or of a rule, stands in one row: the first one's labels head the others. */
export const IN_ROWS = "(min-width: 1180px)";

/** What is promised: a measure, a level, a time, and by which hours it is counted. */
export function TargetList({ targets, onChange }: TargetListProps) {
  const t = useT();
  const calendars = useCalendars().data ?? [];
  const isInRows = useMedia(IN_ROWS);
  const twice = twiceAmong(targets);
  const units = (["minute", "hour", "day"] as const).map((id) => ({
    id,
    label: t(`settings.unit.${id}`),
  }));
  const set = (index: number, part: Partial<Target>) =>
    onChange(targets.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const unused = MEASURES.find((measure) => !targets.some((one) => one.measure === measure));

  return (
    <>
      {targets.length > 0 && (
        <ul className="flex flex-col divide-y divide-line-subtle rounded-pane border border-line">
          {targets.map((target, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: a promise that is edited is its place
              key={index}
              className="flex flex-wrap items-end gap-3 px-3 py-3"
            >
              <Select
                label={t("sla.measure")}
                isLabelHidden={isInRows && index > 0}
                options={MEASURES.map((id) => ({
                  id,
                  label: measureName(id),
                  description: t(`sla.measureText.${id}`),
                }))}
                value={target.measure}
                placeholder=""
                onChange={(measure) => set(index, { measure })}
                className="min-w-44 flex-1"
                error={twice.has(index) ? t("sla.twice") : undefined}
              />
              <Select
                label={t("sla.level")}
                isLabelHidden={isInRows && index > 0}
                options={LEVELS.map((id) => ({
                  id,
                  label: id === "all" ? t("sla.everyLevel") : levelName(Number(id)),
                }))}
                value={target.level === null ? "all" : (`${target.level}` as const)}
                placeholder=""
                onChange={(id) =>
                  set(index, { level: id === "all" ? null : (Number(id) as 1 | 2 | 3) })
                }
                className="w-28"
              />
              <DurationField
                label={t("sla.within")}
                isLabelHidden={isInRows && index > 0}
                unitLabel={t("settings.unitOf", { field: measureName(target.measure) })}
                units={units}
                value={target.withinMs}
                onChange={(withinMs) => set(index, { withinMs: withinMs ?? 0 })}
                error={target.withinMs < 60_000 ? t("sla.tooShort") : undefined}
                className="w-60"
              />
              <Select
                label={t("sla.calendar")}
                isLabelHidden={isInRows && index > 0}
                options={[
                  { id: AROUND_THE_CLOCK, label: t("sla.aroundTheClock") },
                  ...calendars.map(({ id, name }) => ({ id, label: name })),
                ]}
                value={target.calendarId ?? AROUND_THE_CLOCK}
                placeholder=""
                onChange={(id) => set(index, { calendarId: id === AROUND_THE_CLOCK ? null : id })}
                className="min-w-40 flex-1"
              />
              <IconButton
                label={t("sla.removeTarget", { measure: measureName(target.measure) })}
                icon={<X />}
                onPress={() => onChange(targets.filter((_, i) => i !== index))}
              />
              <TargetWarning
                withinMs={target.withinMs}
                calendar={calendars.find(({ id }) => id === target.calendarId)}
              />
            </li>
          ))}
        </ul>
      )}
      {targets.length === 0 && <p className="text-13 text-fg-2">{t("sla.noTargets")}</p>}
      <Button
        icon={<Plus />}
        className="self-start"
        onPress={() =>
          onChange([
            ...targets,
            {
              measure: unused ?? "resolution",
              level: null,
              withinMs: USUAL_MS,
              calendarId: targets.at(-1)?.calendarId ?? null,
            },
          ])
        }
      >
        {t("sla.addTarget")}
      </Button>
    </>
  );
}
