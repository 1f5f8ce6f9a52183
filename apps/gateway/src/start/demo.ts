import { signWebhook } from "@circuito/connector";
import { findInbox } from "@circuito/store";
import type { Router } from "express";
import { z } from "zod";
import { mailPages } from "../demo-mail/mail-pages.ts";
import { demoPages } from "../http/demo-pages.ts";
import { wholeSettings } from "../inboxes/open-connector.ts";
import type { Parts } from "./parts.ts";

const withSecret = z.object({ secret: z.string() });

/** The demo's pages, wired to the demo's inboxes; `undefined` when this is no demo. */
export function startDemoPages(parts: Parts): Router | undefined {
  const { config, database, demo, demoMail, inboxes, sealer, now, newId } = parts;
  if (!demo) return undefined;
  const log = parts.log.with({ component: "demo" });

  async function smsSecret(): Promise<string | undefined> {
    const row = demo && (await findInbox(database.pool, demo.sms));
    return row && withSecret.safeParse(wholeSettings(row, sealer)).data?.secret;
  }

  /** Comes in by the same door as a provider's receipt, signature and all. */
  async function reportDelivered(of: string): Promise<void> {
    const inbox = await inboxes.find(demo?.sms ?? "");
    const secret = await smsSecret();
    if (!inbox || secret === undefined) return;
    const body = JSON.stringify({ receipts: [{ of, status: "delivered", at: now() }] });
    await inbox.connector().webhook?.({
      method: "POST",
      url: `/webhooks/${inbox.id}`,
      headers: signWebhook(secret, { id: newId(), at: now(), body }),
      body: Buffer.from(body),
    });
  }

  return demoPages({
    publicUrl: config.publicUrl,
    webchatInboxId: demo.webchat,
    smsSecret,
    arrived: (id) => {
      reportDelivered(id).catch((error: unknown) => log.warn("receipt not reported", { error }));
    },
    mail:
      demoMail &&
      mailPages({
        letters: demoMail.catcher.letters,
        shop: demoMail.mailbox,
        smtpUrl: demoMail.smtpUrl,
        post: demoMail.post,
        newId,
        now,
      }),
    now,
    https: config.publicUrl.startsWith("https:"),
  });
}
