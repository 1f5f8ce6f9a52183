import type { LedgerRowView } from "@circuito/protocol";
import {
  discardRows,
  findPayload,
  type LedgerFilter,
  type LedgerReading,
  listDecisions,
  listLedger,
  type ReleaseOutcome,
  readBalance,
  releaseRow,
} from "@circuito/store";
import type { Handlers } from "../handler.ts";
import { iso, isoOrNull } from "../instants.ts";
import { payloadViewOf } from "../ledger-payload.ts";
import { cursorOf } from "../page-cursor.ts";
import { HttpProblem } from "../problem.ts";
import { tryRelease } from "../release-trial.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";

type Decision = LedgerRowView["decisions"][number];

type Route =
  | "listLedger"
  | "releaseLedgerRow"
  | "releaseLedgerRows"
  | "discardLedgerRows"
  | "tryLedgerRelease"
  | "getLedgerPayload"
  | "ledgerBalance";

export function ledgerHandlers(parts: WebParts): Pick<Handlers, Route> {
  const { pool } = parts.database;

  async function read(filter: LedgerFilter, cursor: string | undefined, limit: number) {
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
            at: iso(at),
            outcome: kind,
            because: because ?? "",
            facts: { ...data },
          })),
      ),
    );
    return { items, nextCursor: page.nextCursor };
  }

  return {
    async listLedger({ query }) {
      const { cursor, limit, ...filter } = query;
      return await read(filter, cursor, limit);
    },

    async releaseLedgerRow({ who, params }) {
      const released = await releaseRow(pool, params.id, { by: who.id, name: who.name });
      if (released.outcome !== "released") throw refusalOf(released);
      parts.log.info("ledger row released", { ledgerId: params.id, by: who.id });
      void parts.nudgeInbound([released.contactKey]).catch(() => {});
      const { items } = await read({ id: params.id }, undefined, 1);
      const [row] = items;
      if (!row) throw new HttpProblem("not-found", "no such row");
      return row;
    },

    // One after the other: each row is let in, or not, by itself.
    async releaseLedgerRows({ who, body: { ids } }) {
      const results = [];
      const contactKeys = [];
      for (const id of ids) {
        const released = await releaseRow(pool, id, { by: who.id, name: who.name });
        if (released.outcome === "released") contactKeys.push(released.contactKey);
        results.push({ id, outcome: released.outcome });
      }
      parts.log.info("ledger rows released", { by: who.id, rows: contactKeys.length });
      void parts.nudgeInbound(contactKeys).catch(() => {});
      return { results };
    },

    async discardLedgerRows({ who, body: { ids, reason } }) {
      const outcomes = await discardRows(pool, ids, { by: who.id, name: who.name, reason });
      parts.log.info("ledger rows discarded", { by: who.id, rows: ids.length });
      return {
        results: ids.map((id, at) => ({ id, outcome: outcomes[at]?.outcome ?? "not-found" })),
      };
    },

    tryLedgerRelease: ({ params }) => tryRelease(parts, params.id),

    async getLedgerPayload({ params }) {
      const found = await findPayload(pool, params.id);
      if (!found) throw nothingHere();
      return payloadViewOf(found);
    },

    async ledgerBalance() {
      return { channels: [...(await readBalance(pool))] };
    },
  };
}

function refusalOf(refused: Exclude<ReleaseOutcome, { outcome: "released" }>): HttpProblem {
  switch (refused.outcome) {
    case "not-found":
      return new HttpProblem("not-found", "no such row");
    case "not-set-aside":
      return new HttpProblem("wrong-state", `it is ${refused.state}: there is nothing to release`);
    case "unreadable":
      return new HttpProblem("not-routable", UNREADABLE);
    case "own-copy":
      return new HttpProblem("not-routable", "a copy of a mail of ours is nobody's message");
  }
}

const UNREADABLE =
  "nobody could read a message out of its bytes, so there is nothing to route; its sender must send it again";

function ledgerRowViewOf(row: LedgerReading, later: readonly Decision[]): LedgerRowView {
  const { receivedAt, routedAt, payloadSha256, element } = row;
  const { trail: _trail, released: _released, discarded: _discarded, ...rest } = row;
  return {
    ...rest,
    from: textIn(element, "fromName") ?? textIn(element, "from") ?? null,
    preview: (textIn(element, "text") ?? "").slice(0, PREVIEW_LENGTH),
    payloadSha256: payloadSha256 ?? "",
    receivedAt: iso(receivedAt),
    routedAt: isoOrNull(routedAt),
    decisions: [
      ...discardDecision(row),
      ...releaseDecision(row),
      ...routingDecisions(row),
      ...later,
    ],
  };
}

const PREVIEW_LENGTH = 160;

/** An element is what its connector made of it: a field may be missing. */
function textIn(element: LedgerReading["element"], field: string): string | undefined {
  const value = element[field];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function discardDecision({ discarded }: LedgerReading): Decision[] {
  if (discarded === null) return [];
  const { at, by, name, from, because, reason } = discarded;
  const facts = { by, name, from, reason };
  return [{ kind: "discard", at, outcome: "discarded", because: because ?? from, facts }];
}

/** Before all that followed from it. */
function releaseDecision({ released }: LedgerReading): Decision[] {
  if (released === null) return [];
  const { at, by, name, from, reason } = released;
  const because = reason ?? from;
  return [{ kind: "release", at, outcome: "released", because, facts: { by, name, from } }];
}

/** The router's own trail: who wrote, which conversation, which queue. */
function routingDecisions({ trail, routedAt, conversationId }: LedgerReading): Decision[] {
  if (trail === null || routedAt === null) return [];
  const at = iso(routedAt);
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
