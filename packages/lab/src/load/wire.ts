import type { Agent } from "node:http";
import { messagesChange, signGraphWebhook } from "../fake-graph/graph-webhooks.ts";
import { type Answer, type OnAnswer, postJson, postSigned } from "../post-signed.ts";
import type { PlannedRequest } from "./plan.ts";

/** How a provider writes one planned request. The same request is written the same every time. */
export type Wire = (planned: PlannedRequest, agent: Agent) => Promise<Answer>;

/** The generic SMS connector's: JSON signed by Standard Webhooks. */
export function signedJsonWire(
  target: { readonly url: string; readonly secret: string; readonly to: string },
  onAnswer?: OnAnswer,
): Wire {
  return ({ id, messages }, agent) => {
    const { to } = target;
    const bodies = messages.map((m) => ({ id: m.externalId, from: m.from, to, text: m.text }));
    const body = JSON.stringify(bodies.length === 1 ? bodies[0] : { messages: bodies });
    return postSigned(target, id, body, agent, onAnswer);
  };
}

/**
 * Meta's, for WhatsApp: its envelope, signed over the raw bytes with the app's secret. Written by hand
 * around the few parts that differ: on the machine that is measured, the generator's work counts, too.
 */
export function graphWire(target: {
  readonly url: string;
  readonly appSecret: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
}): Wire {
  const { value } = messagesChange(target, {});
  const before = `{"object":"whatsapp_business_account","entry":[{"id":"${target.wabaId}","changes":[{"field":"messages","value":{"messaging_product":"whatsapp","metadata":${JSON.stringify(value.metadata)},`;
  return ({ messages }, agent) => {
    const at = Math.floor(Date.now() / 1_000);
    const contacts = [...new Set(messages.map((m) => m.from.slice(1)))].map(
      (waId) => `{"profile":{"name":"Ana"},"wa_id":"${waId}"}`,
    );
    const written = messages.map(
      (m) =>
        `{"from":"${m.from.slice(1)}","id":"wamid.${m.externalId}","timestamp":"${at}","type":"text","text":{"body":${JSON.stringify(m.text)}}}`,
    );
    const body = `${before}"contacts":[${contacts.join(",")}],"messages":[${written.join(",")}]}}]}]}`;
    const headers = { "x-hub-signature-256": signGraphWebhook(target.appSecret, body) };
    return postJson(target.url, headers, body, agent);
  };
}
