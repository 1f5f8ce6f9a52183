import { buffer } from "node:stream/consumers";
import {
  type OutgoingMail,
  renderMail,
  SmtpSender,
  smtpSettings,
} from "@circuito/connectors/email";
import type { Database } from "@circuito/store";
import type { Config, MailListenerConfig, Role } from "../config/config.ts";
import { type MailCatcher, startMailCatcher } from "../demo-mail/mail-catcher.ts";
import type { Log } from "../log/log.ts";
import { saveDemoForm } from "../seed/demo-form.ts";
import { type DemoMailbox, saveDemoMailbox } from "../seed/demo-mailbox.ts";
import type { Unwind } from "./unwind.ts";

/** The demo's mail, in a process that does all of it: pages, taking in, sending. */
export interface DemoMail {
  readonly mailbox: DemoMailbox | undefined;
  readonly catcher: MailCatcher;
  /** Where our own listener was opened, for the customers' letters. */
  listensAt(listener: MailListenerConfig, port: number): void;
  /** Absent where no letter can be handed over from here. */
  smtpUrl(): string | undefined;
  /** Hands a customer's letter to our listener and puts it on the page. @throws SendError */
  post(mail: OutgoingMail): Promise<void>;
}

/** The page shows what one process sends: with roles apart there is no page to send to. */
const NEEDED_ROLES: readonly Role[] = ["web", "connectors", "delivery"];

/** Enough for anybody's clicking; the listener's own limits come first. */
const LETTERS_PER_MINUTE_MAX = 600;
const EVERYWHERE = ["0.0.0.0", "::"];
const HAND_OVER_TIMEOUT_MS = 20_000;

/** Before any inbox is opened: its settings say where letters go. */
export async function openDemoMail(
  parts: {
    readonly config: Config;
    readonly database: Database;
    readonly newId: () => string;
    readonly now: () => number;
    readonly log: Log;
  },
  unwind: Unwind,
): Promise<DemoMail | undefined> {
  const { config, database, newId, now } = parts;
  const doesAll = NEEDED_ROLES.every((role) => config.roles.includes(role));
  if (!doesAll || !config.channels.includes("email")) return undefined;
  const log = parts.log.with({ component: "demo mail" });
  const catcher = await startMailCatcher({ newId, now, log });
  unwind.add("demo mail", () => catcher.stop());
  const mailbox = await saveDemoMailbox(database, catcher.port, newId);
  if (mailbox && config.channels.includes("form")) {
    await saveDemoForm(database, mailbox.inboxId, newId);
  }
  let door:
    | { readonly host: string; readonly port: number; readonly sender: SmtpSender }
    | undefined;
  unwind.add("demo customers", () => door?.sender.stop());
  return {
    mailbox,
    catcher,
    listensAt({ bindAddress, protocol }, port) {
      // The page speaks SMTP only: a listener that was told to speak LMTP is for somebody else.
      if (protocol !== "smtp") return;
      const host = EVERYWHERE.includes(bindAddress) ? "127.0.0.1" : bindAddress;
      const settings = { host, port, security: "none", perMinuteMax: LETTERS_PER_MINUTE_MAX };
      const sender = new SmtpSender(smtpSettings.parse(settings), {
        mayReach: (ipAddress) => ipAddress === host,
        fetch: () => Promise.reject(new Error("the demo's customers have no tokens")),
        now,
      });
      door = { host, port, sender };
    },
    smtpUrl: () => door && `smtp://${hostInUrl(door.host)}:${door.port}`,
    async post(mail) {
      if (!door) throw new Error("nobody takes mail here");
      await door.sender.send(mail, AbortSignal.timeout(HAND_OVER_TIMEOUT_MS));
      await catcher.show(await buffer(renderMail(mail)), mail.envelope.to);
    },
  };
}

function hostInUrl(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
