import { randomBytes } from "node:crypto";
import type { Journal } from "../journal.ts";
import type { GraphStatus } from "./graph-webhooks.ts";

export interface FakeGraphOptions {
  readonly journal: Journal;
  /** Names the inbox in the journal. */
  readonly account: string;
  /** Where webhooks go; may be set later. */
  readonly webhookUrl?: string;
  /** Secrets are made up if not given. */
  readonly accessToken?: string;
  readonly appSecret?: string;
  readonly verifyToken?: string;
  readonly phoneNumberId?: string;
  readonly wabaId?: string;
  readonly displayPhoneNumber?: string;
  /** Ms since epoch; the system's clock by default. */
  readonly now?: () => number;
  /** Statuses that follow every accepted message by themselves; none by default. */
  readonly follows?: readonly GraphStatus["status"][];
}

/** Who an inbox must be to speak with one fake: what an admin copies from Meta's pages. */
export interface GraphIdentity {
  readonly accessToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** Digits, without a plus sign. */
  readonly displayPhoneNumber: string;
}

/** Whatever is not given: secrets of their real shape, ids and a number that are nobody's. */
export function identityOf(options: FakeGraphOptions): GraphIdentity {
  return {
    accessToken: options.accessToken ?? `EAAG${randomBytes(24).toString("hex")}`,
    appSecret: options.appSecret ?? randomBytes(16).toString("hex"),
    verifyToken: options.verifyToken ?? randomBytes(16).toString("hex"),
    phoneNumberId: options.phoneNumberId ?? "100000000000001",
    wabaId: options.wabaId ?? "200000000000001",
    displayPhoneNumber: options.displayPhoneNumber ?? "5511900000000",
  };
}
