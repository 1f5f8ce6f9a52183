import type { MailboxCandidate, MailServer } from "./mail-candidate.ts";

/** Where hosting panels put a domain's mail: its own names, the particular ones first. */
const IMAP_NAMES = ["imap", "mail"];
const SMTP_NAMES = ["smtp", "mail"];

/** The names that a guess would look up. */
export function guessedHosts(domain: string): readonly string[] {
  return [...new Set([...IMAP_NAMES, ...SMTP_NAMES])].map((name) => `${name}.${domain}`);
}

/**
 * Settings that nobody vouches for and that are often right: names of the domain itself that exist,
 * at the ports with TLS from the first byte (RFC 8314 §3). The test tells whether they are.
 */
export function guessCandidate(
  address: string,
  domain: string,
  existing: ReadonlySet<string>,
): MailboxCandidate | undefined {
  const imap = serverOf(IMAP_NAMES, 993, { address, domain, existing });
  const smtp = serverOf(SMTP_NAMES, 465, { address, domain, existing });
  if (imap === undefined && smtp === undefined) return undefined;
  const hosts = [imap, smtp].flatMap((one) => one?.host ?? []);
  return {
    source: "guess",
    from: [...new Set(hosts)].join(", "),
    provider: domain,
    imap,
    smtp,
    logins: ["password"],
    oauth: undefined,
    sizes: "exact",
    needsConfirmation: false,
  };
}

function serverOf(
  names: readonly string[],
  port: number,
  about: {
    readonly address: string;
    readonly domain: string;
    readonly existing: ReadonlySet<string>;
  },
): MailServer | undefined {
  const host = names
    .map((name) => `${name}.${about.domain}`)
    .find((one) => about.existing.has(one));
  return host === undefined ? undefined : { host, port, security: "tls", user: about.address };
}
