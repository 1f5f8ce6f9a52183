import type { Bus } from "@circuito/bus";
import { type Capabilities, type Connector, SendError, splitText } from "@circuito/connector";
import type { InboxId } from "@circuito/domain";
import {
  type AttemptEnd,
  beginSubmitting,
  type ClaimedDelivery,
  claimDeliveries,
  type Database,
  endAttempt,
  receiptKey,
} from "@circuito/store";
import { afterFailure } from "./delivery-policy.ts";
import type { RouterLog } from "./log.ts";

/** Sends at once in one process: mostly waiting for providers. */
const JOBS_AT_ONCE = 16;
/** Rows claimed by one job. */
const CLAIM_MAX = 50;
/**
 * How long a provider may take. The lease outlives it, so that a slow send is not taken for a dead
 * worker.
 */
const SEND_TIMEOUT_MS = 30_000;
const LEASE_MS = SEND_TIMEOUT_MS + 15_000;

export interface DeliveryDependencies {
  readonly database: Database;
  readonly bus: Bus;
  /** The open connector of an inbox; `undefined` if the inbox is gone or disabled. */
  readonly resolveConnector: (inbox: InboxId) => Promise<OpenConnector | undefined>;
  readonly now: () => number;
  readonly log: RouterLog;
}

export interface OpenConnector {
  readonly connector: Pick<Connector, "send">;
  readonly capabilities: Pick<Capabilities, "textLengthMax">;
}

/** Takes `deliver` jobs and sends what is due, in order within each conversation. */
export async function startDelivery(dependencies: DeliveryDependencies): Promise<void> {
  const { database, bus } = dependencies;
  await bus.jobs.work("deliver", { concurrency: JOBS_AT_ONCE }, async (messageIds) => {
    // The next message of a conversation becomes claimable when the one before it is done.
    for (;;) {
      const claimed = await claimDeliveries(database.pool, {
        messageIds,
        leaseMs: LEASE_MS,
        limit: CLAIM_MAX,
      });
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((delivery) => deliver(dependencies, delivery)));
    }
  });
}

/** claimed → submitting → what the provider says. Each step is committed before the next begins. */
async function deliver(
  dependencies: DeliveryDependencies,
  delivery: ClaimedDelivery,
): Promise<void> {
  const { database, bus, log } = dependencies;
  const end = await attempt(dependencies, delivery);
  if (!end) return;
  const ours = await database.transaction(({ client }) => endAttempt(client, delivery, end));
  if (!ours) {
    // A customer who has read it already, or a worker that was given up: both know more than we do.
    log.info("attempt ended after its claim was settled", {
      messageId: delivery.messageId,
      status: end.status,
    });
    return;
  }
  bus.wake.publish("outbox");
  // A receipt may have come before this commit: its rows wait in the ledger for exactly this.
  if (end.status === "sent") {
    void bus.jobs.nudge("inbound", [
      receiptKey(delivery.inboxId, end.externalId),
      receiptKey(delivery.inboxId, delivery.messageId),
    ]);
  }
}

async function attempt(
  { database, resolveConnector, now }: DeliveryDependencies,
  delivery: ClaimedDelivery,
): Promise<AttemptEnd | undefined> {
  if (delivery.optedOut) return { status: "failed", error: "the customer opted out" };
  const open = await resolveConnector(delivery.inboxId);
  if (!open) {
    return { status: "queued", error: "the inbox is switched off", delayMs: SEND_TIMEOUT_MS };
  }
  if (!(await beginSubmitting(database.pool, delivery))) {
    // Lost to another worker, or the customer said STOP a moment ago: the next claim tells which.
    return { status: "queued", error: "taken back before sending", delayMs: 0 };
  }
  const parts = splitText(delivery.text, open.capabilities.textLengthMax);
  let sent = 0;
  let externalId = "";
  try {
    for (const text of parts) {
      const receipt = await open.connector.send(
        {
          id: delivery.messageId,
          conversationId: delivery.conversationId,
          to: delivery.to,
          text,
          media: [],
          writtenAt: delivery.createdAt,
        },
        AbortSignal.timeout(SEND_TIMEOUT_MS),
      );
      externalId = receipt.externalId;
      sent += 1;
    }
    return { status: "sent", externalId };
  } catch (error) {
    if (sent > 0) {
      // Sending again would repeat what has arrived: a person decides.
      return { status: "unknown", error: `only ${sent} of ${parts.length} parts were sent` };
    }
    const failure = error instanceof SendError ? error : undefined;
    return afterFailure({
      // Anything a connector did not foresee may have happened after bytes left us.
      kind: failure?.kind ?? "unknown",
      message: failure?.message ?? "the connector failed while sending",
      providerCode: failure?.providerCode,
      afterMs: failure?.afterMs,
      attempt: delivery.attempt + 1,
      ageMs: now() - delivery.createdAt,
    });
  }
}
