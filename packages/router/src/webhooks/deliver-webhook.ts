import { afterFailedAttempt, judgeEndpoint, secretsInForce } from "@circuito/domain";
import {
  type ClaimedWebhook,
  type Database,
  endWebhookAttempt,
  lockWebhooks,
  noteWebhookRefused,
  noteWebhookTook,
  type Queryable,
  switchWebhookOff,
  tellConfigurationChanged,
  type WebhookAttempt,
} from "@circuito/store";
import type { RouterLog } from "../log.ts";
import { callReceiver, type PostWebhook, type ReceiverAnswer } from "./call-receiver.ts";

export interface WebhookSender {
  readonly database: Database;
  readonly post: PostWebhook;
  /** Opens a sealed secret of an endpoint. */
  readonly openSecret: (sealed: string, endpointId: string) => string;
  readonly now: () => number;
  readonly log: RouterLog;
}

/** What became of one attempt. */
export type Delivered =
  | { readonly kind: "over" }
  | { readonly kind: "again"; readonly at: number }
  /** Its endpoint gets nothing more until somebody switches it on. */
  | { readonly kind: "switched-off" };

/** Sends one delivery that is ours, and writes down how that ended. */
export async function deliverWebhook(
  sender: WebhookSender,
  claimed: ClaimedWebhook,
): Promise<Delivered> {
  const { database, post, openSecret, now, log } = sender;
  const at = now();
  const secrets = secretsInForce(claimed, at).map((one) => openSecret(one, claimed.endpointId));
  const request = { id: claimed.id, url: claimed.url, body: claimed.payload, secrets };
  const answer = await callReceiver(post, request, at);
  const delivered = await database.transaction(({ client }) =>
    settle(client, claimed, { answer, at, now: now() }),
  );
  const { endpointId, id, event, attempts } = claimed;
  const { because, status, ms } = answer;
  const facts = { endpointId, id, event, attempt: attempts, status, ms };
  if (because === undefined) log.info("webhook taken", facts);
  else log.warn("webhook not taken", { ...facts, because, next: delivered.kind });
  return delivered;
}

interface Ended {
  readonly answer: ReceiverAnswer;
  /** When the attempt began. */
  readonly at: number;
  readonly now: number;
}

async function settle(
  tx: Queryable,
  claimed: ClaimedWebhook,
  { answer, at, now }: Ended,
): Promise<Delivered> {
  const { endpointId, since, attempts, history } = claimed;
  const { because, status, ms, text } = answer;
  const attempt: WebhookAttempt = { at, status, because: because ?? null, ms };
  const told = { attempt, answer: text, now };
  if (because === undefined) {
    await endWebhookAttempt(tx, claimed, { state: "delivered" }, told);
    await noteWebhookTook(tx, endpointId);
    return { kind: "over" };
  }
  const chance = Math.random();
  const { retryAfterMs } = answer;
  const failed = { attempt: attempts, since, now, because, retryAfterMs, chance };
  const after = afterFailedAttempt(failed);
  const end =
    after.kind === "again"
      ? ({ state: "waiting", nextAt: after.at } as const)
      : ({ state: "failed" } as const);
  if (!(await endWebhookAttempt(tx, claimed, end, told))) return { kind: "over" };
  const failingSince = await noteWebhookRefused(tx, endpointId, at);
  if (after.kind === "again") return after;
  const firstFailedAt = history.find((one) => one.at >= since)?.at ?? at;
  const off = judgeEndpoint({ failingSince }, after, firstFailedAt);
  if (off === undefined) return { kind: "over" };
  await lockWebhooks(tx);
  await switchWebhookOff(tx, endpointId, off, now);
  await tellConfigurationChanged(tx, endpointId);
  return { kind: "switched-off" };
}
