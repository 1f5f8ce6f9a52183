import type { HistoryEvent } from "../journal.ts";

/** What the sender's journals say of one message, all deliveries taken together. */
export interface SentMessage {
  readonly key: string;
  readonly address: string;
  readonly hash: string;
  readonly length: number;
  /** Deliveries of one request keep the order of their parts. */
  readonly request: string;
  readonly part: number;
  /** Before this instant it cannot have been known to anyone. */
  readonly firstInvokedNs: number;
  /** From this instant it must not be lost; `undefined` if no delivery was seen accepted. */
  readonly acceptedNs: number | undefined;
  /** `unknown`: at least one delivery may have been accepted without our seeing it. */
  readonly outcome: "accepted" | "refused" | "unknown";
  readonly deliveries: number;
}

export function messageKey(account: string, ext: string): string {
  return `${account}/${ext}`;
}

/** Sums up the journals of all senders. Unfinished invocations count as unknown. */
export function readSent(history: readonly HistoryEvent[]): Map<string, SentMessage> {
  const sent = new Map<string, SentMessage & { refusals: number }>();
  for (const event of history) {
    if (event.f !== "send") continue;
    const key = messageKey(event.key.account, event.key.ext);
    const known = sent.get(key);
    if (event.type === "invoke") {
      sent.set(key, known ? invokedAgain(known, event) : invoked(key, event));
    } else if (known) {
      sent.set(key, answered(known, event));
    }
  }
  return sent;
}

type Tally = SentMessage & { refusals: number };

function invoked(key: string, event: HistoryEvent): Tally {
  return {
    key,
    address: event.conv_hint,
    hash: event.hash,
    length: Number(event.extra.length ?? 0),
    request: String(event.extra.request ?? key),
    part: Number(event.extra.part ?? 0),
    firstInvokedNs: event.t_mono_ns,
    acceptedNs: undefined,
    outcome: "unknown",
    deliveries: 1,
    refusals: 0,
  };
}

function invokedAgain(known: Tally, event: HistoryEvent): Tally {
  const firstInvokedNs = Math.min(known.firstInvokedNs, event.t_mono_ns);
  // A refusal of one delivery says nothing about the next.
  const outcome = known.outcome === "refused" ? "unknown" : known.outcome;
  return { ...known, firstInvokedNs, outcome, deliveries: known.deliveries + 1 };
}

function answered(known: Tally, event: HistoryEvent): Tally {
  switch (event.type) {
    case "ok": {
      const acceptedNs = Math.min(known.acceptedNs ?? event.t_mono_ns, event.t_mono_ns);
      return { ...known, acceptedNs, outcome: "accepted" };
    }
    case "fail": {
      const refusals = known.refusals + 1;
      const isRefused = known.outcome !== "accepted" && refusals === known.deliveries;
      return { ...known, refusals, outcome: isRefused ? "refused" : known.outcome };
    }
    case "invoke":
    case "info":
      return known;
  }
}
