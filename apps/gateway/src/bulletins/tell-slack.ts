import type { BulletinRefusal, WebhookRefusal } from "@circuito/domain";
import { type BulletinAnswer, callReceiver, type PostWebhook } from "@circuito/router";

/** Answers after which nothing changes by itself: the room is gone, or the address is. */
const FINAL = new Set([400, 401, 403, 404, 405, 410]);

const REFUSALS: Readonly<Record<WebhookRefusal, BulletinRefusal>> = {
  status: "refused",
  redirect: "refused",
  gone: "no-such-address",
  timeout: "timeout",
  unreachable: "unreachable",
  certificate: "certificate",
};

/** Posts a message to an incoming webhook, and says how it was taken. Never rejects. */
export async function tellSlack(
  post: PostWebhook,
  message: { readonly id: string; readonly url: string; readonly body: string },
  now: number,
): Promise<BulletinAnswer> {
  // Whoever has the address may write: there is nothing to sign.
  const { because, status, text, retryAfterMs } = await callReceiver(
    post,
    { ...message, secrets: [] },
    now,
  );
  if (because === undefined) return { kind: "told", answer: text };
  const isFinal = status !== null && FINAL.has(status);
  const said = status === null ? null : `${status} ${text ?? ""}`.trim();
  return { kind: "refused", because: REFUSALS[because], isFinal, answer: said, retryAfterMs };
}
