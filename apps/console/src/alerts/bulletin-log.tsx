import type { BulletinView } from "@circuito/protocol";
import { EmptyState, Table, type TableColumn } from "@circuito/ui";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { useAlertBulletins } from "./alerts-api.ts";
import { Outcome } from "./outcome.tsx";

/** What an alert told lately, to whom, and how that ended. */
export function BulletinLog({ alertId }: { readonly alertId: string }) {
  const t = useT();
  const bulletins = useAlertBulletins(alertId);
  const columns: readonly TableColumn<BulletinView>[] = [
    {
      id: "what",
      label: t("alerts.told"),
      isRowHeader: true,
      cell: ({ tells, to }) => (
        <span className="flex min-w-0 flex-col">
          <span>{t(tells === "over" ? "alerts.tells.over" : "alerts.tells.fired")}</span>
          <span className="text-12 text-fg-2 wrap-anywhere">{to ?? t("alerts.targetGone")}</span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("alerts.outcome"),
      cell: (bulletin) => <Outcome told={bulletin} />,
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
    <Loaded query={bulletins} label={t("alerts.loading")}>
      {(items) => (
        <Table
          label={t("alerts.log")}
          columns={columns}
          rows={items}
          nameOf={({ to }) => to ?? ""}
          emptyState={<EmptyState title={t("alerts.logEmpty")} />}
        />
      )}
    </Loaded>
  );
}
