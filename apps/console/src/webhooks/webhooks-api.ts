import type {
  WebhookDeliveryView,
  WebhookEventView,
  WebhookTestView,
  WebhookView,
  WholeWebhookDeliveryView,
} from "@circuito/protocol";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

/** What a person sets of one. */
export type WebhookForm = Pick<WebhookView, "name" | "url" | "events">;

/** One whose secret is shown this once. */
export interface WithSecret {
  readonly webhook: WebhookView;
  readonly secret: string;
}

export type DeliveryState = WebhookDeliveryView["state"];

/** Of the log, which is looked at while something is being tried out. */
const PAGE = 50;
const LOG_EVERY_MS = 5_000;
/** How they do changes slowly, and by itself. */
const LIST_EVERY_MS = 15_000;
/** A receiver may take ten seconds to answer a test. */
const TEST_TIMEOUT_MS = 25_000;

const webhook = (id: string, rest = "") => `/webhooks/${encodeURIComponent(id)}${rest}`;

export const webhooksApi = {
  list: async () => (await request<{ items: WebhookView[] }>("GET", "/webhooks")).items,
  create: (body: WebhookForm) => request<WithSecret>("POST", "/webhooks", { body }),
  update: (id: string, body: Partial<WebhookForm> & { isOn?: boolean }) =>
    request<WebhookView>("PATCH", webhook(id), { body }),
  remove: (id: string) => request<object>("DELETE", webhook(id)),
  rotate: (id: string) => request<WithSecret>("POST", webhook(id, "/rotate"), { body: {} }),
  test: (id: string) =>
    request<WebhookTestView>("POST", webhook(id, "/test"), {
      body: {},
      timeoutMs: TEST_TIMEOUT_MS,
    }),
  redeliver: (id: string, deliveryId: string) =>
    request<object>("POST", webhook(id, `/deliveries/${deliveryId}/redeliver`), { body: {} }),
  redeliverFailed: (id: string) =>
    request<{ count: number }>("POST", webhook(id, "/redeliver"), { body: {} }),
};

export const useWebhooks = () =>
  useQuery({
    queryKey: ["webhooks"],
    queryFn: webhooksApi.list,
    refetchInterval: LIST_EVERY_MS,
  });

export const useWebhookEvents = () =>
  useQuery({
    queryKey: ["webhook-events"],
    queryFn: async () =>
      (await request<{ items: WebhookEventView[] }>("GET", "/webhook-events")).items,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** @param state absent: of every one */
export const useDeliveries = (id: string, state: DeliveryState | undefined) =>
  useInfiniteQuery({
    queryKey: ["webhook-deliveries", id, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      request<{ items: WebhookDeliveryView[]; nextCursor: string | null }>(
        "GET",
        webhook(id, "/deliveries"),
        { query: { state, cursor: pageParam, limit: PAGE }, signal },
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: LOG_EVERY_MS,
  });

export const useDelivery = (id: string, deliveryId: string) =>
  useQuery({
    queryKey: ["webhook-deliveries", id, "one", deliveryId],
    queryFn: ({ signal }) =>
      request<WholeWebhookDeliveryView>("GET", webhook(id, `/deliveries/${deliveryId}`), {
        signal,
      }),
    refetchInterval: LOG_EVERY_MS,
  });
