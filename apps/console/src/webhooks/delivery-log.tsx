import type { WebhookDeliveryView, WebhookView } from "@circuito/protocol";
import {
  Button,
  Chip,
  EmptyState,
  ErrorState,
  SegmentedControl,
  SkeletonRows,
  Table,
  type TableColumn,
} from "@circuito/ui";
import { RotateCw, Webhook } from "lucide-react";
import { useMemo, useState } from "react";
import { exactTime } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";
import { adminErrorText } from "../settings/admin-error.ts";
import { technicalText } from "../verbs/problem-text.ts";
import { useWorkspace } from "../workspace/workspace-context.ts";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { attemptText, deliveryChip, eventText, successText } from "./webhook-words.ts";
import { type DeliveryState, useDeliveries, webhooksApi } from "./webhooks-api.ts";

const FILTERS = ["all", "waiting", "failed", "delivered"] as const;
type Filter = (typeof FILTERS)[number];

/** What one was told, newest first: opened, it shows what was sent and what came back. */
export function DeliveryLog({ webhook }: { readonly webhook: WebhookView }) {
  const t = useT();
  const [filter, setFilter] = useState<Filter>("all");
  const [openId, setOpenId] = useState<string>();
  const state: DeliveryState | undefined = filter === "all" ? undefined : filter;
  const deliveries = useDeliveries(webhook.id, state);
  const rows = useMemo(
    () => (deliveries.data?.pages ?? []).flatMap(({ items }) => items),
    [deliveries.data],
  );
  const columns = useMemo(() => columnsOf(t), [t]);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SegmentedControl
          label={t("webhooks.filter")}
          segments={FILTERS.map((id) => ({ id, label: t(`webhooks.filter.${id}`) }))}
          value={filter}
          onChange={setFilter}
        />
        <p className="text-12 text-fg-2 tabular-nums">{successText(webhook.health)}</p>
        <RedeliverFailed webhook={webhook} />
      </div>
      {deliveries.isPending ? (
        <SkeletonRows rows={6} label={t("webhooks.loadingLog")} />
      ) : deliveries.isError && rows.length === 0 ? (
        <ErrorState
          title={adminErrorText(deliveries.error)}
          retryLabel={t("action.retry")}
          onRetry={() => void deliveries.refetch()}
          isRetrying={deliveries.isFetching}
          technical={{ label: t("problem.technical"), text: technicalText(deliveries.error) }}
        />
      ) : (
        <Table
          label={t("webhooks.log")}
          columns={columns}
          rows={rows}
          nameOf={({ event }) => eventText(event)}
          onOpen={setOpenId}
          emptyState={
            <EmptyState
              icon={<Webhook />}
              title={t(filter === "all" ? "webhooks.logEmpty" : "webhooks.logEmptyFiltered")}
            >
              {filter === "all" && t("webhooks.logEmptyText")}
            </EmptyState>
          }
        />
      )}
      {deliveries.hasNextPage && (
        <Button
          className="self-center"
          isPending={deliveries.isFetchingNextPage}
          onPress={() => void deliveries.fetchNextPage()}
        >
          {t("webhooks.moreLog")}
        </Button>
      )}
      <p className="text-12 text-fg-3">{t("webhooks.logKept")}</p>
      <DeliveryDrawer webhook={webhook} deliveryId={openId} onClose={() => setOpenId(undefined)} />
    </>
  );
}

/** Shown where there is something to send again, and somebody to send it to. */
function RedeliverFailed({ webhook }: { readonly webhook: WebhookView }) {
  const t = useT();
  const { queries, toasts } = useWorkspace();
  const [isPending, setPending] = useState(false);
  if (webhook.health.failed === 0 || webhook.off !== null) return null;
  const redeliver = async () => {
    setPending(true);
    try {
      const { count } = await webhooksApi.redeliverFailed(webhook.id);
      toasts.add({ text: t("webhooks.redelivered", { count }), tone: "ok" });
    } catch (error) {
      toasts.add({ text: adminErrorText(error), tone: "danger" });
    }
    setPending(false);
    await queries.invalidateQueries({ queryKey: ["webhook-deliveries", webhook.id] });
    await queries.invalidateQueries({ queryKey: ["webhooks"] });
  };
  return (
    <Button
      className="ml-auto"
      icon={<RotateCw />}
      isPending={isPending}
      onPress={() => void redeliver()}
    >
      {t("webhooks.redeliverFailed", { count: webhook.health.failed })}
    </Button>
  );
}

function columnsOf(t: Translate): readonly TableColumn<WebhookDeliveryView>[] {
  return [
    {
      id: "event",
      label: t("webhooks.eventLabel"),
      isRowHeader: true,
      cell: ({ event }) => eventText(event),
    },
    {
      id: "state",
      label: t("webhooks.state"),
      cell: (delivery) => {
        const { text, tone } = deliveryChip(delivery);
        return <Chip tone={tone}>{text}</Chip>;
      },
    },
    {
      id: "answer",
      label: t("webhooks.answerLabel"),
      cell: ({ last }) => (
        <span className="text-fg-2 tabular-nums">{last === null ? "–" : attemptText(last)}</span>
      ),
    },
    {
      id: "attempts",
      label: t("webhooks.attempts"),
      isSecondary: true,
      align: "end",
      cell: ({ attempts }) => attempts,
    },
    {
      id: "at",
      label: t("webhooks.at"),
      isSecondary: true,
      cell: ({ createdAt }) => (
        <span className="whitespace-nowrap tabular-nums">{exactTime(createdAt)}</span>
      ),
    },
  ];
}
