import { Button, EmptyState, Menu } from "@circuito/ui";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { CalendarClock, ChevronLeft, Download } from "lucide-react";
import { useEffect } from "react";
import { currentLocale, useT } from "../../i18n/translate.ts";
import { NavigationButton } from "../../shell/navigation-button.tsx";
import { PANE_IDS } from "../../workspace/panes.ts";
import { serverNow } from "../../workspace/server-now.ts";
import { useMe, useWorkspace } from "../../workspace/workspace-context.ts";
import { localToday } from "../period.ts";
import { ReportState } from "../report-state.tsx";
import { ActList } from "./act-list.tsx";
import { type ActivityAsked, activityFileHref, useActivityReport } from "./activity-api.ts";
import { ActivityFilters } from "./activity-filters.tsx";
import { type ActivitySearch, readActivitySearch } from "./activity-search.ts";
import { DayCard } from "./day-card.tsx";
import { DaySums } from "./day-sums.tsx";

/** A day of a team or of one person: in which state they were when, and what they did. */
export function ActivityScreen() {
  const t = useT();
  const me = useMe();
  const navigate = useNavigate();
  const { live } = useWorkspace();
  const search = readActivitySearch(useSearch({ strict: false }) as Record<string, unknown>);
  const today = localToday(Date.parse(serverNow(live.getState())));
  const isOwn = me.role === "agent";
  const asked: ActivityAsked = {
    date: search.date ?? today,
    queueId: isOwn ? undefined : search.queue,
    agentId: isOwn ? me.id : search.agent,
  };
  const report = useActivityReport(asked);
  const title = t(isOwn ? "day.own" : "day.title");
  useEffect(() => {
    document.title = `${title} · Circuito`;
  }, [title]);

  function show(change: { [K in keyof ActivitySearch]?: ActivitySearch[K] | undefined }): void {
    const next = readActivitySearch({ ...search, ...change });
    const { date, ...rest } = next;
    const isToday = date === undefined || date === today;
    void navigate({
      to: "/reports/activity",
      search: isToday ? rest : next,
      replace: change.agent === undefined,
    });
  }

  return (
    <div id={PANE_IDS.list} tabIndex={-1} className="h-full overflow-y-auto bg-canvas outline-none">
      <div className="mx-auto flex max-w-[1400px] flex-col gap-5 p-4 min-[900px]:p-6">
        <header className="flex flex-wrap items-center gap-2">
          <NavigationButton />
          {!isOwn && (
            <Button
              variant="ghost"
              size="small"
              icon={<ChevronLeft />}
              onPress={() =>
                search.agent === undefined
                  ? void navigate({ to: "/reports", search: { report: "agents" } })
                  : show({ agent: undefined })
              }
            >
              {search.agent === undefined ? t("nav.reports") : t("day.team")}
            </Button>
          )}
          <h1 className="mr-2 grow text-16">{title}</h1>
          <FileMenu asked={asked} />
        </header>
        <ActivityFilters search={search} date={asked.date} today={today} onShow={show} />
        <ReportState query={report}>
          {(day) =>
            day.agents.length === 0 ? (
              <EmptyState icon={<CalendarClock />} title={t("day.nobody")}>
                {t("day.nobodyText")}
              </EmptyState>
            ) : (
              <div className="flex flex-col gap-5">
                {asked.agentId !== undefined && day.agents[0] && <DaySums day={day.agents[0]} />}
                <DayCard
                  day={day}
                  onOpen={asked.agentId === undefined ? (agent) => show({ agent }) : undefined}
                />
                {day.acts !== null && <ActList day={day} />}
              </div>
            )
          }
        </ReportState>
      </div>
    </div>
  );
}

function FileMenu({ asked }: { readonly asked: ActivityAsked }) {
  const t = useT();
  return (
    <Menu
      label={t("report.export")}
      entries={[
        { kind: "item", id: "csv", label: "CSV" },
        { kind: "item", id: "xlsx", label: "XLSX" },
      ]}
      // Files are links that the browser follows; the router knows no such page.
      onAction={(format) =>
        location.assign(
          activityFileHref(asked, {
            format: format === "xlsx" ? "xlsx" : "csv",
            language: currentLocale(),
          }),
        )
      }
      trigger={<Button icon={<Download />}>{t("report.export")}</Button>}
    />
  );
}
