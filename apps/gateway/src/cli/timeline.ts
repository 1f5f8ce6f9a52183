import type { LedgerReading, listDecisions, StoredInbox } from "@circuito/store";

type Decision = Awaited<ReturnType<typeof listDecisions>>[number];

/** One ledger row as a story for a person at a terminal. Tells what happened, not what was said. */
export function timeline(
  row: LedgerReading,
  inbox: Pick<StoredInbox, "name" | "channel"> | undefined,
  decisions: readonly Decision[],
  /** Of queues and rules, by id; those that are gone since have none. */
  names: ReadonlyMap<string, string>,
): string {
  const where = inbox ? `${inbox.name} (${inbox.channel})` : `inbox ${row.inboxId}, since removed`;
  const use = row.collision === 0 ? "" : `, use ${row.collision + 1} of this id with other content`;
  const lines: (readonly [at: number | undefined, what: string])[] = [
    [row.receivedAt, `received by ${where}${use}`],
  ];
  if (row.duplicates > 0)
    lines.push([undefined, `delivered ${row.duplicates} more times: counted, not repeated`]);
  if (row.released) {
    const { at, name, from, reason } = row.released;
    const why = reason === null ? "" : ` (${clean(reason)})`;
    lines.push([Date.parse(at), `released by ${clean(name)}; it had been ${from}${why}`]);
  }
  if (row.trail) {
    const { identify, thread, route, ruleId, queueId } = row.trail;
    const nameOf = (id: string): string => clean(names.get(id) ?? id);
    lines.push([undefined, `contact: ${identify}`]);
    lines.push([undefined, `conversation: ${thread}`]);
    if (route) {
      const queue = queueId === undefined ? "none" : nameOf(queueId);
      const rule = ruleId === undefined ? "" : ` "${nameOf(ruleId)}"`;
      lines.push([undefined, `queue: ${queue}, ${route}${rule}`]);
    }
  }
  lines.push([row.routedAt ?? undefined, outcome(row)]);
  const after = decisions.map(
    ({ at, kind, because }) => [at, because ? `${kind}, because ${because}` : kind] as const,
  );
  const body = [...lines, ...after].map(([at, what]) => `  ${instant(at)}  ${what}\n`).join("");
  return `${row.kind} ${clean(row.externalId)}, ledger row ${row.id}\n${body}\n`;
}

function outcome(row: LedgerReading): string {
  switch (row.state) {
    case "accepted":
      return "waits to be routed";
    case "routed":
      if (row.conversationId === null) return "applied";
      return `message ${row.seq} of conversation ${row.conversationId}`;
    case "suppressed":
      return `suppressed: ${row.reason ?? "no reason kept"}`;
    case "parked":
      return `parked for a person to look at: ${clean(row.reason ?? "no reason kept")}`;
  }
}

const INSTANT_WIDTH = "2026-01-01T00:00:00.000Z".length;

function instant(at: number | undefined): string {
  return (at === undefined ? "" : new Date(at).toISOString()).padEnd(INSTANT_WIDTH);
}

/** A sender made these characters: none of them may steer the terminal. */
function clean(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\u2423");
}
