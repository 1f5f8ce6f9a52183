import { createHash } from "node:crypto";
import { domainToASCII } from "node:url";
import { SendError } from "@circuito/connector";
import type { OutgoingMail, SmtpSender, smtpSettings } from "@circuito/connectors/email";
import { automaticMailHeaders } from "@circuito/domain";
import { type Database, findInbox, findSetting } from "@circuito/store";
import { z } from "zod";
import type { OwnMailSettings } from "../config/own-mail.ts";
import { type OpenParts, wholeSettings } from "../inboxes/open-connector.ts";
import { reachOfInbox } from "../inboxes/reach-of-inbox.ts";

/*
 * The installation's own mail: what it tells people by itself, and nobody wrote. It leaves through the
 * server that the operator named, else through an e-mail inbox that an admin chose (decision 37).
 */

/** Where it is kept which inbox was chosen. */
export const OWN_MAIL_KEY = "ownMail";
export const ownMailChoice = z.object({ inboxId: z.string() });

/** Through what mail leaves now. */
export type OwnMailStanding =
  | { readonly kind: "operator"; readonly from: string }
  | { readonly kind: "inbox"; readonly from: string; readonly inboxId: string }
  | { readonly kind: "none"; readonly because: NoOwnMail; readonly inboxId: string | null };

export type NoOwnMail = "not-chosen" | "inbox-gone" | "inbox-off" | "inbox-cannot-send";

/** One letter to one person. */
export interface OwnLetter {
  /** The Message-ID is made of it: the same letter, sent again, is the same mail. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: OutgoingMail["attachments"];
  /** Ms since epoch. */
  readonly date: number;
}

export interface OwnMail {
  standing(): Promise<OwnMailStanding>;
  /**
   * @returns what the server said
   * @throws NoSender, SendError
   */
  send(letter: OwnLetter): Promise<string>;
  stop(): Promise<void>;
}

/** No mail can leave. */
export class NoSender extends Error {
  override readonly name = "NoSender";
}

/** What one letter may take: slow servers look through each for half a minute. */
const SEND_TIMEOUT_MS = 60_000;

type SmtpInput = z.input<typeof smtpSettings>;

interface Way {
  readonly from: { readonly name: string; readonly address: string };
  readonly smtp: SmtpInput;
  readonly mayReach: (ipAddress: string) => boolean;
}

type Parts = Pick<OpenParts, "database" | "sealer" | "mayReach" | "catcher" | "signer" | "now"> & {
  readonly database: Database;
  /** The operator's; wins over what was chosen in the settings. */
  readonly operator: OwnMailSettings | undefined;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
};

export function createOwnMail(parts: Parts): OwnMail {
  const { database, sealer, signer, operator, now } = parts;
  /** Kept while its settings stay: it keeps connections, and the rate that its server allows. */
  let kept: { readonly key: string; readonly sender: SmtpSender } | undefined;

  async function find(): Promise<{ readonly standing: OwnMailStanding; readonly way?: Way }> {
    if (operator) {
      const { from, ...smtp } = operator;
      // Whoever set it decides about the network, too.
      const way = { from, smtp, mayReach: () => true };
      return { standing: { kind: "operator", from: from.address }, way };
    }
    const none = (because: NoOwnMail, inboxId: string | null) => ({
      standing: { kind: "none", because, inboxId } as const,
    });
    const chosen = ownMailChoice.safeParse(await findSetting(database.pool, OWN_MAIL_KEY));
    if (!chosen.success) return none("not-chosen", null);
    const { inboxId } = chosen.data;
    const row = await findInbox(database.pool, inboxId);
    if (row?.channel !== "email") return none("inbox-gone", null);
    if (!row.enabled) return none("inbox-off", inboxId);
    const { emailSettings, smtpOf } = await import("@circuito/connectors/email");
    const settings = emailSettings.safeParse(wholeSettings(row, sealer));
    const smtp = settings.success ? smtpOf(settings.data) : undefined;
    if (!settings.success || !smtp) return none("inbox-cannot-send", inboxId);
    const { address, displayName } = settings.data;
    return {
      standing: { kind: "inbox", from: address, inboxId },
      way: { from: { name: displayName, address }, smtp, mayReach: reachOfInbox(row, parts) },
    };
  }

  async function senderOf({ smtp, mayReach }: Way): Promise<SmtpSender> {
    const key = createHash("sha256").update(JSON.stringify(smtp)).digest("hex");
    if (kept?.key === key) return kept.sender;
    const { smtpSettings, SmtpSender: Sender } = await import("@circuito/connectors/email");
    await kept?.sender.stop();
    const sender = new Sender(smtpSettings.parse(smtp), { mayReach, fetch: parts.fetch, now });
    kept = { key, sender };
    return sender;
  }

  return {
    standing: async () => (await find()).standing,
    async send(letter) {
      const { way } = await find();
      if (!way) throw new NoSender("no mail of the installation can leave");
      const sender = await senderOf(way);
      const { loopMark } = await import("@circuito/connectors/email");
      const mail: OutgoingMail = {
        envelope: {
          // Bounces of what nobody wrote go nowhere (RFC 3834 §3.3), lest two machines talk.
          from: "",
          to: [letter.to],
        },
        from: way.from,
        to: [{ name: "", address: letter.to }],
        cc: [],
        subject: letter.subject,
        text: letter.text,
        html: letter.html,
        messageId: `circuito.${letter.id}@${domainOf(way.from.address)}`,
        references: [],
        date: letter.date,
        headers: automaticMailHeaders("auto-generated", loopMark(signer)),
        attachments: letter.attachments,
      };
      const receipt = await sender.send(mail, AbortSignal.timeout(SEND_TIMEOUT_MS));
      const [refusal] = [...receipt.refused, ...receipt.deferred];
      if (refusal) throw new SendError("rejected", refusal.reply);
      return receipt.reply;
    },
    stop: async () => kept?.sender.stop(),
  };
}

function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf("@") + 1));
}
