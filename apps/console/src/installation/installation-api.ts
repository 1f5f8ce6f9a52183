import type { AgentRole, ApiKeyView, AuditEntryView } from "@circuito/protocol";
import { request } from "../api/request.ts";

/** What the list of entries is narrowed to. */
export interface AuditFilter {
  readonly actorId?: string | undefined;
  readonly action?: string | undefined;
  /** ISO 8601. */
  readonly from?: string | undefined;
}

/** A key as it is shown once, and what is kept of it. */
export interface NewApiKey {
  readonly apiKey: ApiKeyView;
  readonly key: string;
}

const AUDIT_PAGE = 50;
const key = (id: string, verb = "") => `/api-keys/${encodeURIComponent(id)}${verb}`;

export const installationApi = {
  listAudit: (filter: AuditFilter, before: number | undefined, signal: AbortSignal) =>
    request<{ items: AuditEntryView[]; hasMore: boolean }>("GET", "/audit", {
      query: { ...filter, before, limit: AUDIT_PAGE },
      signal,
    }),
  listApiKeys: async () => (await request<{ items: ApiKeyView[] }>("GET", "/api-keys")).items,
  createApiKey: (body: { name: string; role: AgentRole; expiresInDays?: number }) =>
    request<NewApiKey>("POST", "/api-keys", { body }),
  rotateApiKey: (id: string, overlapHours: number) =>
    request<NewApiKey>("POST", key(id, "/rotate"), { body: { overlapHours } }),
  revokeApiKey: (id: string) => request<object>("DELETE", key(id)),
};
