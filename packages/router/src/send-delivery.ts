import { setTimeout as sleep } from "node:timers/promises";
import { SendError, splitText, withinTime } from "@circuito/connector";
import type { RecipientState } from "@circuito/domain";
import { crashPoint } from "@circuito/faults";
import {
  type AttemptEnd,
  addDeliveryActivity,
  beginSubmitting,
  type ClaimedDelivery,
  endAttempts,
  isTransient,
  lockRecipients,
  type Queryable,
  receiptKey,
} from "@circuito/store";
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { withAskLinks } from "./ask-links.ts";
import type { DeliveryDependencies, OpenConnector } from "./delivery.ts";
import { policyOf } from "./delivery-policy.ts";
import type { DeliverySteps } from "./delivery-steps.ts";
import { outboundMessage, recipientsOf } from "./outbound-message.ts";
import { type AttemptResult, settleAttempt } from "./settle-attempt.ts";
import type { SendOutcome } from "./work-measure.ts";

export interface SendingDependencies extends DeliveryDependencies {
  readonly steps: DeliverySteps;
}

/** Look again so much later whether the inbox was switched on. */
const SWITCHED_OFF_MS = 30_000;

/** What an attempt came to: something to judge, or an end that needs no judging. */
type Attempt =
  | { readonly kind: "tried"; readonly result: AttemptResult }
  | { readonly kind: "ended"; readonly end: AttemptEnd };

