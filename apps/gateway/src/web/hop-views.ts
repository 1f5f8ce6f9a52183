import { queueTimeOf } from "@circuito/domain";
import type { HopsView, HopView } from "@circuito/protocol";
import type { Arrival, HopReading } from "@circuito/store";
import { iso, isoOrNull } from "./instants.ts";

export function hopViewOf(hop: HopReading, now: number): HopView {
  return {
    ...hop,
    at: iso(hop.at),
    acceptBy: isoOrNull(hop.acceptBy),
    acceptedAt: isoOrNull(hop.acceptedAt),
    overdueAt: isoOrNull(hop.overdueAt),
    leftAt: isoOrNull(hop.leftAt),
    queueMs: queueMsOf(hop, now),
  };
}

/** Where it came to, and every hand-over since. */
export function hopsViewOf(arrival: Arrival, hops: readonly HopReading[], now: number): HopsView {
  const leftAt = hops[0]?.at ?? null;
  return {
    arrival: {
      queueId: arrival.queueId,
      at: iso(arrival.at),
      acceptedAt: isoOrNull(arrival.acceptedAt),
      acceptedBy: arrival.acceptedBy,
      queueMs: queueMsOf({ ...arrival, leftAt }, now),
    },
    items: hops.map((hop) => hopViewOf(hop, now)),
  };
}

function queueMsOf(stay: Pick<HopReading, "at" | "acceptedAt" | "leftAt">, now: number): number {
  const { at, acceptedAt, leftAt } = stay;
  return queueTimeOf({ at, acceptedAt: acceptedAt ?? undefined, leftAt: leftAt ?? undefined }, now);
}
