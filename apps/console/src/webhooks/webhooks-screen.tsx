import type { WebhookView } from "@circuito/protocol";
import { Button, Chip, EmptyState, Table, type TableColumn } from "@circuito/ui";
import { useRouter } from "@tanstack/react-router";
import { Plus, Webhook } from "lucide-react";
import { fullTime } from "../i18n/format.ts";
import { useT } from "../i18n/translate.ts";
import { Loaded } from "../settings/loaded.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { standingOf, successText } from "./webhook-words.ts";
import { useWebhooks } from "./webhooks-api.ts";

/** Webhooks: programs outside that are told of what happens, and how that goes. */
export function WebhooksScreen() {
  const t = useT();
  const router = useRouter();
  const webhooks = useWebhooks();
  const open = (id: string) => void router.navigate({ href: `/settings/webhooks/${id}` });
  const add = (
    <Button variant="primary" icon={<Plus />} onPress={() => open("new")}>
      {t("webhooks.add")}
    </Button>
  );
  const columns: readonly TableColumn<WebhookView>[] = [
    {
      id: "name",
      label: t("webhooks.name"),
      isRowHeader: true,
      cell: ({ name, url }) => (
        <span className="flex min-w-0 flex-col">
          <span className="font-medium wrap-anywhere">{name}</span>
          <span className="line-clamp-1 text-12 break-all text-fg-3">{url}</span>
        </span>
      ),
    },
    {
      id: "state",
      label: t("webhooks.state"),
      cell: (webhook) => {
        const { text, tone } = standingOf(webhook);
        return <Chip tone={tone}>{text}</Chip>;
      },
    },
    {
      id: "success",
      label: t("webhooks.successLabel"),
      cell: ({ health }) => (
        <span className="flex flex-col">
          <span className="tabular-nums">{successText(health)}</span>
          {(health.waiting > 0 || health.failed > 0) && (
            <span className="text-12 text-fg-2 tabular-nums">
              {[
                health.waiting > 0 && t("webhooks.waiting", { count: health.waiting }),
                health.failed > 0 && t("webhooks.failed", { count: health.failed }),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          )}
        </span>
      ),
    },
    {
      id: "events",
      label: t("webhooks.events"),
      isSecondary: true,
      align: "end",
      cell: ({ events }) => events.length,
    },
    {
      id: "last",
      label: t("webhooks.last"),
      isSecondary: true,
      cell: ({ health }) => (
        <span className="whitespace-nowrap tabular-nums">
          {health.lastDeliveredAt === null ? t("webhooks.never") : fullTime(health.lastDeliveredAt)}
        </span>
      ),
    },
  ];
  return (
    <SettingsPage title={t("webhooks.title")} intro={t("webhooks.intro")} actions={add}>
      <Loaded query={webhooks} label={t("webhooks.loading")}>
        {(items) => (
          <Table
            label={t("webhooks.title")}
            columns={columns}
            rows={items}
            nameOf={({ name }) => name}
            onOpen={open}
            emptyState={
              <EmptyState icon={<Webhook />} title={t("webhooks.empty")} action={add}>
                {t("webhooks.emptyText")}
              </EmptyState>
            }
          />
        )}
      </Loaded>
    </SettingsPage>
  );
}
