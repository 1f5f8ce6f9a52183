import { randomBytes } from "node:crypto";
import { asId, type InboxId } from "@circuito/domain";
import {
  type Database,
  findSetting,
  lockInbox,
  type StoredInbox,
  saveInbox,
  saveSetting,
} from "@circuito/store";
import { z } from "zod";
import { SEED_LOCK } from "./seed-lock.ts";

/** Kept in the settings: which inbox is the demo's mailbox, and where its letters went last. */
const DEMO_MAILBOX_SETTING = "demoMailbox";
const known = z.object({ inbox: z.uuid(), smtpPort: z.int() });

/** Reserved for examples (RFC 2606): no letter to it ever leaves this machine. */
export const DEMO_MAIL_ADDRESS = "atendimento@loja.example.com";
export const CATCHER_HOST = "127.0.0.1";
/** Enough that nobody guesses by which name the demo's mail server signs. */
const AUTHSERV_ID_BYTES = 8;

export interface DemoMailbox {
  readonly inboxId: InboxId;
  readonly address: string;
  /** By which the demo's page vouches for senders. */
  readonly authservId: string;
}

const mailboxSettings = z.object({ address: z.string(), authservId: z.string() });

/**
 * Adds the demo's mailbox, also to a demo that is older than mailboxes, and puts right where its letters
 * go. One that an admin has given another server, or taken away, is left alone.
 * @param smtpPort of the catcher of this process
 * @returns `undefined` when it is no longer the demo's
 */
export function saveDemoMailbox(
  database: Database,
  smtpPort: number,
  newId: () => string,
): Promise<DemoMailbox | undefined> {
  return database.transaction(async ({ client }) => {
    await client.query("select pg_advisory_xact_lock($1)", [SEED_LOCK]);
    const before = known.safeParse(await findSetting(client, DEMO_MAILBOX_SETTING));
    const inboxId = asId<InboxId>(before.data?.inbox ?? newId());
    const row = await lockInbox(client, inboxId);
    if (before.success && !row) return undefined;
    const settings = row?.settings ?? newSettings();
    const { address, authservId } = mailboxSettings.safeParse(settings).data ?? {};
    if (address === undefined || authservId === undefined) return undefined;
    if (row && !isAimedAt(settings, before.data?.smtpPort)) return undefined;
    await saveInbox(client, {
      id: inboxId,
      name: row?.name ?? "E-mail da loja",
      channel: "email",
      settings: { ...settings, smtpPort },
      secretsSealed: row?.secretsSealed ?? null,
      enabled: row?.enabled ?? true,
      tellsProtocol: row?.tellsProtocol ?? true,
    });
    await saveSetting(client, DEMO_MAILBOX_SETTING, { inbox: inboxId, smtpPort });
    return { inboxId, address, authservId };
  });
}

/** Whether an inbox is a demo's mailbox, while its letters still go to the demo. */
export async function isDemoMailbox(
  { pool }: Database,
  { id, settings }: Pick<StoredInbox, "id" | "settings">,
): Promise<boolean> {
  const { data } = known.safeParse(await findSetting(pool, DEMO_MAILBOX_SETTING));
  return data?.inbox === id && isAimedAt(settings, data.smtpPort);
}

function newSettings(): Readonly<Record<string, unknown>> {
  return {
    address: DEMO_MAIL_ADDRESS,
    displayName: "Loja Ipê",
    in: "listener",
    authservId: `mx-${randomBytes(AUTHSERV_ID_BYTES).toString("hex")}.loja.example.com`,
    smtpHost: CATCHER_HOST,
    smtpSecurity: "none",
  };
}

/** Whether its letters go to the catcher: nobody else's settings are touched, or let near this machine. */
export function isAimedAt(
  settings: Readonly<Record<string, unknown>>,
  port: number | undefined,
): boolean {
  const { smtpHost, smtpPort, smtpSecurity } = settings;
  return smtpHost === CATCHER_HOST && smtpPort === port && smtpSecurity === "none";
}
