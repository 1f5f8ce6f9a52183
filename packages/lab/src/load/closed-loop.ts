import type { PlannedRequest } from "./plan.ts";
import type { WebhookClient } from "./webhook-client.ts";

export interface LoopResult {
  /** Requests accepted, repeats included. */
  readonly requests: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
}

export interface LoopOptions {
  readonly forMs: number;
  /** How long after the end a request may still be repeated until it is accepted. */
  readonly patienceMs: number;
  /** Told just before a request is sent for the first time, with the instant it was meant for. */
  readonly onSend?: (request: PlannedRequest, intendedAtMs: number) => void;
  /** Told when a request is accepted, with the instant it was meant for; only open loops tell it. */
  readonly onAccepted?: (request: PlannedRequest, intendedAtMs: number) => void;
  /** Keeps an accepted request in flight until this resolves, too; only closed loops wait for it. */
  readonly until?: (request: PlannedRequest) => Promise<void>;
}

/** Keeps `inFlight` requests in flight, the next one leaving when one is answered. */
export async function runClosedLoop(
  client: WebhookClient,
  plan: Iterator<PlannedRequest>,
  inFlight: number,
  options: LoopOptions,
): Promise<LoopResult> {
  const startedAtMs = performance.now();
  const stopAtMs = startedAtMs + options.forMs;
  let requests = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < stopAtMs) {
      const next = plan.next();
      if (next.done) return;
      options.onSend?.(next.value, performance.now());
      if (!(await client.deliver(next.value, stopAtMs + options.patienceMs))) continue;
      requests++;
      await options.until?.(next.value);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return { requests, startedAtMs, endedAtMs: performance.now() };
}
