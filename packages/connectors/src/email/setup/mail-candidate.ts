/** A mail server as somebody says it is to be reached. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly security: "tls" | "starttls";
  /** What to log in as. */
  readonly user: string;
}

/** What opens the mailbox; the best way first. */
export type MailLogin = "oauth" | "app-password" | "password";

/** Where a grant is asked for and renewed (RFC 6749). */
export interface MailOauth {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scope: string;
}

/** Who said so, in the order in which we believe them. */
export const CANDIDATE_SOURCES = ["preset", "autoconfig", "srv", "mx", "ispdb", "guess"] as const;
export type CandidateSource = (typeof CANDIDATE_SOURCES)[number];

/** Settings that may be those of a mailbox. */
export interface MailboxCandidate {
  readonly source: CandidateSource;
  /** The URL, the record, or the provider's page: for the admin to judge by. */
  readonly from: string;
  readonly provider: string;
  readonly imap: MailServer | undefined;
  readonly smtp: MailServer | undefined;
  readonly logins: readonly MailLogin[];
  readonly oauth: MailOauth | undefined;
  /** Whether the sizes it tells of mails are exact: see the IMAP settings. */
  readonly sizes: "exact" | "estimated";
  /**
   * A server outside of the address's domain, named by something that is not proof against forgery: to
   * be shown before a password goes there (RFC 6186 §6).
   */
  readonly needsConfirmation: boolean;
}

/** Whether a host belongs to a domain. */
export function isWithin(host: string, domain: string): boolean {
  const [one, other] = [host.toLowerCase(), domain.toLowerCase()];
  return one === other || one.endsWith(`.${other}`);
}
