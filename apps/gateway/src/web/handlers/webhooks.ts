import { randomBytes } from "node:crypto";
import { SECRET_OVERLAP_MS, secretsInForce, WEBHOOK_EVENTS } from "@circuito/domain";
import { webhookExample, webhookTest } from "@circuito/protocol";
import { callReceiver } from "@circuito/router";
import {
  addWebhook,
  changeWebhook,
  changeWebhookSecret,
  findWebhook,
  findWebhookDelivery,
  listLatestDeliveries,
  listWebhookDeliveries,
  listWebhooks,
  lockWebhooks,
  type Queryable,
  redeliverWebhooks,
  removeWebhook,
  type StoredWebhook,
  switchWebhookOff,
  switchWebhookOn,
  tellConfigurationChanged,
} from "@circuito/store";
import type { RefusedUrl } from "../../reach/webhook-reach.ts";
import type { Handlers } from "../handler.ts";
import { cursorOf } from "../page-cursor.ts";
import { HttpProblem } from "../problem.ts";
import { nothingHere } from "../visible.ts";
import type { WebParts } from "../web-parts.ts";
import {
  webhookDeliveryViewOf,
  webhookViewOf,
  wholeWebhookDeliveryViewOf,
} from "../webhook-views.ts";

type Verb =
  | "listWebhookEvents"
  | "listLatestDeliveries"
  | "listWebhooks"
  | "createWebhook"
  | "updateWebhook"
  | "deleteWebhook"
  | "rotateWebhookSecret"
  | "testWebhook"
  | "listWebhookDeliveries"
  | "getWebhookDelivery"
  | "redeliverWebhook"
  | "redeliverFailedWebhooks";

/** Each has a lane of requests of its own in every process that sends. */
const WEBHOOKS_MAX = 20;
/** As long as the digest: the specification asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

/** Webhooks out: an admin's, all of it. */
export function webhookHandlers(parts: WebParts): Pick<Handlers, Verb> {
  const { database, sealer, webhooks, now, newId } = parts;
  const { pool } = database;

  return {
    async listWebhookEvents() {
      const items = WEBHOOK_EVENTS.map((event) => ({
        event,
        example: webhookExample(event, now()),
      }));
      return { items, nextCursor: null };
    },

    async listLatestDeliveries() {
      const latest = await listLatestDeliveries(pool);
      const items = latest.map(({ delivery, ...about }) => ({
        ...about,
        delivery: webhookDeliveryViewOf(delivery),
      }));
      return { items, nextCursor: null };
    },

    async listWebhooks() {
      const all = await listWebhooks(pool);
      return { items: all.map((one) => webhookViewOf(one, now())), nextCursor: null };
    },

    async createWebhook({ who, body }) {
      requireReachable(body.url);
      const id = newId();
      const secret = newSecret();
      await change(id, async (tx) => {
        if ((await lockWebhooks(tx)) >= WEBHOOKS_MAX) {
          throw new HttpProblem("wrong-state", `there are ${WEBHOOKS_MAX} webhooks already`, {
            details: { because: "too-many-webhooks", max: WEBHOOKS_MAX },
          });
        }
        const sealed = sealer.seal(secret, id);
        await addWebhook(tx, { ...body, id, secret: sealed, createdBy: who.name }, now());
      });
      return { webhook: await viewOf(id), secret };
    },

    async updateWebhook({ params: { id }, body: { isOn, ...content } }) {
      if (content.url !== undefined) requireReachable(content.url);
      await change(id, async (tx) => {
        await lockWebhooks(tx);
        await required(tx, id);
        await changeWebhook(tx, id, content);
        if (isOn === true) await switchWebhookOn(tx, id, now());
        if (isOn === false) await switchWebhookOff(tx, id, "by-hand", now());
      });
      if (isOn) await webhooks.look(id);
      return viewOf(id);
    },

    async deleteWebhook({ params: { id } }) {
      await change(id, async (tx) => {
        await lockWebhooks(tx);
        if (!(await removeWebhook(tx, id))) throw nothingHere();
      });
      return {};
    },

    async rotateWebhookSecret({ params: { id } }) {
      const secret = newSecret();
      await change(id, async (tx) => {
        await required(tx, id);
        await changeWebhookSecret(tx, id, sealer.seal(secret, id), now() + SECRET_OVERLAP_MS);
      });
      return { webhook: await viewOf(id), secret };
    },

    async testWebhook({ params }) {
      const webhook = await required(pool, params.id);
      const secrets = secretsInForce(webhook, now()).map((one) => sealer.open(one, webhook.id));
      const body = JSON.stringify(webhookTest(now()));
      const request = { id: newId(), url: webhook.url, body, secrets };
      const answer = await callReceiver(webhooks.post, request, now());
      const { because = null, status, ms, text } = answer;
      return { because, status, ms, answer: text };
    },

    async listWebhookDeliveries({ params, query: { state, cursor, limit } }) {
      await required(pool, params.id);
      const page = { cursor: cursorOf("uuid", cursor), limit };
      const { items, nextCursor } = await listWebhookDeliveries(pool, params.id, { state }, page);
      return { items: items.map(webhookDeliveryViewOf), nextCursor };
    },

    async getWebhookDelivery({ params: { id, deliveryId } }) {
      const found = await findWebhookDelivery(pool, id, deliveryId);
      if (!found) throw nothingHere();
      return wholeWebhookDeliveryViewOf(found);
    },

    async redeliverWebhook({ params: { id, deliveryId } }) {
      if ((await redeliver(id, { id: deliveryId })) === 0) throw nothingHere();
      return {};
    },

    async redeliverFailedWebhooks({ params: { id } }) {
      return { count: await redeliver(id, "failed") };
    },
  };

  async function viewOf(id: string) {
    const found = (await listWebhooks(pool)).find((one) => one.id === id);
    if (!found) throw nothingHere();
    return webhookViewOf(found, now());
  }

  /** Whoever shows webhooks shows it; whoever follows for them looks whether one is on. */
  async function change(id: string, verb: (tx: Queryable) => Promise<void>): Promise<void> {
    await database.transaction(async ({ client }) => {
      await verb(client);
      await tellConfigurationChanged(client, id);
    });
    parts.desk.wake.publish("outbox");
    parts.configurationChanged();
  }

  async function redeliver(id: string, which: { readonly id: string } | "failed") {
    const webhook = await required(pool, id);
    if (webhook.off !== null) {
      throw new HttpProblem("wrong-state", "the webhook is off: switch it on first", {
        details: { because: "webhook-off" },
      });
    }
    const count = await redeliverWebhooks(pool, id, which, now());
    await webhooks.look(id);
    return count;
  }

  async function required(q: Queryable, id: string): Promise<StoredWebhook> {
    const webhook = await findWebhook(q, id);
    if (!webhook) throw nothingHere();
    return webhook;
  }

  function requireReachable(url: string): void {
    const because = webhooks.whyRefused(url);
    if (because === undefined) return;
    throw new HttpProblem("invalid", `body.url: ${REFUSED[because]}`, { details: { because } });
  }
}

const REFUSED: Readonly<Record<RefusedUrl, string>> = {
  "url-has-credentials": "must have no user name and no password in it",
  "url-needs-https": "must begin with https:// and name no port",
  "url-not-public": "is not on the public internet",
};

function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}
