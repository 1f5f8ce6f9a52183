import { type Certificate, makeCertificate } from "../certificate.ts";

let made: Promise<Certificate> | undefined;

/** A certificate for web.whatsapp.com that nobody vouches for; one for the life of the process. */
export function whatsappCertificate(): Promise<Certificate> {
  made ??= makeCertificate("web.whatsapp.com");
  return made;
}
