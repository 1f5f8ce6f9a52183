import type { Bus } from "@circuito/bus";
import type { WebhookSender } from "./deliver-webhook.ts";
import { createEndpointLanes } from "./endpoint-lanes.ts";

/** A job only says which lanes to look at. */
const JOBS_AT_ONCE = 1;

export interface Webhooks {
  /** Lets what is being sent end. */
  stop(): Promise<void>;
}

/** Takes `webhook` jobs and sends what is due, each endpoint in a lane of its own. */
export async function startWebhooks(
  dependencies: WebhookSender & { readonly bus: Pick<Bus, "jobs" | "wake"> },
): Promise<Webhooks> {
  const { jobs, wake } = dependencies.bus;
  const lanes = createEndpointLanes({
    ...dependencies,
    lookAgainAt: (endpointId, at) => void jobs.nudgeAt("webhook", [endpointId], at),
    switchedOff() {
      wake.publish("configuration");
      wake.publish("outbox");
    },
  });
  await jobs.work("webhook", { concurrency: JOBS_AT_ONCE }, async (endpointIds) => {
    for (const id of new Set(endpointIds)) lanes.lookAt(id);
  });
  return { stop: () => lanes.stop() };
}
