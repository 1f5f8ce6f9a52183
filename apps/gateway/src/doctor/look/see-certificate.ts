import { isIP } from "node:net";
import { connect } from "node:tls";
import type { CertificateReading } from "@circuito/domain";
import { errorCode } from "./error-code.ts";

/** Shakes hands at the public address and looks at what is shown, believed or not. */
export function seeCertificate(
  publicUrl: string,
  signal: AbortSignal,
): Promise<CertificateReading> {
  const { protocol, hostname, port } = new URL(publicUrl);
  if (protocol !== "https:") return Promise.resolve({ kind: "plain" });
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || "443"),
      // A name is asked for by name; an address has none.
      ...(isIP(host) === 0 && { servername: host }),
      rejectUnauthorized: false,
    });
    const settle = (reading: CertificateReading): void => {
      signal.removeEventListener("abort", giveUp);
      socket.destroy();
      resolve(reading);
    };
    const giveUp = (): void => settle({ kind: "failed", code: "ETIMEDOUT" });
    signal.addEventListener("abort", giveUp, { once: true });
    socket.on("error", (error) => settle({ kind: "failed", code: errorCode(error) }));
    socket.on("secureConnect", () => {
      const { valid_to, issuer } = socket.getPeerCertificate();
      const distrust = distrustOf(socket.authorizationError);
      settle({
        kind: "shown",
        ...(!socket.authorized && { distrust }),
        validTo: Date.parse(valid_to),
        issuer: [issuer?.O ?? issuer?.CN ?? "?"].flat().join(", "),
      });
    });
    if (signal.aborted) giveUp();
  });
}

/** Node gives an error, or its code alone. */
function distrustOf(error: unknown): string {
  return typeof error === "string" ? error : errorCode(error);
}
