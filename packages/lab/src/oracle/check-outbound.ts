import type { HistoryEvent } from "../journal.ts";
import type { StoredDelivery } from "./final-read.ts";
import { Findings, type Verdict } from "./verdict.ts";

/** Channels' receipts by how much they say; nothing goes back (promises P9). */
const RANK: Readonly<Record<string, number>> = { sent: 1, delivered: 2, read: 3 };

interface Submitted {
  readonly messageId: string;
  readonly providerId: string;
  /** The customer's number. */
  readonly to: string;
  readonly atNs: number;
  times: number;
}

/**
 * O6: what agents wrote, against what the provider has in its own journal.
 *
 * - lost-reply: the writer was told that it is written, and it is nowhere
 * - doubled-reply: one reply of a writer is several messages
 * - refused-but-written: the writer was told no, and it is there
 * - double-submission: the provider took one message of ours twice
 * - sent-not-in-journal: said to be sent, and the provider never took it
 * - failed-but-in-journal: said to have failed, and the provider took it without saying so itself
 * - unknown-to-us: the provider took a message that we do not have
 * - order-inversion: of one conversation, a later message was taken before an earlier one
 * - status-regress: the provider told us more than is shown
 * - after-opt-out: a reply was submitted to a customer whose STOP was in force
 *
 * `unknown` counts messages of which a person was told that nobody knows: allowed, and published.
 */
export function checkOutbound(
  history: readonly HistoryEvent[],
  deliveries: readonly StoredDelivery[],
  submittedMin: number,
): Verdict {
  const findings = new Findings([
    "lost-reply",
    "doubled-reply",
    "refused-but-written",
    "double-submission",
    "sent-not-in-journal",
    "failed-but-in-journal",
    "unknown-to-us",
    "order-inversion",
    "status-regress",
    "after-opt-out",
  ]);
  const submitted = readSubmitted(history);
  const replies = checkReplies(history, deliveries, findings);
  const told = readReceipts(history);
  const known = new Set(deliveries.map(({ messageId }) => messageId));

  for (const { messageId, providerId, times } of submitted.values()) {
    if (times > 1) findings.add("double-submission", `${messageId} was taken ${times} times`);
    if (!known.has(messageId)) findings.add("unknown-to-us", `${messageId} is ${providerId} there`);
  }
  let unknown = 0;
  for (const { messageId, status, externalId } of deliveries) {
    const taken = submitted.get(messageId);
    // Providers speak of a message by their id of it, or by ours.
    const receipt = told.get(messageId) ?? told.get(externalId ?? "");
    if (status === "unknown") unknown++;
    if (status in RANK && !taken) findings.add("sent-not-in-journal", `${messageId} is ${status}`);
    if (status === "failed" && taken && receipt !== "failed") {
      findings.add("failed-but-in-journal", `${messageId} is ${taken.providerId} there`);
    }
    if ((RANK[receipt ?? ""] ?? 0) > (RANK[status] ?? 0)) {
      findings.add("status-regress", `${messageId} is ${status}, though it was told ${receipt}`);
    }
  }
  checkOrderOfSends(deliveries, submitted, findings);
  checkOptOuts(history, deliveries, submitted, findings);
  const figures = { replies, submitted: submitted.size, unknown };
  return findings.conclude("O6", figures, submitted.size >= submittedMin);
}

/** What the provider took, by our id of it; refusals are none of it. */
function readSubmitted(history: readonly HistoryEvent[]): Map<string, Submitted> {
  const submitted = new Map<string, Submitted>();
  for (const event of history) {
    if (event.f !== "submit" || event.type !== "ok") continue;
    const messageId = String(event.extra.webhookId);
    const before = submitted.get(messageId);
    if (before) before.times++;
    else {
      const { ext: providerId } = event.key;
      const { conv_hint: to, t_mono_ns: atNs } = event;
      submitted.set(messageId, { messageId, providerId, to, atNs, times: 1 });
    }
  }
  return submitted;
}

/** The most that each message's accepted receipts say, by the id that they speak of. */
function readReceipts(history: readonly HistoryEvent[]): Map<string, string> {
  const told = new Map<string, string>();
  for (const { f, type, key, extra } of history) {
    if (f !== "receipt" || type !== "ok") continue;
    const status = String(extra.status);
    const before = told.get(key.ext);
    if (status === "failed" || (RANK[status] ?? 0) > (RANK[before ?? ""] ?? 0)) {
      told.set(key.ext, status);
    }
  }
  return told;
}

/** @returns how many replies were written */
function checkReplies(
  history: readonly HistoryEvent[],
  deliveries: readonly StoredDelivery[],
  findings: Findings,
): number {
  const written = new Map<string, number>();
  for (const { clientId } of deliveries) {
    if (clientId !== null) written.set(clientId, (written.get(clientId) ?? 0) + 1);
  }
  const ends = new Map<string, Set<HistoryEvent["type"]>>();
  for (const { f, type, key } of history) {
    if (f === "reply") ends.set(key.ext, (ends.get(key.ext) ?? new Set()).add(type));
  }
  for (const [clientId, types] of ends) {
    const times = written.get(clientId) ?? 0;
    if (types.has("ok") && times === 0) findings.add("lost-reply", clientId);
    if (times > 1) findings.add("doubled-reply", `${clientId} is ${times} messages`);
    // After a doubt, or of a repeat, a refusal says nothing of the first time.
    const isRefused = types.has("fail") && !types.has("ok") && !types.has("info");
    if (isRefused && times > 0) findings.add("refused-but-written", clientId);
  }
  return ends.size;
}

function checkOrderOfSends(
  deliveries: readonly StoredDelivery[],
  submitted: ReadonlyMap<string, Submitted>,
  findings: Findings,
): void {
  const newest = new Map<string, { readonly seq: number; readonly atNs: number }>();
  for (const { messageId, conversationId, seq } of deliveries.toSorted((a, b) => a.seq - b.seq)) {
    const taken = submitted.get(messageId);
    if (!taken) continue;
    const before = newest.get(conversationId);
    if (before && taken.atNs < before.atNs) {
      findings.add("order-inversion", `${conversationId}: ${seq} was taken before ${before.seq}`);
    }
    newest.set(conversationId, { seq, atNs: Math.max(taken.atNs, before?.atNs ?? 0) });
  }
}

/** Promises P21. That the STOP is confirmed is our own word, and no reply. */
function checkOptOuts(
  history: readonly HistoryEvent[],
  deliveries: readonly StoredDelivery[],
  submitted: ReadonlyMap<string, Submitted>,
  findings: Findings,
): void {
  const inForceNs = new Map<string, number>();
  for (const { f, type, conv_hint, t_mono_ns } of history) {
    if (f === "opt-out" && type === "ok") inForceNs.set(conv_hint, t_mono_ns);
  }
  for (const { messageId, clientId } of deliveries) {
    const taken = submitted.get(messageId);
    if (clientId === null || !taken) continue;
    if (taken.atNs > (inForceNs.get(taken.to) ?? Number.POSITIVE_INFINITY)) {
      findings.add("after-opt-out", `${messageId} is ${taken.providerId} there`);
    }
  }
}
