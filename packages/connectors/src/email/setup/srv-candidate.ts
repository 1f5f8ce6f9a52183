import { mailHost } from "../transport/mail-host.ts";
import { isWithin, type MailboxCandidate, type MailServer } from "./mail-candidate.ts";
import type { ServiceRecord } from "./mail-dns.ts";

/** RFC 6186 and RFC 8314: what may be asked for, and how each is connected to. */
export const MAIL_SERVICES = {
  _imaps: { kind: "imap", security: "tls" },
  _imap: { kind: "imap", security: "starttls" },
  _submissions: { kind: "smtp", security: "tls" },
  _submission: { kind: "smtp", security: "starttls" },
} as const;
export type MailService = keyof typeof MAIL_SERVICES;

/** What a domain's service records say; `undefined` if they name no server of use. */
export function srvCandidate(
  address: string,
  records: Readonly<Partial<Record<MailService, readonly ServiceRecord[]>>>,
): MailboxCandidate | undefined {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const imap =
    serverOf(records._imaps, MAIL_SERVICES._imaps.security, address) ??
    serverOf(records._imap, MAIL_SERVICES._imap.security, address);
  const smtp =
    serverOf(records._submissions, MAIL_SERVICES._submissions.security, address) ??
    serverOf(records._submission, MAIL_SERVICES._submission.security, address);
  if (imap === undefined && smtp === undefined) return undefined;
  return {
    source: "srv",
    from: `${imap ? "_imaps._tcp" : "_submissions._tcp"}.${domain}`,
    provider: domain,
    imap,
    smtp,
    logins: ["password"],
    oauth: undefined,
    sizes: "exact",
    needsConfirmation: [imap, smtp].some((one) => one && !isWithin(one.host, domain)),
  };
}

function serverOf(
  records: readonly ServiceRecord[] | undefined,
  security: MailServer["security"],
  user: string,
): MailServer | undefined {
  // RFC 2782: the smallest priority; among equals the heaviest, for we want one and not a share.
  const [best] = [...(records ?? [])].sort(
    (a, b) => a.priority - b.priority || b.weight - a.weight,
  );
  const host = best?.name.toLowerCase().replace(/\.$/, "") ?? "";
  // The target "." says that there is no such service (RFC 6186 §3.4).
  if (best === undefined || host === "" || !mailHost.safeParse(host).success) return undefined;
  if (best.port < 1 || best.port > 65_535) return undefined;
  return { host, port: best.port, security, user };
}
