import { X509Certificate } from "node:crypto";
import type { ConnectionOptions, PeerCertificate } from "node:tls";
import { z } from "zod";

/**
 * `tls`: from the first byte. `starttls`: upgraded before anything is said, or not at all. `none`:
 * only to this very machine.
 */
export const mailSecurity = z.enum(["tls", "starttls", "none"]);
export type MailSecurity = z.infer<typeof mailSecurity>;

/** A server's own certificate, for one that no authority vouches for. Nothing else is accepted then. */
export const pinnedCertificate = z.string().max(20_000).refine(isCertificate, {
  message: "must be a certificate in PEM form",
});

/**
 * How a server proves itself. There is no switch to accept anything (B-80): a certificate is one that
 * the world's authorities vouch for, or the very one the admin gave us.
 */
export function tlsOptions(host: string, pinned: string | undefined): ConnectionOptions {
  const base: ConnectionOptions = { minVersion: "TLSv1.2", servername: host };
  if (pinned === undefined) return base;
  const expected = new X509Certificate(pinned).fingerprint256;
  return {
    ...base,
    ca: [pinned],
    checkServerIdentity: (_: string, certificate: PeerCertificate) =>
      certificate.fingerprint256 === expected
        ? undefined
        : new Error("the server shows another certificate than the one it was set up with"),
  };
}

function isCertificate(text: string): boolean {
  try {
    new X509Certificate(text);
    return true;
  } catch {
    return false;
  }
}