/** claimed → submitting → what the provider says. Each step is committed before the next begins. */
export async function sendDelivery(
  dependencies: SendingDependencies,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<void> {
  const { bus, log, now, measure } = dependencies;
  crashPoint("O2");
  const beganAt = now();
  if (isFirstTry(delivery)) measure?.claimed(delivery.channel, beganAt - delivery.createdAt);
  const attempt = await inSpan(delivery, () => tryToSend(dependencies, delivery, signal));
  crashPoint("O4");
  const outcome = outcomeOf(attempt);
  if (outcome) measure?.tried(delivery.channel, outcome, now() - beganAt);
  const end = await recorded(() => record(dependencies, delivery, attempt));
  if (!end) {
    // A customer who has read it already, or a worker that was given up: both know more than we do.
    log.info("attempt ended after its claim was settled", { messageId: delivery.messageId });
    return;
  }
  crashPoint("O5");
  bus.wake.publish("outbox");
  // A receipt may have come before this commit: its rows wait in the ledger for exactly this.
  if (end.status === "sent" && end.externalId !== undefined) {
    void bus.jobs.nudge("inbound", [
      receiptKey(delivery.inboxId, end.externalId),
      receiptKey(delivery.inboxId, delivery.messageId),
    ]);
  }
}

const tracer = trace.getTracer("circuito");

/** One attempt, as the trace of whoever replied tells it. */
function inSpan(delivery: ClaimedDelivery, attempt: () => Promise<Attempt>): Promise<Attempt> {
  const { channel, inboxId, messageId } = delivery;
  const attributes = {
    "circuito.channel": channel,
    "circuito.inbox_id": inboxId,
    "circuito.message_id": messageId,
  };
  return tracer.startActiveSpan("send", { kind: SpanKind.CLIENT, attributes }, async (span) => {
    try {
      const came = await attempt();
      const outcome = outcomeOf(came);
      if (outcome) span.setAttribute("circuito.outcome", outcome);
      if (outcome !== undefined && outcome !== "taken")
        span.setStatus({ code: SpanStatusCode.ERROR });
      return came;
    } finally {
      span.end();
    }
  });
}

const isFirstTry = ({ attempt, resends }: ClaimedDelivery): boolean =>
  attempt === 0 && resends === 0;

/** `undefined` where the provider was not asked. */
function outcomeOf(attempt: Attempt): SendOutcome | undefined {
  if (attempt.kind === "ended") return attempt.end.status === "unknown" ? "unknown" : undefined;
  return attempt.result.kind === "receipt" ? "taken" : attempt.result.failure.kind;
}

/** Writes what an attempt came to. @returns `undefined` when the claim was no longer ours */
async function record(
  { database, now, steps }: SendingDependencies,
  delivery: ClaimedDelivery,
  attempt: Attempt,
): Promise<AttemptEnd | undefined> {
  // A report may have told of a mail's recipients meanwhile: what it comes to is judged under their lock. Of
  // mail alone an author is told that it is late (its policy's `warnAfterMs`).
  if (delivery.mail !== undefined) {
    return database.transaction(async ({ client }) => {
      const end = await judgeMail(client, delivery, attempt, now());
      const ended = await endAttempts(client, [{ delivery, end }]);
      if (!ended.has(delivery.messageId)) return undefined;
      if (end.status === "queued" && end.warns) await tellDelay(client, delivery, end);
      return end;
    });
  }
  const end = judge(delivery, attempt, undefined, now());
  return (await steps.end({ delivery, end })) ? end : undefined;
}

function tellDelay(
  tx: Queryable,
  { messageId }: ClaimedDelivery,
  { recipients = [] }: AttemptEnd,
): Promise<void> {
  return addDeliveryActivity(tx, messageId, {
    kind: "delivery-delayed",
    because: "not-taken-yet",
    data: { recipients: stillDeferred(recipients) },
  });
}

/** Whom the mail has not reached, with the words of their servers, for the line in the story. */
function stillDeferred(recipients: readonly RecipientState[]) {
  return recipients
    .filter(({ status }) => status === "deferred")
    .map(({ address, detail }) => ({ address, diagnostic: detail }));
}

async function judgeMail(
  tx: Queryable,
  delivery: ClaimedDelivery,
  attempt: Attempt,
  now: number,
): Promise<AttemptEnd> {
  if (attempt.kind === "ended") return attempt.end;
  const locked = await lockRecipients(tx, delivery.messageId);
  return judge(delivery, attempt, locked ?? (delivery.mail && recipientsOf(delivery.mail)), now);
}

function judge(
  { attempt: attempts, channel, resends, warned, createdAt }: ClaimedDelivery,
  attempt: Attempt,
  recipients: readonly RecipientState[] | undefined,
  now: number,
): AttemptEnd {
  if (attempt.kind === "ended") return attempt.end;
  return settleAttempt({
    policy: policyOf(channel),
    result: attempt.result,
    recipients,
    inDoubt: resends > 0,
    attempt: attempts + 1,
    ageMs: now - createdAt,
    warned,
  });
}

/** A database that restarts is back by then; later the claim is taken for a dead one's. */
const RECORD_AGAIN_MS = [250, 1_000, 3_000, 10_000, 20_000] as const;

/** What a provider said must not be forgotten over a moment without a database: it would be a doubt. */
async function recorded<T>(write: () => Promise<T>): Promise<T> {
  for (const waitMs of RECORD_AGAIN_MS) {
    try {
      return await write();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await sleep(waitMs);
    }
  }
  return write();
}

async function tryToSend(
  dependencies: SendingDependencies,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Attempt> {
  if (delivery.optedOut) {
    return tried(dependencies, delivery, new SendError("opted-out", "the customer opted out"));
  }
  const open = await dependencies.resolveConnector(delivery.inboxId);
  if (!open) {
    const error = "the inbox is switched off";
    return { kind: "ended", end: { status: "queued", error, delayMs: SWITCHED_OFF_MS } };
  }
  if (signal.aborted || !(await begin(dependencies, delivery))) {
    // Lost to another worker, or the customer said STOP a moment ago: the next claim tells which.
    return {
      kind: "ended",
      end: { status: "queued", error: "taken back before sending", delayMs: 0 },
    };
  }
  crashPoint("O2b");
  return send(dependencies, delivery, open, signal);
}

/** A doubtful mail that leaves once more is written down before it does (promises §1.5). */
async function begin(
  { database, steps }: SendingDependencies,
  delivery: ClaimedDelivery,
): Promise<boolean> {
  if (delivery.resends === 0) return steps.begin(delivery);
  return database.transaction(async ({ client }) => {
    const ours = (await beginSubmitting(client, [delivery])).has(delivery.messageId);
    if (ours) {
      await addDeliveryActivity(client, delivery.messageId, {
        kind: "sent-again",
        because: "no-answer-after-handover",
        data: { attempt: delivery.attempt + 1 },
      });
    }
    return ours;
  });
}

async function send(
  dependencies: SendingDependencies,
  delivery: ClaimedDelivery,
  { connector, capabilities }: OpenConnector,
  signal: AbortSignal,
): Promise<Attempt> {
  const { sendTimeoutMs } = policyOf(delivery.channel);
  // A mail is one mail, however long, a template is what was approved, and a file may have no words.
  const words = withAskLinks(delivery.text, delivery.ask, dependencies.askUrl);
  const parts =
    delivery.mail || delivery.chat?.template || words === ""
      ? [words]
      : splitText(words, capabilities.textLengthMax);
  let sent = 0;
  try {
    let receipt: AttemptResult | undefined;
    for (const [at, text] of parts.entries()) {
      const part = { text, isFirst: at === 0, isLast: at === parts.length - 1 };
      const { externalId, recipients } = await withinTime(sendTimeoutMs, signal, (limited) =>
        connector.send(outboundMessage(delivery, part, dependencies.files), limited),
      );
      receipt = { kind: "receipt", externalId, recipients };
      sent += 1;
    }
    if (!receipt) throw new SendError("unsupported", "there is nothing to send");
    return { kind: "tried", result: receipt };
  } catch (error) {
    const partly = partlyWords(error, sent, parts.length);
    if (partly !== undefined) {
      // Sending again would repeat what has arrived: a person decides.
      return { kind: "ended", end: { status: "unknown", error: partly, isPartly: true } };
    }
    return tried(dependencies, delivery, error);
  }
}

/** What a person must know of a message that left in part; `undefined` of one that did not. */
function partlyWords(error: unknown, sent: number, all: number): string | undefined {
  if (sent > 0) return `only ${sent} of ${all} parts were sent`;
  return error instanceof SendError && error.isPartly ? error.message : undefined;
}

function tried({ now }: SendingDependencies, delivery: ClaimedDelivery, error: unknown): Attempt {
  const failure = error instanceof SendError ? error : undefined;
  return {
    kind: "tried",
    result: {
      kind: "failure",
      failure: {
        // Anything a connector did not foresee may have happened after bytes left us.
        kind: failure?.kind ?? "unknown",
        message: failure?.message ?? "the connector failed while sending",
        providerCode: failure?.providerCode,
        afterMs: failure?.afterMs,
        attempt: delivery.attempt + 1,
        ageMs: now() - delivery.createdAt,
      },
    },
  };
}
