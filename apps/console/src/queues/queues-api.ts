import type {
  ChosenReason,
  QueueSettings,
  UpdateQueueBody,
  WhoWouldServe,
} from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";
import { useMe } from "../workspace/workspace-context.ts";

export interface PresenceSettings {
  readonly idleAwayMinutes: number | null;
  readonly breaks: readonly ChosenReason[];
}
interface ListOf<T> {
  readonly items: T[];
}
export interface ArchivedQueue {
  readonly id: string;
  readonly name: string;
  readonly archivedAt: string;
}
export interface NewQueue {
  readonly name: string;
  readonly role: QueueSettings["role"];
  readonly level: QueueSettings["level"];
  readonly area: string | null;
}
export interface AskedNext {
  readonly channel: string;
  readonly skills: Readonly<Record<string, number>>;
  readonly language: string | null;
}

const queue = (id: string, rest = "") => `/queues/${encodeURIComponent(id)}${rest}`;

/** Queues as the protocol has them. */
export const queuesApi = {
  get: (id: string) => request<QueueSettings>("GET", queue(id)),
  create: (body: NewQueue) => request<QueueSettings>("POST", "/queues", { body }),
  update: (id: string, body: UpdateQueueBody) =>
    request<QueueSettings>("PATCH", queue(id), { body }),
  listArchived: () => request<ListOf<ArchivedQueue>>("GET", "/archived-queues"),
  archive: (id: string, moveTo: { queueId: string; note: string } | null) =>
    request<{ moved: number }>("POST", queue(id, "/archive"), { body: { moveTo } }),
  restore: (id: string) => request<QueueSettings>("POST", queue(id, "/restore"), { body: {} }),
  whoWouldServe: (id: string, body: AskedNext) =>
    request<WhoWouldServe>("POST", queue(id, "/who-would-serve"), { body }),
  getWeights: () => request<{ weights: Record<string, number> }>("GET", "/channel-weights"),
  setWeights: (weights: Readonly<Record<string, number>>) =>
    request<object>("PUT", "/channel-weights", { body: { weights } }),
  getPresence: () => request<PresenceSettings>("GET", "/settings/presence"),
  setPresence: ({ idleAwayMinutes, breaks }: PresenceSettings) =>
    request<object>("PUT", "/settings/presence", { body: { idleAwayMinutes, breaks } }),
};

export function useQueueSettings(id: string) {
  return useQuery({
    queryKey: ["queue-settings", id],
    enabled: useMe().role === "admin",
    queryFn: () => queuesApi.get(id),
    retry: false,
  });
}
