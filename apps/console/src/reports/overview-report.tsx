import { Table, TextButton, TimeChart, type TimePoint } from "@circuito/ui";
import { type ReactNode, useState } from "react";
import { t as translate, useT } from "../i18n/translate.ts";
import { DifferenceText } from "./difference-text.tsx";
import type { Drill } from "./drill-dialog.tsx";
import { differenceOf, figureName, numberOf, numberText } from "./figure-format.ts";
import { FigureLabel } from "./figure-label.tsx";
import { addDays, daysOf, stepFor } from "./period.ts";
import { OVERVIEW_FIGURES } from "./report-pages.ts";
import { ReportState } from "./report-state.tsx";
import type { ReportView } from "./use-report-filter.ts";
import { useBacklog, useReport } from "./use-reports.ts";

interface OverviewReportProps {
  readonly view: ReportView;
  readonly onDrill: (drill: Drill) => void;
}

/** How things went: the figures that matter most, and their course. */
export function OverviewReport({ view, onDrill }: OverviewReportProps) {
  const t = useT();
  const { filter, before, telling } = view;
  const whole = useReport({ ...filter, figures: OVERVIEW_FIGURES });
  const earlier = useReport(before && { ...before, figures: OVERVIEW_FIGURES });
  return (
    <div className="flex flex-col gap-6">
      <ReportState query={whole}>
        {({ rows }) => (
          <ul className="grid grid-cols-1 gap-3 min-[420px]:grid-cols-2 min-[1100px]:grid-cols-4">
            {OVERVIEW_FIGURES.map((id) => {
              const figure = rows[0]?.figures[id];
              const value = numberOf(id, figure, telling);
              const was = before && numberOf(id, earlier.data?.rows[0]?.figures[id], telling);
              const young = figure?.provisional;
              return (
                <li
                  key={id}
                  className="flex flex-col gap-1 rounded-pane border border-line bg-surface p-4"
                >
                  <span className="flex text-12 text-fg-2">
                    <FigureLabel id={id} />
                  </span>
                  <span className="flex flex-wrap items-baseline gap-x-2">
                    {value === null ? (
                      <span className="text-28 text-fg-3">–</span>
                    ) : (
                      <TextButton
                        onPress={() => onDrill({ of: id, filter, about: t("report.whole") })}
                        className="text-28 tabular-nums"
                      >
                        {numberText(id, value)}
                      </TextButton>
                    )}
                    {was !== undefined && (
                      <DifferenceText difference={differenceOf(id, value, was)} />
                    )}
                  </span>
                  <span className="text-12 text-fg-3">
                    {young !== undefined && young.of > 0
                      ? t("report.provisional", {
                          value: numberText(id, young.value),
                          count: young.of,
                        })
                      : figure !== undefined && t("report.of", { count: figure.of })}
                  </span>
                </li>
              );
            })}
          </ul>
        )}
      </ReportState>
      <Course view={view} />
      <Backlog view={view} />
    </div>
  );
}

/** Conversations over time, with the period before at the same distance. */
export function Course({ view }: { readonly view: ReportView }) {
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
                    cell: (row: (typeof rows)[number]) =>
                      numberText(id, row.figures[id]?.value ?? null),
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

/** How many were open at each day's end. Conversations move between queues: told of all, or a channel. */
function Backlog({ view }: { readonly view: ReportView }) {
  const t = useT();
  const { filter } = view;
  const backlog = useBacklog(filter);
  if (filter.queueId ?? filter.agentId ?? filter.categoryId) return null;
  return (
    <ReportState query={backlog}>
      {({ days }) => (
        <ChartCard
          title={t("report.backlog")}
          chart={
            <TimeChart
              label={t("report.backlogLabel", { count: days.at(-1)?.open ?? 0 })}
              points={days.map(({ date, open }) => ({
                id: date,
                label: dateLabel(date),
                value: open,
                title: `${dateLabel(date)}: ${numberText("opened", open)}`,
              }))}
              format={(number) => numberText("opened", number)}
            />
          }
          table={
            <Table
              label={t("report.backlog")}
              rows={days.map((day) => ({ ...day, id: day.date }))}
              nameOf={({ date }) => date}
              columns={[
                {
                  id: "at",
                  label: t("report.date"),
                  isRowHeader: true,
                  cell: ({ date }) => dateLabel(date),
                },
                {
                  id: "open",
                  label: t("report.open"),
                  align: "end",
                  cell: ({ open }) => numberText("opened", open),
                },
              ]}
            />
          }
        />
      )}
    </ReportState>
  );
}

interface ChartCardProps {
  readonly title: string;
  readonly chart: ReactNode;
  readonly table: ReactNode;
}

/** A chart, and the same as a table for whoever wants the numbers. */
export function ChartCard({ title, chart, table }: ChartCardProps) {
  const t = useT();
  const [isTable, setTable] = useState(false);
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-4 rounded-pane border border-line bg-surface p-4"
    >
      <div className="flex items-center gap-2">
        <h2 className="grow text-14s">{title}</h2>
        <button
          type="button"
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
          className="ring-focus rounded-control px-2 py-1 text-12 text-fg-2 hover:bg-hover"
        >
          {t(isTable ? "report.asChart" : "report.asTable")}
        </button>
      </div>
      {isTable ? <div className="max-h-96 overflow-y-auto">{table}</div> : chart}
    </section>
  );
}

function datesOf(from: string, until: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** "12/03": the year is in the filter. */
function dateLabel(date: string): string {
  const [, month = "", day = ""] = date.split("-");
  return translate("report.dayMonth", { day, month });
}
