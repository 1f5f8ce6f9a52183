import { OVERVIEW_FIGURES } from "@circuito/protocol/report-pages";
import { Table, TextButton, TimeChart } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { ChartCard } from "./chart-card.tsx";
import { Course } from "./course.tsx";
import { DifferenceText } from "./difference-text.tsx";
import type { Drill } from "./drill-dialog.tsx";
import { dateLabel, differenceOf, numberOf, numberText } from "./figure-format.ts";
import { FigureLabel } from "./figure-label.tsx";
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
          <ul className="grid grid-cols-2 gap-3 min-[1100px]:grid-cols-4">
            {OVERVIEW_FIGURES.map((id) => {
              const figure = rows[0]?.figures[id];
              const value = numberOf(id, figure, telling);
              const was = before && numberOf(id, earlier.data?.rows[0]?.figures[id], telling);
              const young = figure?.provisional;
              return (
                <li
                  key={id}
                  className="flex min-w-0 flex-col gap-1 rounded-pane border border-line bg-surface p-3 min-[600px]:p-4"
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
      <Course view={view} onDrill={onDrill} />
      <Backlog view={view} />
    </div>
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
