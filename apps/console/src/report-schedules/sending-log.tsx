import type { ReportSendingView } from "@circuito/protocol";
import { EmptyState, Table, type TableColumn } from "@circuito/ui";
import { Outcome } from "../alerts/outcome.tsx";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { periodText } from "./schedule-words.ts";
import { useSendings } from "./schedules-api.ts";

/** What was sent lately, to whom, and how that ended. */
export function SendingLog({ scheduleId }: { readonly scheduleId: string }) {
  const t = useT();
  const sendings = useSendings(scheduleId);
  const columns: readonly TableColumn<ReportSendingView>[] = [
    {
      id: "period",
      label: t("report.period"),
      isRowHeader: true,
      cell: (sending) => (
        <span className="flex min-w-0 flex-col">
          <span className="tabular-nums">{periodText(sending)}</span>
          <span className="text-12 text-fg-2 wrap-anywhere">
            {sending.to ?? t("alerts.targetGone")}
          </span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("alerts.outcome"),
      cell: (sending) => <Outcome told={sending} />,
    },
    {
      id: "at",
      label: t("alerts.at"),
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap tabular-nums">{fullTime(createdAt)}</span>
      ),
    },
  ];
  return (
    <Loaded query={sendings} label={t("reportSchedules.loading")}>
      {(items) => (
        <Table
          label={t("reportSchedules.log")}
          columns={columns}
          rows={items}
          nameOf={(sending) => `${periodText(sending)}, ${sending.to ?? ""}`}
          emptyState={<EmptyState title={t("reportSchedules.logEmpty")} />}
        />
      )}
    </Loaded>
  );
}
