import type { FigureId } from "@circuito/protocol/figure-text";
import type { TablePage } from "@circuito/protocol/report-pages";
import { EmptyState, Table, TextButton } from "@circuito/ui";
import { ChartColumn } from "lucide-react";
import type { ReportFilter } from "../api/reports.ts";
import { channelTitle, levelName } from "../i18n/labels.ts";
import { type MessageId, type Translate, useT } from "../i18n/translate.ts";
import { DifferenceText } from "./difference-text.tsx";
import type { Drill } from "./drill-dialog.tsx";
import { differenceOf, figureName, numberOf, numberText } from "./figure-format.ts";
import { FigureLabel } from "./figure-label.tsx";
import { ReportState } from "./report-state.tsx";
import type { ReportView } from "./use-report-filter.ts";
import { useReport } from "./use-reports.ts";

interface TableReportProps {
  readonly page: TablePage;
  readonly view: ReportView;
  readonly onDrill: (drill: Drill) => void;
}

/** Figures side by side for each queue, agent, channel, … and for all of them together. */
export function TableReport({ page, view, onDrill }: TableReportProps) {
  const t = useT();
  const { filter, before, telling } = view;
  // Agents and categories are not added up with each other: what is narrowed is told apart by queue.
  const by = isKeyed(page.by) && isNarrowed(page.by, filter) ? "queue" : page.by;
  const { figures } = page;
  const report = useReport({ ...filter, figures, by });
  const whole = useReport({ ...filter, figures });
  const earlier = useReport(before && { ...before, figures, by });
  const earlierWhole = useReport(before && { ...before, figures });
  return (
    <ReportState query={report}>
      {({ rows }) => {
        const lines = [
          ...rows.map((row) => ({ ...row, id: row.key ?? "none" })),
          ...(whole.data?.rows ?? []).map((row) => ({ ...row, id: WHOLE })),
        ];
        const nameOf = (row: (typeof lines)[number]) =>
          row.id === WHOLE ? t("report.whole") : (row.name ?? keyName(by, row.key, t));
        return (
          <div className="flex flex-col gap-3">
            <Table
              label={t(HEADS[by])}
              className="bg-surface"
              nameOf={nameOf}
              rows={rows.length === 0 ? [] : lines}
              emptyState={<Empty />}
              columns={[
                {
                  id: "name",
                  label: t(HEADS[by]),
                  isRowHeader: true,
                  cell: (row) => (
                    <span className={row.id === WHOLE ? "font-medium" : undefined}>
                      {nameOf(row)}
                    </span>
                  ),
                },
                ...figures.map((id) => ({
                  id,
                  label: figureName(id),
                  align: "end" as const,
                  cell: (row: (typeof lines)[number]) => (
                    <Cell
                      id={id}
                      value={numberOf(id, row.figures[id], telling)}
                      before={
                        before &&
                        numberOf(
                          id,
                          (row.id === WHOLE
                            ? earlierWhole.data?.rows[0]
                            : earlier.data?.rows.find(({ key }) => key === row.key)
                          )?.figures[id],
                          telling,
                        )
                      }
                      onDrill={() =>
                        onDrill({
                          of: id,
                          filter: row.id === WHOLE ? filter : narrowTo(filter, by, row.key),
                          about: nameOf(row),
                        })
                      }
                    />
                  ),
                })),
              ]}
            />
            <Definitions figures={figures} />
          </div>
        );
      }}
    </ReportState>
  );
}

const WHOLE = "whole";

const isKeyed = (by: TablePage["by"]) => by === "agent" || by === "category";
const isNarrowed = (by: TablePage["by"], filter: ReportFilter) =>
  by === "agent" ? filter.categoryId !== undefined : filter.agentId !== undefined;

interface CellProps {
  readonly id: FigureId;
  readonly value: number | null;
  readonly before: number | null | undefined;
  readonly onDrill: () => void;
}

function Cell({ id, value, before, onDrill }: CellProps) {
  const text = numberText(id, value);
  return (
    <span className="flex flex-col items-end">
      {value === null ? (
        <span className="text-fg-3">{text}</span>
      ) : (
        <TextButton onPress={onDrill}>{text}</TextButton>
      )}
      {before !== undefined && <DifferenceText difference={differenceOf(id, value, before)} />}
    </span>
  );
}

/** What each column means, below the table that says it. */
function Definitions({ figures }: { readonly figures: readonly FigureId[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-fg-2">
      {figures.map((id) => (
        <li key={id}>
          <FigureLabel id={id} />
        </li>
      ))}
    </ul>
  );
}

function Empty() {
  const t = useT();
  return (
    <EmptyState icon={<ChartColumn />} title={t("report.empty")}>
      {t("report.emptyText")}
    </EmptyState>
  );
}

const HEADS: Readonly<Record<TablePage["by"], MessageId>> = {
  channel: "report.channel",
  inbox: "report.inbox",
  queue: "report.queue",
  level: "report.level",
  agent: "report.agent",
  category: "report.category",
  segment: "report.segment",
};

function keyName(by: TablePage["by"], key: string | null, t: Translate): string {
  if (key === null) return t("report.none");
  if (by === "channel") return channelTitle(key);
  return by === "level" ? levelName(Number(key)) : t("report.gone");
}

function narrowTo(filter: ReportFilter, by: TablePage["by"], key: string | null): ReportFilter {
  if (key === null) return filter;
  switch (by) {
    case "queue":
      return { ...filter, queueId: key };
    case "agent":
      return { ...filter, agentId: key };
    case "category":
      return { ...filter, categoryId: key };
    case "channel":
      return { ...filter, channel: key };
    case "level":
      return { ...filter, level: Number(key) };
    case "inbox":
    case "segment":
      return filter;
  }
}
