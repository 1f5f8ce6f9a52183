import type { InboundElement } from "@circuito/domain";
import type { MailSource } from "../parse/parse-task.ts";

/** A mail as a transport hands it over: complete, and untouched. */
export interface IncomingMail {
  /** A file is removed once the elements made of it are committed. */
  readonly source: MailSource;
  readonly sizeBytes: number;
  readonly arrival: MailArrival;
}

/** How a mail came to us: what its bytes do not say. */
export type MailArrival =
  | {
      readonly kind: "mailbox";
      readonly mailbox: string;
      /** `sent`: our own people wrote it elsewhere; it joins the conversation as theirs. */
      readonly role: "inbox" | "sent";
      readonly uidValidity: string;
      readonly uid: number;
      /** INTERNALDATE, ms since epoch. */
      readonly arrivedAt: number | undefined;
      /** X-GM-THRID or OBJECTID's THREADID (rules §2, T5: weak). */
      readonly threadId: string | undefined;
    }
  | {
      readonly kind: "listener";
      /** Of MAIL FROM; empty for bounces. */
      readonly envelopeFrom: string;
      /** Of RCPT TO: those of this inbox only. */
      readonly recipients: readonly string[];
    };

/**
 * Turns a mail into ledger elements: parses, classifies, never calls anybody. A mail that cannot be
 * read becomes a `malformed` element with its bytes. Rejects for a defect of ours only.
 */
export type ReadMail = (mail: IncomingMail) => Promise<readonly InboundElement[]>;
