import { HeatMap } from "@circuito/ui";
import { currentLocale, useT } from "../i18n/translate.ts";
import { Course } from "./course.tsx";
import type { Drill } from "./drill-dialog.tsx";
import { numberText } from "./figure-format.ts";
import { addDays, daysOf } from "./period.ts";
import { ReportState } from "./report-state.tsx";
import type { ReportView } from "./use-report-filter.ts";
import { useReport } from "./use-reports.ts";

/** The pattern of a week needs no more, and hours of a year are many rows. */
const DAYS_MAX = 56;

interface VolumeReportProps {
  readonly view: ReportView;
  readonly onDrill: (drill: Drill) => void;
}

/** How much comes in, and when: for whoever plans who is there. */
export function VolumeReport({ view, onDrill }: VolumeReportProps) {
  const t = useT();
  const { filter } = view;
  const from = daysOf(filter) > DAYS_MAX ? addDays(filter.until, 1 - DAYS_MAX) : filter.from;
  // By the hour nothing is kept of each agent and category.
  const { queueId, channel, until } = filter;
  const report = useReport({ from, until, queueId, channel, figures: ["opened"], step: "hour" });
  return (
    <div className="flex flex-col gap-6">
      <Course view={view} onDrill={onDrill} />
      <section
        aria-label={t("report.byHour")}
        className="flex flex-col gap-4 rounded-pane border border-line bg-surface p-4"
      >
        <div className="flex flex-col gap-0.5">
          <h2 className="text-14s">{t("report.byHour")}</h2>
          <p className="text-12 text-fg-2">
            {t(from === filter.from ? "report.byHourText" : "report.byHourLast", {
              count: DAYS_MAX,
            })}
          </p>
        </div>
        <ReportState query={report}>
          {({ rows, timeZone }) => {
            const week = weekOf(rows, timeZone);
            return (
              <HeatMap
                label={t("report.byHour")}
                columns={HOURS.map(String)}
                rows={WEEKDAYS.map((day, n) => ({
                  label: weekdayName(day, "short"),
                  values: week[n] ?? [],
                }))}
                titleOf={(row, hour, value) =>
                  t("report.hourTitle", {
                    day: weekdayName(WEEKDAYS[row] ?? 0, "long"),
                    hour,
                    value: numberText("opened", value),
                  })
                }
              />
            );
          }}
        </ReportState>
      </section>
    </div>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Monday first; 0 is Sunday. */
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 0] as const;
/** A Sunday. */
const SUNDAY = Date.UTC(2026, 10, 1, 12);
const DAY_MS = 24 * 60 * 60_000;

function weekdayName(weekday: number, style: "short" | "long"): string {
  const format = new Intl.DateTimeFormat(currentLocale(), { weekday: style, timeZone: "UTC" });
  return format.format(SUNDAY + weekday * DAY_MS);
}

/** Hours of the period by weekday and hour of the wall; of an hour that comes twice, both together. */
function weekOf(
  rows: readonly {
    readonly at: string | null;
    readonly figures: Readonly<Record<string, { readonly value: number | null }>>;
  }[],
  timeZone: string,
): number[][] {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone, weekday: "short", hour: "2-digit", hourCycle: "h23" },
  });
  const week = WEEKDAYS.map(() => HOURS.map(() => 0));
  for (const { at, figures } of rows) {
    if (at === null) continue;
    const parts = Object.fromEntries(
      format.formatToParts(new Date(at)).map((p) => [p.type, p.value]),
    );
    const day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(parts.weekday ?? "");
    const hours = week[day];
    const hour = Number(parts.hour);
    if (hours) hours[hour] = (hours[hour] ?? 0) + (figures.opened?.value ?? 0);
  }
  return week;
}
