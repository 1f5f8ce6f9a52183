import type { Agent } from "node:http";
import { messagesChange, signGraphWebhook } from "../fake-graph/graph-webhooks.ts";
import { type Answer, postJson, postSigned } from "../post-signed.ts";
import type { PlannedRequest } from "./plan.ts";

/** How a provider writes one planned request. The same request is written the same every time. */
export type Wire = (planned: PlannedRequest, agent: Agent) => Promise<Answer>;

/** The generic SMS connector's: JSON signed by Standard Webhooks. */
export function signedJsonWire(target: {
  readonly url: string;
  readonly secret: string;
  readonly to: string;
}): Wire {
  return ({ id, messages }, agent) => {
    const { to } = target;
    const bodies = messages.map((m) => ({ id: m.externalId, from: m.from, to, text: m.text }));
    const body = JSON.stringify(bodies.length === 1 ? bodies[0] : { messages: bodies });
    return postSigned(target, id, body, agent);
  };
}

/** Meta's, for WhatsApp: its envelope, signed over the raw bytes with the app's secret. */
export function graphWire(target: {
  readonly url: string;
  readonly appSecret: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
}): Wire {
  return ({ messages }, agent) => {
    const users = [...new Set(messages.map((m) => m.from))].map((from) => ({
      phone: from.slice(1),
    }));
    const written = messages.map((m) => ({
      from: m.from.slice(1),
      id: `wamid.${m.externalId}`,
      timestamp: String(Math.floor(Date.now() / 1_000)),
      type: "text",
      text: { body: m.text },
    }));
    const body = JSON.stringify({
      object: "whatsapp_business_account",
      entry: [
        { id: target.wabaId, changes: [messagesChange(target, { messages: written, users })] },
      ],
    });
    const headers = { "x-hub-signature-256": signGraphWebhook(target.appSecret, body) };
    return postJson(target.url, headers, body, agent);
  };
}
