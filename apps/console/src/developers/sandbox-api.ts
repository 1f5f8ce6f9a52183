import type { LedgerRowView, SandboxAnswer, SandboxBody } from "@circuito/protocol";
import { useQuery } from "@tanstack/react-query";
import { request } from "../api/request.ts";

export const writeInSandbox = (inboxId: string, body: SandboxBody) =>
  request<SandboxAnswer>("POST", `/inboxes/${encodeURIComponent(inboxId)}/sandbox-messages`, {
    body,
  });

/** While it is on its way; what is settled changes no more by itself. */
const LOOK_EVERY_MS = 700;

const isSettled = (row: LedgerRowView | undefined): boolean =>
  row !== undefined &&
  row.state !== "accepted" &&
  (row.state !== "routed" || row.kind !== "message" || row.messageId !== null);

/** The ledger's row of what was written, as it moves. */
export function useLedgerRow(inboxId: string, externalId: string, sentAt: number) {
  return useQuery({
    // Written again, it is looked up again.
    queryKey: ["sandbox", inboxId, externalId, sentAt],
    queryFn: async () => {
      const query = { inboxId, externalId, limit: 1 };
      const found = await request<{ items: LedgerRowView[] }>("GET", "/ledger", { query });
      return found.items[0] ?? null;
    },
    refetchInterval: ({ state }) => (isSettled(state.data ?? undefined) ? false : LOOK_EVERY_MS),
  });
}
