import { randomBytes } from "node:crypto";
import { asId } from "@circuito/domain";
import { lockInbox, type Queryable, type StoredInbox, saveInbox } from "@circuito/store";
import { z } from "zod";
import type { Config } from "../config/config.ts";
import type { Sealer } from "../secrets/seal.ts";

/** Ids of the demo's inboxes, kept in the settings; their presence says that this is a demo. */
export const demoInboxIds = z.object({ sms: z.uuid(), webchat: z.uuid(), loopback: z.uuid() });
export type DemoInboxIds = z.infer<typeof demoInboxIds>;

/** Where the demo's SMS go: a page of the gateway itself that shows them. */
export const DEMO_SMS_SINK = "/demo/sms";
/** No such mobile number is given out in Brazil. */
export const DEMO_SMS_NUMBER = "+5511900000000";

/** HMAC-SHA-256 gains nothing from more. */
const TOKEN_SECRET_BYTES = 32;

function webhookSecret(): string {
  return `whsec_${randomBytes(TOKEN_SECRET_BYTES).toString("base64")}`;
}

/** Where the demo's SMS go, as its inbox has it. */
export function demoSmsUrl(config: Config): string {
  return placeSettings(config).sendUrl;
}

/** The parts of the demo's inboxes that say where this gateway is: they follow PORT and PUBLIC_URL. */
function placeSettings(config: Config): { readonly sendUrl: string; readonly origins: string[] } {
  const local = `http://127.0.0.1:${config.port}`;
  const reachesItself = ["127.0.0.1", "0.0.0.0", "::"].includes(config.bindAddress);
  return {
    sendUrl: `${reachesItself ? local : config.publicUrl}${DEMO_SMS_SINK}`,
    origins: [...new Set([config.publicUrl, `http://localhost:${config.port}`, local])],
  };
}

/** One inbox per channel of this build. */
export async function saveDemoInboxes(
  tx: Queryable,
  { config, sealer, newId }: { config: Config; sealer: Sealer; newId: () => string },
): Promise<DemoInboxIds> {
  const ids = { sms: newId(), webchat: newId(), loopback: newId() };
  const place = placeSettings(config);
  const save = async (
    inbox: Pick<StoredInbox, "name" | "channel" | "settings"> & { id: string },
    secrets: Readonly<Record<string, string>>,
  ): Promise<void> =>
    saveInbox(tx, {
      ...inbox,
      id: asId(inbox.id),
      secretsSealed: sealer.seal(JSON.stringify(secrets), inbox.id),
      enabled: true,
      tellsProtocol: true,
    });

  await save(
    {
      id: ids.sms,
      name: "SMS da loja",
      channel: "sms",
      settings: { provider: "generic", from: DEMO_SMS_NUMBER, sendUrl: place.sendUrl },
    },
    { secret: webhookSecret() },
  );
  await save(
    {
      id: ids.webchat,
      name: "Chat do site",
      channel: "webchat",
      settings: {
        companyName: "Loja Ipê",
        accentColor: "#0f766e",
        greeting: "Olá! Como podemos ajudar?",
        allowedOrigins: place.origins,
      },
    },
    { tokenSecret: randomBytes(TOKEN_SECRET_BYTES).toString("base64") },
  );
  await save(
    { id: ids.loopback, name: "Laboratório", channel: "loopback", settings: {} },
    { secret: webhookSecret() },
  );
  return ids;
}

/** Another port, another address: what the demo's inboxes know of this gateway is put right. */
export async function aimDemoInboxes(
  tx: Queryable,
  ids: DemoInboxIds,
  config: Config,
): Promise<void> {
  const place = placeSettings(config);
  const sms = await lockInbox(tx, ids.sms);
  const { sendUrl } = sms?.settings ?? {};
  if (sms && isDemoSink(sendUrl) && sendUrl !== place.sendUrl) {
    await saveInbox(tx, { ...sms, settings: { ...sms.settings, sendUrl: place.sendUrl } });
  }
  const webchat = await lockInbox(tx, ids.webchat);
  const known = webchat?.settings.allowedOrigins;
  if (webchat && Array.isArray(known) && place.origins.some((origin) => !known.includes(origin))) {
    const allowedOrigins = [...new Set([...known, ...place.origins])];
    await saveInbox(tx, { ...webchat, settings: { ...webchat.settings, allowedOrigins } });
  }
}

/** Somebody may have connected the demo's number to a real provider: that is left alone. */
function isDemoSink(sendUrl: unknown): boolean {
  return typeof sendUrl === "string" && sendUrl.endsWith(DEMO_SMS_SINK);
}
