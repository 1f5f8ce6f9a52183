import type { ReportScheduleView } from "@circuito/protocol";
import { Button, Chip, EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { MailPlus, Plus } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { MailMissing } from "./mail-missing.tsx";
import { nextText, otherZone, rhythmText, standingOf } from "./schedule-words.ts";
import { useSchedules } from "./schedules-api.ts";
import { useNarrowedText } from "./use-narrowed-text.ts";

/** Reports that are sent by mail: which, how often, and when next. */
export function SchedulesScreen() {
  const t = useT();
  const router = useRouter();
  const schedules = useSchedules();
  const narrowedText = useNarrowedText();
  const open = (id: string) => void router.navigate({ href: `/reports/schedules/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => open("new")}>
      {t("reportSchedules.add")}
    </Button>
  );
  const columns: readonly TableColumn<ReportScheduleView>[] = [
    {
      id: "name",
      label: t("reportSchedules.name"),
      isRowHeader: true,
      cell: (schedule) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium wrap-anywhere">{schedule.name}</span>
          <span className="text-12 text-fg-2">{rhythmText(schedule.rhythm)}</span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("reportSchedules.stateLabel"),
      cell: (schedule) => {
        const { text, tone } = standingOf(schedule);
        return <Chip tone={tone}>{text}</Chip>;
      },
    },
    {
      id: "report",
      label: t("reportSchedules.report"),
      isSecondary: true,
      cell: ({ report }) => (
        <span className="flex min-w-0 flex-col">
          <span>{t(`report.${report.id}`)}</span>
          <span className="line-clamp-2 text-12 text-fg-2">{narrowedText(report.filter)}</span>
        </span>
      ),
    },
    {
      id: "addresses",
      label: t("reportSchedules.addresses"),
      isSecondary: true,
      align: "end",
      cell: ({ addresses }) => addresses.length,
    },
    {
      id: "next",
      label: t("reportSchedules.next"),
      isSecondary: true,
      cell: (schedule) => (
        <span className="flex flex-col whitespace-nowrap tabular-nums">
          {nextText(schedule)}
          {schedule.nextAt !== null && (
            <span className="text-12 text-fg-2">{otherZone(schedule)}</span>
          )}
        </span>
      ),
    },
  ];
  return (
    <SettingsPage
      title={t("reportSchedules.title")}
      intro={t("reportSchedules.intro")}
      back="/reports"
      openTo="supervisor"
      actions={add}
    >
      <MailMissing />
      <Loaded query={schedules} label={t("reportSchedules.loading")}>
        {(items) => (
          <Table
            label={t("reportSchedules.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<MailPlus />} title={t("reportSchedules.empty")} action={add}>
                {t("reportSchedules.emptyText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
