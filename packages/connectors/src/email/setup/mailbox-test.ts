import type { MailboxHint, MailboxStep } from "@circuito/domain";
import type { ImapSettings } from "../transport/imap/imap-settings.ts";
import type { SmtpSettings } from "../transport/smtp/smtp-settings.ts";
import type { TlsFacts } from "./probe-server.ts";

/** What is to be tried. One of the two is enough: some only read here, some only write. */
export interface MailboxUnderTest {
  readonly address: string;
  readonly imap: ImapSettings | undefined;
  readonly smtp: SmtpSettings | undefined;
}

/** What a step found out, for an admin to look at or a form to offer. */
export interface StepFacts {
  readonly addresses?: readonly string[];
  readonly tls?: TlsFacts;
  /** Folders of the mailbox, with what they are for when the server says so (`sent`, `junk`). */
  readonly folders?: readonly { readonly path: string; readonly use: string | null }[];
  readonly missing?: readonly string[];
  readonly capabilities?: readonly string[];
  /** How many mails a first connection would take in. */
  readonly counts?: readonly { readonly mailbox: string; readonly mails: number }[];
  readonly foundIn?: string;
}

export interface StepResult {
  readonly kind: "step";
  readonly step: MailboxStep;
  readonly status: "ok" | "failed" | "skipped";
  readonly ms: number;
  /** The server's own line: redacted, without control characters, at most 300 of them. */
  readonly theirWords: string | null;
  /** Of a failure, always; of a step that went well, when something is worth knowing. */
  readonly hint: MailboxHint | null;
  readonly facts: StepFacts | null;
}

export type MailboxTestEvent =
  | { readonly kind: "started"; readonly step: MailboxStep }
  | StepResult
  | { readonly kind: "finished"; readonly outcome: "ok" | "failed" };

export interface MailboxTestTimes {
  readonly connectMs: number;
  /** A login and one command each. */
  readonly commandMs: number;
  /** For a mailbox with a million mails. */
  readonly countMs: number;
  /** From the final dot to its answer. */
  readonly handOverMs: number;
  readonly arriveMs: number;
  readonly lookAgainMs: number;
}
/**
 * Shorter than those of a mailbox at work: somebody waits, and a server that needs longer deserves a
 * word. A mail to oneself takes seconds; a minute is greylisting or a queue.
 */
export const MAILBOX_TEST_TIMES: MailboxTestTimes = {
  connectMs: 10_000,
  commandMs: 20_000,
  countMs: 30_000,
  handOverMs: 60_000,
  arriveMs: 60_000,
  lookAgainMs: 2_000,
};
