import { DAY_MS } from "../calendar/time-zone.ts";
import { type Finding, found } from "./finding.ts";

/** Let's Encrypt renews thirty days before the end: half of that gone says that nobody renews. */
const CERTIFICATE_SOON_DAYS = 14;

/** What came of asking the public address who it is. */
export type AddressReading =
  | { readonly kind: "answered"; readonly status: number; readonly isOurs: boolean }
  | { readonly kind: "failed"; readonly code: string };

export function judgeAddress(address: string, reading: AddressReading): Finding {
  if (reading.kind === "failed")
    return found("address-unreachable", { address, code: reading.code });
  const { status, isOurs } = reading;
  return isOurs
    ? found("address-answers", { address })
    : found("address-of-another", { address, status });
}

/** What came of opening a websocket through the public address, and saying something by it. */
export type SocketReading =
  | { readonly kind: "answered"; readonly ms: number }
  /** An HTTP answer in place of the upgrade. */
  | { readonly kind: "refused"; readonly status: number }
  /** Open, and nothing comes back. */
  | { readonly kind: "silent" }
  | { readonly kind: "failed"; readonly code: string };

export function judgeSocket(address: string, reading: SocketReading): Finding {
  switch (reading.kind) {
    case "answered":
      return found("sockets-work", { ms: Math.round(reading.ms) });
    case "refused":
      return found("sockets-refused", { status: reading.status });
    case "silent":
      return found("sockets-silent");
    case "failed":
      return found("sockets-unreachable", { address, code: reading.code });
  }
}

export type CertificateReading =
  | { readonly kind: "plain" }
  | { readonly kind: "failed"; readonly code: string }
  | {
      readonly kind: "shown";
      /** Why no browser would believe it; absent where it would. */
      readonly distrust?: string;
      readonly validTo: number;
      readonly issuer: string;
    };

export function judgeCertificate(reading: CertificateReading, now: number): Finding {
  if (reading.kind === "plain") return found("certificate-none");
  if (reading.kind === "failed") return found("certificate-unreachable", { code: reading.code });
  const { distrust, validTo, issuer } = reading;
  if (validTo <= now) {
    return found("certificate-ended", { days: Math.ceil((now - validTo) / DAY_MS) });
  }
  if (distrust !== undefined) return found("certificate-untrusted", { code: distrust });
  const days = Math.floor((validTo - now) / DAY_MS);
  const isSoon = days < CERTIFICATE_SOON_DAYS;
  return found(isSoon ? "certificate-ends-soon" : "certificate-good", { days, issuer });
}

/** What came of a request of our own, signed as the provider signs, to an inbox's public address. */
export type WebhookReading =
  | { readonly kind: "answered"; readonly status: number; readonly ms: number }
  | { readonly kind: "failed"; readonly code: string };

export function judgeWebhook(reading: WebhookReading): Finding {
  if (reading.kind === "failed") return found("webhook-unreachable", { code: reading.code });
  const { status } = reading;
  if (status >= 200 && status < 300) return found("webhook-works", { ms: Math.round(reading.ms) });
  // Only our own door checks signatures; whatever else answers so stands before it, and is as wrong.
  if (status === 401 || status === 403) return found("webhook-signature", { status });
  return found(status === 404 ? "webhook-not-here" : "webhook-refused", { status });
}
