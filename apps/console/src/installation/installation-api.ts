import type { AgentRole, ApiKeyView, AuditEntryView } from "@circuito/protocol";
import { answerOf, request } from "../api/request.ts";
import type { auditQuery } from "./audit-search.ts";

/** What the entries are narrowed to. */
export type AuditFilter = ReturnType<typeof auditQuery>;

/** A key as it is shown once, and what is kept of it. */
export interface NewApiKey {
  readonly apiKey: ApiKeyView;
  readonly key: string;
}

interface AuditPage {
  readonly items: AuditEntryView[];
  readonly hasMore: boolean;
  readonly keptSince: string | null;
}

const AUDIT_PAGE = 50;
/** A hundred thousand entries over a slow line. */
const FILE_TIMEOUT_MS = 300_000;
const key = (id: string, verb = "") => `/api-keys/${encodeURIComponent(id)}${verb}`;

export const installationApi = {
  listAudit: (filter: AuditFilter, before: number | undefined, signal: AbortSignal) =>
    request<AuditPage>("GET", "/audit", {
      query: { ...filter, before, limit: AUDIT_PAGE },
      signal,
    }),
  /** One entry, by its number; `undefined`: there is none. */
  findAuditEntry: async (seq: number, signal: AbortSignal) => {
    const query = { before: seq + 1, limit: 1 };
    const { items } = await request<AuditPage>("GET", "/audit", { query, signal });
    return items.find((entry) => entry.seq === seq) ?? null;
  },
  auditFile: async (filter: AuditFilter, language: string): Promise<Blob> => {
    const query = { ...filter, language };
    const answer = await answerOf("GET", "/audit/file", { query, timeoutMs: FILE_TIMEOUT_MS });
    return answer.blob();
  },
  listApiKeys: async () => (await request<{ items: ApiKeyView[] }>("GET", "/api-keys")).items,
  createApiKey: (body: { name: string; role: AgentRole; expiresInDays?: number }) =>
    request<NewApiKey>("POST", "/api-keys", { body }),
  rotateApiKey: (id: string, overlapHours: number) =>
    request<NewApiKey>("POST", key(id, "/rotate"), { body: { overlapHours } }),
  revokeApiKey: (id: string) => request<object>("DELETE", key(id)),
};
