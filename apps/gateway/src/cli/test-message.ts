import { randomUUID } from "node:crypto";
import { signWebhook } from "@circuito/connector";
import type { StoredInbox } from "@circuito/store";
import { z } from "zod";
import { wholeSettings } from "../inboxes/open-connector.ts";
import type { Sealer } from "../secrets/seal.ts";

/** A signed webhook request, as a provider would make it. */
export interface TestMessage {
  readonly id: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const signed = z.object({ secret: z.string(), provider: z.string().optional() });

/**
 * Signs a customer's message with the inbox's own secret.
 * @throws for an inbox whose provider signs in a way of its own
 */
export function testMessage(
  inbox: StoredInbox,
  sealer: Sealer,
  message: { readonly from: string; readonly text: string; readonly at: number },
): TestMessage {
  const settings = signed.safeParse(wholeSettings(inbox, sealer));
  const isOurs =
    inbox.channel === "loopback" ||
    (inbox.channel === "sms" && settings.data?.provider === "generic");
  if (!isOurs || !settings.success) {
    throw new Error(`messages for ${inbox.name} can only be made by its provider`);
  }
  const id = randomUUID();
  const body = JSON.stringify({ id, from: message.from, text: message.text });
  const signature = signWebhook(settings.data.secret, { id, at: message.at, body });
  return {
    id,
    path: `/webhooks/${inbox.id}`,
    headers: { "content-type": "application/json", ...signature },
    body,
  };
}
