import { setTimeout as pause } from "node:timers/promises";
import type { LoopOptions, LoopResult } from "./closed-loop.ts";
import type { PlannedRequest } from "./plan.ts";
import type { WebhookClient } from "./webhook-client.ts";

/** Node's timers are no finer; what became due meanwhile leaves together. */
const TICK_MS = 1;

/**
 * Sends at a fixed rate whatever the answers do, as customers would. Latency counts from the instant
 * a message was *meant* to leave: a slow system must not slow its own measurement down.
 * @param perSecond messages, not requests: a request of three counts as three
 */
export async function runOpenLoop(
  client: WebhookClient,
  plan: Iterator<PlannedRequest>,
  perSecond: number,
  options: LoopOptions,
): Promise<LoopResult> {
  const startedAtMs = performance.now();
  const stopAtMs = startedAtMs + options.forMs;
  const unanswered = new Set<Promise<void>>();
  let requests = 0;
  let dueAtMs = startedAtMs;

  const send = async (request: PlannedRequest, intendedAtMs: number): Promise<void> => {
    if (!(await client.deliver(request, stopAtMs + options.patienceMs))) return;
    requests++;
    options.onAccepted?.(request, intendedAtMs);
  };
  while (dueAtMs < stopAtMs) {
    while (dueAtMs <= performance.now() && dueAtMs < stopAtMs) {
      const next = plan.next();
      if (next.done) {
        dueAtMs = stopAtMs;
        break;
      }
      options.onSend?.(next.value, dueAtMs);
      const sending = send(next.value, dueAtMs).finally(() => unanswered.delete(sending));
      unanswered.add(sending);
      dueAtMs += (1_000 / perSecond) * next.value.messages.length;
    }
    await pause(TICK_MS);
  }
  await Promise.all(unanswered);
  return { requests, startedAtMs, endedAtMs: performance.now() };
}
