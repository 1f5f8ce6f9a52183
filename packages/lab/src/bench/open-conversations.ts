import { setTimeout as pause } from "node:timers/promises";
import type { DemoGateway } from "../gateway/start-demo-gateway.ts";
import { Journal } from "../journal.ts";
import { planRequests } from "../load/plan.ts";
import { WebhookClient } from "../load/webhook-client.ts";

/** A gateway that was just started has it in a second. */
const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 20;

/** As many customers write once each. @returns the conversations that come of it, by id */
export async function openConversations(
  gateway: Pick<DemoGateway, "target" | "observe">,
  { run, seed, count }: { readonly run: string; readonly seed: string; readonly count: number },
): Promise<readonly string[]> {
  const seeing = new Journal({ run, seed, actor: "observer" });
  using client = new WebhookClient(gateway.target, new Journal({ run, seed, actor: "sender" }));
  using observer = await gateway.observe(seeing);
  const endsAt = performance.now() + PATIENCE_MS;
  for (let customer = 0; customer < count; customer++) {
    const shares = { duplicateShare: 0, shuffleShare: 0, batchShare: 0 };
    const plan = planRequests({ run, seed, customers: 1, firstCustomer: customer, ...shares });
    const request = plan.next().value;
    await client.deliver({ ...request, id: `${request.id}_${customer}` }, endsAt);
  }
  while (observer.seen.size < count) {
    if (performance.now() > endsAt) throw new Error(`${observer.seen.size} of ${count} were seen`);
    await pause(LOOK_EVERY_MS);
  }
  return [...new Set(seeing.events.flatMap(({ conv_hint }) => conv_hint ?? []))];
}
