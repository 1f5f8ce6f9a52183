import type { LedgerRowView } from "@circuito/protocol";
import { type LedgerReading, listDecisions, listLedger, readBalance } from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import type { WebParts } from "../web-parts.ts";

type Decision = LedgerRowView["decisions"][number];

export function ledgerHandlers(parts: WebParts): Pick<Handlers, "listLedger" | "ledgerBalance"> {
  const { pool } = parts.database;
  return {
    async listLedger({ query }) {
      const { cursor, limit, ...filter } = query;
      const page = await listLedger(pool, filter, cursorOf("number", cursor), limit);
      const ids = page.items.flatMap((row) => row.conversationId ?? []);
      const later = await listDecisions(pool, [...new Set(ids)]);
      const items = page.items.map((row) =>
        ledgerRowViewOf(
          row,
          later
            .filter((d) => d.conversationId === row.conversationId)
            .filter((d) => d.at >= row.receivedAt)
            .map(({ kind, because, data, at }) => ({
              kind: "conversation",
              at: new Date(at).toISOString(),
              outcome: kind,
              because: because ?? "",
              facts: { ...data },
            })),
        ),
      );
      return { items, nextCursor: page.nextCursor };
    },

    async ledgerBalance() {
      return { channels: [...(await readBalance(pool))] };
    },
  };
}

function ledgerRowViewOf(row: LedgerReading, later: readonly Decision[]): LedgerRowView {
  const { trail: _trail, receivedAt, routedAt, payloadSha256, ...rest } = row;
  return {
    ...rest,
    payloadSha256: payloadSha256 ?? "",
    receivedAt: new Date(receivedAt).toISOString(),
    routedAt: routedAt === null ? null : new Date(routedAt).toISOString(),
    decisions: [...routingDecisions(row), ...later],
  };
}

/** The router's own trail: who wrote, which conversation, which queue. */
function routingDecisions({ trail, routedAt, conversationId }: LedgerReading): Decision[] {
  if (trail === null || routedAt === null) return [];
  const at = new Date(routedAt).toISOString();
  const identify: Decision = {
    kind: "identify",
    at,
    outcome: trail.identify === "new-address" ? "new contact" : "known contact",
    because: trail.identify,
    facts: {},
  };
  const thread: Decision = {
    kind: "thread",
    at,
    outcome: trail.route === undefined ? "joined" : "opened",
    because: trail.thread,
    facts: { conversationId },
  };
  if (trail.route === undefined) return [identify, thread];
  const facts = {
    ...(trail.queueId !== undefined && { queueId: trail.queueId }),
    ...(trail.ruleId !== undefined && { ruleId: trail.ruleId }),
  };
  return [identify, thread, { kind: "route", at, outcome: "queued", because: trail.route, facts }];
}
