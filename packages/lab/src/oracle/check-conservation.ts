import type { FinalRead, LedgerBalance } from "./final-read.ts";
import { Findings, type Verdict } from "./verdict.ts";

/**
 * O7: nothing appears or vanishes between the door and the conversations. At quiescence, per channel,
 * `received = routed + duplicate + suppressed + parked`, and nothing is in flight.
 *
 * - imbalance: the sum is off
 * - in-flight: rows that nobody finishes
 * - dishonest: the API publishes other numbers than the database holds
 * - miscounted: `routed` is not the number of messages that came in
 */
export function checkConservation(
  read: FinalRead,
  /** Messages stored per channel, as read; compared with `routed`. */
  storedByChannel: ReadonlyMap<string, number>,
  receivedMin: number,
): Verdict {
  const findings = new Findings(["imbalance", "in-flight", "dishonest", "miscounted"]);
  const published = new Map(read.publishedBalance?.map((row) => [row.channel, row]));
  let received = 0;
  for (const row of read.balance) {
    received += row.received;
    const difference = row.received - sumOf(row);
    if (difference !== 0) findings.add("imbalance", `${row.channel} is off by ${difference}`);
    if (row.inFlight !== 0) findings.add("in-flight", `${row.channel} has ${row.inFlight}`);
    if (read.publishedBalance && !areEqual(row, published.get(row.channel))) {
      findings.add("dishonest", `${row.channel} is published differently`);
    }
    const stored = storedByChannel.get(row.channel);
    if (stored !== undefined && stored !== row.routed) {
      findings.add("miscounted", `${row.channel}: ${row.routed} routed, ${stored} stored`);
    }
  }
  return findings.conclude("O7", { received }, received >= receivedMin);
}

function sumOf(row: LedgerBalance): number {
  return row.routed + row.duplicate + row.suppressed + row.parked + row.inFlight;
}

function areEqual(a: LedgerBalance, b: LedgerBalance | undefined): boolean {
  return (
    b !== undefined &&
    a.received === b.received &&
    a.routed === b.routed &&
    a.duplicate === b.duplicate &&
    a.suppressed === b.suppressed &&
    a.parked === b.parked &&
    a.inFlight === b.inFlight
  );
}
