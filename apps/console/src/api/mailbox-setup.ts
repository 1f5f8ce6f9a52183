/** A server as it was found for an address. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls";
  readonly user: string;
}

/** Settings that may be those of an address's mailbox; of what the server tells, what is shown. */
export interface MailboxCandidate {
  readonly source: "preset" | "autoconfig" | "srv" | "mx" | "ispdb";
  /** The page, URL or record it comes from. */
  readonly from: string;
  readonly provider: string;
  readonly imap: MailServer | null;
  readonly smtp: MailServer | null;
  /** The best way first. */
  readonly logins: readonly ("oauth" | "app-password" | "password")[];
  readonly oauth: {
    readonly authorizeUrl: string;
    readonly tokenUrl: string;
    readonly scope: string;
  } | null;
  /** A host elsewhere, by something that can be forged: shown before a password goes there. */
  readonly needsConfirmation: boolean;
}

export interface Discovery {
  readonly candidates: readonly MailboxCandidate[];
}

/** One line of the answer to a mailbox's test. */
export type MailboxTestEvent =
  | { readonly kind: "started"; readonly step: string }
  | MailboxStepResult
  | { readonly kind: "finished"; readonly outcome: "ok" | "failed" };

export interface MailboxStepResult {
  readonly kind: "step";
  readonly step: string;
  readonly status: "ok" | "failed" | "skipped";
  readonly ms: number;
  /** The server's own line, redacted. */
  readonly theirWords: string | null;
  readonly hint: string | null;
  readonly facts: {
    readonly tls?: {
      readonly subject: string;
      readonly issuer: string;
      readonly validTo: string;
      readonly fingerprint256: string;
      readonly certificate: string;
    };
    readonly counts?: readonly { readonly mailbox: string; readonly mails: number }[];
  } | null;
}
