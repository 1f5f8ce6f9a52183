import type {
  CategoryView,
  ConversationView,
  MessageView,
  QueueSettings,
  SkipView,
  TriageFacts,
  TriageStatus,
} from "@circuito/protocol";
import { request } from "./request.ts";

/** What a director writes down before an item goes to an area. */
export interface TriageRegistration {
  readonly queueId: string;
  readonly title: string;
  readonly categoryId?: string;
  readonly category?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly urgency: "low" | "normal" | "high" | "urgent";
  readonly promisedAt: string;
  readonly note?: string;
  readonly notice?: string;
}

export type SkipReason = "not-my-language" | "needs-supervisor" | "wait-for-more" | "other";

export type CategoryBody = Omit<CategoryView, "id" | "isArchived" | "uses">;

const of = (id: string, verb: string) => `/conversations/${encodeURIComponent(id)}/${verb}`;
const act = (id: string, verb: string, body: object) =>
  request<ConversationView>("POST", of(id, verb), { body });

/** The routes of triage and of categories. */
export const triageApi = {
  status: (since: string) => request<TriageStatus>("GET", "/triage", { query: { since } }),
  next: () =>
    request<{ conversation: ConversationView | null }>("POST", "/triage/next", { body: {} }),
  listSkips: () => request<{ items: SkipView[] }>("GET", "/triage/skips"),
  facts: (id: string, categoryId: string | null) =>
    request<TriageFacts>("GET", of(id, "triage"), {
      query: { categoryId: categoryId ?? undefined },
    }),
  keep: (id: string) => request<ConversationView>("PUT", of(id, "lease"), { body: {} }),
  leave: (id: string) => request<ConversationView>("DELETE", of(id, "lease")),
  skip: (id: string, reason: SkipReason, words: string, epoch: number) =>
    act(id, "skip", { reason, ...(words === "" ? {} : { words }), epoch }),
  dismiss: (
    id: string,
    because: "spam" | "wrong-contact" | "duplicate",
    epoch: number,
    ofId?: string,
  ) => act(id, "dismiss", { because, epoch, ...(ofId === undefined ? {} : { ofId }) }),
  direct: (id: string, registration: TriageRegistration, epoch: number) =>
    act(id, "direct", { ...registration, epoch }),
  recall: (id: string) => act(id, "recall", {}),
  answer: (
    id: string,
    said: {
      readonly text: string;
      readonly clientId: string;
      readonly andThen: "resolve" | "wait";
    },
    epoch: number,
  ) =>
    request<MessageView>("POST", of(id, "messages"), { body: { ...said, kind: "reply", epoch } }),

  listCategories: (query: { readonly all?: "true"; readonly uses?: "true" } = {}) =>
    request<{ items: CategoryView[] }>("GET", "/categories", { query }),
  createCategory: (body: CategoryBody) => request<CategoryView>("POST", "/categories", { body }),
  updateCategory: (id: string, body: Partial<CategoryBody & { isArchived: boolean }>) =>
    request<CategoryView>("PATCH", `/categories/${encodeURIComponent(id)}`, { body }),
  orderCategories: (ids: readonly string[]) =>
    request<{ items: CategoryView[] }>("PUT", "/category-order", { body: { ids } }),
  getQueue: (id: string) => request<QueueSettings>("GET", `/queues/${encodeURIComponent(id)}`),
  updateQueue: (
    id: string,
    body: Partial<Pick<QueueSettings, "resolvesInTriage" | "directedNotice">>,
  ) => request<QueueSettings>("PATCH", `/queues/${encodeURIComponent(id)}`, { body }),
};
