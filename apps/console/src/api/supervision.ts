import type {
  AnnounceBody,
  AnnouncementView,
  BoardMinuteView,
  BoardSettings,
  FailedJobView,
  InboundFailures,
  JobActResult,
  JobFailures,
  LedgerActResult,
  LedgerRowView,
  OutboundFailures,
  PayloadView,
  RedeliverResult,
  ReleaseTrialView,
  SettleResult,
  TroubledSendView,
  WebhookDeliveryView,
  WebhookFailureGroup,
  WebhookFailures,
} from "@circuito/protocol";
import type { ConversationPage, Destination } from "./client.ts";
import { request } from "./request.ts";

interface ListOf<T> {
  readonly items: T[];
  readonly nextCursor: string | null;
}

export type JobName = Pick<FailedJobView, "kind" | "id">;
export type SettleHow = "arrived" | "again" | "discarded";

/** As many as are looked at by eye at once. */
const PAGE = 50;
/** The list of promises at risk: more than these are not "next". */
const AT_RISK_PAGE = 30;

const row = (id: string, verb: string) => `/ledger/${encodeURIComponent(id)}/${verb}`;

/** The routes that only supervisors' screens use, and what supervisors tell people. */
export const supervisionApi = {
  listMinutes: () => request<{ items: BoardMinuteView[] }>("GET", "/board/minutes"),
  getBoardSettings: () => request<BoardSettings>("GET", "/settings/board"),
  setBoardSettings: (body: BoardSettings) =>
    request<BoardSettings>("PUT", "/settings/board", { body }),

  listAnnouncements: () => request<{ items: AnnouncementView[] }>("GET", "/announcements"),
  readAnnouncements: (ids: readonly string[]) =>
    request<object>("POST", "/announcements/read", { body: { ids } }),
  announce: (body: AnnounceBody) =>
    request<{ readers: number }>("POST", "/announcements", { body }),

  nextBreaches: (queueId: string | undefined, signal: AbortSignal) =>
    request<ConversationPage>("GET", "/conversations", {
      query: { status: "open", order: "next-breach", queueId, limit: AT_RISK_PAGE },
      signal,
    }),
  setPresenceOf: (
    agentId: string,
    body: { readonly wanted: string; readonly reason?: string; readonly note: string },
  ) => request<object>("PUT", `/agents/${encodeURIComponent(agentId)}/presence`, { body }),
  transfer: (conversationId: string, to: Destination, note: string, epoch: number) =>
    request<object>("POST", `/conversations/${encodeURIComponent(conversationId)}/transfer`, {
      body: { ...to, note, epoch },
    }),

  inboundFailures: () => request<InboundFailures>("GET", "/failures/inbound"),
  ledgerRows: (
    filter: { readonly state: string; readonly kind?: string; readonly cause?: string },
    cursor?: string,
  ) =>
    request<ListOf<LedgerRowView>>("GET", "/ledger", {
      query: { ...filter, cursor, limit: PAGE },
    }),
  payload: (id: string) => request<PayloadView>("GET", row(id, "payload")),
  tryRelease: (id: string) =>
    request<ReleaseTrialView>("POST", row(id, "release-trial"), { body: {} }),
  releaseRows: (ids: readonly string[]) =>
    request<{ results: LedgerActResult[] }>("POST", "/ledger/release", { body: { ids } }),
  discardRows: (ids: readonly string[], reason: string) =>
    request<{ results: LedgerActResult[] }>("POST", "/ledger/discard", { body: { ids, reason } }),

  outboundFailures: () => request<OutboundFailures>("GET", "/failures/outbound"),
  troubledSends: (filter: { readonly status: string; readonly cause?: string }, cursor?: string) =>
    request<ListOf<TroubledSendView>>("GET", "/failures/outbound/sends", {
      query: { ...filter, cursor, limit: PAGE },
    }),
  settleSends: (messageIds: readonly string[], how: SettleHow, reason: string) =>
    request<{ results: SettleResult[] }>("POST", "/failures/outbound/settle", {
      body: { messageIds, how, ...(reason !== "" && { reason }) },
    }),

  webhookFailures: () => request<WebhookFailures>("GET", "/failures/webhooks"),
  failedWebhooks: (
    cause: Pick<WebhookFailureGroup, "webhookId" | "because" | "status">,
    cursor?: string,
  ) =>
    request<ListOf<WebhookDeliveryView>>("GET", "/failures/webhooks/deliveries", {
      query: { ...cause, status: cause.status ?? undefined, cursor, limit: PAGE },
    }),
  redeliverWebhooks: (webhookId: string, deliveryIds: readonly string[]) =>
    request<{ results: RedeliverResult[] }>("POST", "/failures/webhooks/redeliver", {
      body: { webhookId, deliveryIds },
    }),

  failedJobs: () => request<JobFailures>("GET", "/failures/jobs"),
  retryJobs: (jobs: readonly JobName[]) =>
    request<{ results: JobActResult[] }>("POST", "/failures/jobs/retry", { body: { jobs } }),
  removeJobs: (jobs: readonly JobName[]) =>
    request<{ results: JobActResult[] }>("POST", "/failures/jobs/remove", { body: { jobs } }),
};
