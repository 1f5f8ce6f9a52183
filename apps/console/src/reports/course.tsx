import { Table, TextButton, TimeChart, type TimePoint } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { ChartCard } from "./chart-card.tsx";
import type { Drill } from "./drill-dialog.tsx";
import { dateLabel, figureName, numberText } from "./figure-format.ts";
import { addDays, daysOf, stepFor, stretchOf } from "./period.ts";
import { ReportState } from "./report-state.tsx";
import type { ReportView } from "./use-report-filter.ts";
import { useReport } from "./use-reports.ts";

interface CourseProps {
  readonly view: ReportView;
  readonly onDrill: (drill: Drill) => void;
}

/** Conversations over time, with the period before at the same distance. */
export function Course({ view, onDrill }: CourseProps) {
  const t = useT();
  const { filter, before } = view;
  const step = stepFor(filter);
  const figures = ["opened", "resolved", "inbound", "replies"] as const;
  const report = useReport({ ...filter, figures, step });
  const earlier = useReport(before && { ...before, figures, step });
  return (
    <ReportState query={report}>
      {({ rows }) => {
        const value = (at: string) => rows.find((row) => row.at === at)?.figures.opened?.value ?? 0;
        const shift = before ? daysOf(filter) : 0;
        const was = (at: string) =>
          before &&
          (earlier.data?.rows.find((row) => row.at === addDays(at, -shift))?.figures.opened
            ?.value ??
            0);
        const dates =
          step === "day" ? datesOf(filter.from, filter.until) : rows.map(({ at }) => at ?? "");
        const points = dates.map((at): TimePoint => {
          const text = numberText("opened", value(at));
          const earlierValue = step === "day" ? was(at) : undefined;
          return {
            id: at,
            label: dateLabel(at),
            value: value(at),
            before: earlierValue,
            title:
              earlierValue === undefined
                ? `${dateLabel(at)}: ${text}`
                : `${dateLabel(at)}: ${text} (${t("report.beforeWas", { value: numberText("opened", earlierValue) })})`,
          };
        });
        const drill = (of: (typeof figures)[number], at: string) =>
          onDrill({
            of,
            filter: { ...filter, ...stretchOf(at, step, filter) },
            about: dateLabel(at),
          });
        return (
          <ChartCard
            title={t(
              step === "day"
                ? "report.perDay"
                : step === "week"
                  ? "report.perWeek"
                  : "report.perMonth",
            )}
            chart={
              <TimeChart
                label={t("report.courseLabel", {
                  sum: points.reduce((sum, one) => sum + (one.value ?? 0), 0),
                })}
                points={points}
                format={(number) => numberText("opened", number)}
                onPress={(at) => drill("opened", at)}
              />
            }
            table={
              <Table
                label={figureName("opened")}
                rows={rows.map((row) => ({ ...row, id: row.at ?? "" }))}
                nameOf={({ at }) => at ?? ""}
                columns={[
                  {
                    id: "at",
                    label: t("report.date"),
                    isRowHeader: true,
                    cell: ({ at }) => dateLabel(at ?? ""),
                  },
                  ...figures.map((id) => ({
                    id,
                    label: figureName(id),
                    align: "end" as const,
                    cell: (row: (typeof rows)[number]) => (
                      <TextButton onPress={() => drill(id, row.at ?? filter.from)}>
                        {numberText(id, row.figures[id]?.value ?? null)}
                      </TextButton>
                    ),
                  })),
                ]}
              />
            }
          />
        );
      }}
    </ReportState>
  );
}

function datesOf(from: string, until: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) dates.push(date);
  return dates;
}
