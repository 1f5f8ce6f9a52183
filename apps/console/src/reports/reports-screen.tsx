import { TABLE_PAGES } from "@circuito/protocol/report-pages";
import { Banner, Select } from "@circuito/ui";
import { Link } from "@tanstack/react-router";
import { Clock } from "lucide-react";
import { useEffect, useState } from "react";
import { NotYours } from "../board/not-yours.tsx";
import { type MessageId, useT } from "../i18n/translate.ts";
import { NavigationButton } from "../shell/navigation-button.tsx";
import { PANE_IDS } from "../workspace/panes.ts";
import { useMe } from "../workspace/workspace-context.ts";
import { CircuitReport } from "./circuit-report.tsx";
import { type Drill, DrillDialog } from "./drill-dialog.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { MailButton } from "./mail-button.tsx";
import { OverviewReport } from "./overview-report.tsx";
import { ReportFilters } from "./report-filters.tsx";
import { REPORT_IDS, type ReportId } from "./report-search.ts";
import { TableReport } from "./table-report.tsx";
import { useReportFilter } from "./use-report-filter.ts";
import { useReport } from "./use-reports.ts";
import { VolumeReport } from "./volume-report.tsx";

/** The measures of service: how much, how fast, how well, and how far along the circuit. */
export function ReportsScreen() {
  const { role } = useMe();
  return role === "agent" ? <NotYours /> : <Reports />;
}

function Reports() {
  const t = useT();
  const view = useReportFilter();
  const [drill, setDrill] = useState<Drill>();
  const id = view.search.report ?? "overview";
  const title = t(TITLES[id]);
  useEffect(() => {
    document.title = `${title} · Circuito`;
  }, [title]);
  return (
    <div id={PANE_IDS.list} tabIndex={-1} className="flex h-full bg-canvas outline-none">
      <nav
        aria-label={t("nav.reports")}
        className="hidden w-52 flex-none flex-col gap-0.5 overflow-y-auto border-r border-line bg-surface p-3 min-[1000px]:flex"
      >
        <h2 className="px-2 pt-1 pb-2 text-14s">{t("nav.reports")}</h2>
        {REPORT_IDS.map((one) => (
          <button
            key={one}
            type="button"
            aria-current={one === id ? "page" : undefined}
            onClick={() => view.show({ report: one === "overview" ? undefined : one })}
            className="ring-focus rounded-control px-2 py-1.5 text-left text-13 text-fg-2 hover:bg-hover aria-[current=page]:bg-accent-soft-2 aria-[current=page]:text-fg"
          >
            {t(TITLES[one])}
          </button>
        ))}
        <div className="mt-2 border-line-subtle border-t pt-2">
          <Link
            to="/reports/activity"
            className="ring-focus block rounded-control px-2 py-1.5 text-13 text-fg-2 hover:bg-hover"
          >
            {t("day.title")}
          </Link>
          <Link
            to="/reports/schedules"
            className="ring-focus block rounded-control px-2 py-1.5 text-13 text-fg-2 hover:bg-hover"
          >
            {t("report.schedules")}
          </Link>
        </div>
      </nav>
      <div className="min-w-0 grow overflow-y-auto">
        <div className="mx-auto flex max-w-[1400px] flex-col gap-5 p-4 min-[900px]:p-6">
          <header className="flex flex-wrap items-center gap-2">
            <NavigationButton />
            <h1 className="mr-2 grow text-16">{title}</h1>
            <div className="ml-auto flex items-center gap-2">
              <MailButton search={view.search} />
              <ExportMenu view={view} report={id} />
            </div>
          </header>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2 min-[1000px]:hidden">
            <Select<ReportId>
              label={t("nav.reports")}
              isLabelHidden
              className="min-w-44 grow"
              placeholder={title}
              options={REPORT_IDS.map((one) => ({ id: one, label: t(TITLES[one]) }))}
              value={id}
              onChange={(one) => view.show({ report: one === "overview" ? undefined : one })}
            />
            <Link
              to="/reports/activity"
              className="ring-focus rounded-chip px-1 text-13 text-accent-text hover:underline"
            >
              {t("day.title")}
            </Link>
            <Link
              to="/reports/schedules"
              className="ring-focus rounded-chip px-1 text-13 text-accent-text hover:underline"
            >
              {t("report.schedules")}
            </Link>
          </div>
          <ReportFilters view={view} />
          <NotComplete />
          <Body id={id} view={view} onDrill={setDrill} />
        </div>
      </div>
      {drill && <DrillDialog drill={drill} onClose={() => setDrill(undefined)} />}
    </div>
  );
}

interface BodyProps {
  readonly id: ReportId;
  readonly view: ReturnType<typeof useReportFilter>;
  readonly onDrill: (drill: Drill) => void;
}

function Body({ id, view, onDrill }: BodyProps) {
  switch (id) {
    case "overview":
      return <OverviewReport view={view} onDrill={onDrill} />;
    case "volume":
      return <VolumeReport view={view} onDrill={onDrill} />;
    case "circuit":
      return <CircuitReport view={view} onDrill={onDrill} />;
    case "times":
    case "sla":
    case "satisfaction":
    case "queues":
    case "agents":
    case "channels":
    case "categories":
    case "directing":
      return <TableReport key={id} page={TABLE_PAGES[id]} view={view} onDrill={onDrill} />;
  }
}

/** Says that what happened before is still being measured. */
function NotComplete() {
  const t = useT();
  const { filter } = useReportFilter();
  const { data } = useReport({ from: filter.until, until: filter.until, figures: ["opened"] });
  if (!data || data.isComplete) return null;
  return (
    <Banner tone="info" icon={<Clock />}>
      {t("report.notComplete")}
    </Banner>
  );
}

const TITLES: Readonly<Record<ReportId, MessageId>> = {
  overview: "report.overview",
  volume: "report.volume",
  times: "report.times",
  sla: "report.sla",
  circuit: "report.circuit",
  satisfaction: "report.satisfaction",
  queues: "report.queues",
  agents: "report.agents",
  channels: "report.channels",
  categories: "report.categories",
  directing: "report.directing",
};
