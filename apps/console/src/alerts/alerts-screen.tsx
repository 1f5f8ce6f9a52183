import type { AlertView } from "@circuito/protocol";
import { Button, Chip, EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { BellRing, Plus } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { readingText, standingOf } from "./alert-words.ts";
import { useAlerts } from "./alerts-api.ts";
import { NoMail } from "./no-mail.tsx";

/** Alerts: what is watched, how it stands, and who hears of it. */
export function AlertsScreen() {
  const t = useT();
  const router = useRouter();
  const alerts = useAlerts();
  const open = (id: string) => void router.navigate({ href: `/settings/alerts/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => open("new")}>
      {t("alerts.add")}
    </Button>
  );
  const columns: readonly TableColumn<AlertView>[] = [
    {
      id: "name",
      label: t("alerts.name"),
      isRowHeader: true,
      cell: (alert) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium wrap-anywhere">{alert.name}</span>
          <span className="line-clamp-2 text-12 text-fg-2">{readingText(alert)}</span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("alerts.stateLabel"),
      cell: (alert) => {
        const { text, tone } = standingOf(alert);
        return <Chip tone={tone}>{text}</Chip>;
      },
    },
    {
      id: "kind",
      label: t("alerts.kindLabel"),
      isSecondary: true,
      cell: ({ condition }) => t(`alerts.kind.${condition.kind}`),
    },
    {
      id: "targets",
      label: t("alerts.targets"),
      isSecondary: true,
      align: "end",
      cell: ({ targets }) => targets.length,
    },
    {
      id: "fired",
      label: t("alerts.firedAt"),
      isSecondary: true,
      cell: ({ standing }) => (
        <span className="whitespace-nowrap tabular-nums">
          {standing.firedAt === null ? t("alerts.never") : fullTime(standing.firedAt)}
        </span>
      ),
    },
  ];
  return (
    <SettingsPage title={t("alerts.title")} intro={t("alerts.intro")} actions={add}>
      <NoMail />
      <Loaded query={alerts} label={t("alerts.loading")}>
        {(items) => (
          <Table
            label={t("alerts.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<BellRing />} title={t("alerts.empty")} action={add}>
                {t("alerts.emptyText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
