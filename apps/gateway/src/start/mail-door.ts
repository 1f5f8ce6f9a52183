import { readFile } from "node:fs/promises";
import { type MailListener, startMailListener } from "@circuito/connectors/email";
import type { MailListenerConfig } from "../config/config.ts";
import { createListeningInboxes } from "../inboxes/listening/listening-inboxes.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/**
 * Opens the port on which mail servers hand mail over.
 * @throws with a sentence for the operator
 */
export async function openMailDoor(
  parts: Pick<Parts, "openParts" | "bus" | "log">,
  { port, bindAddress, protocol, tls }: MailListenerConfig,
  unwind: Unwind,
): Promise<MailListener> {
  const inboxes = createListeningInboxes(parts.openParts);
  unwind.add("inboxes that listen", () => inboxes.stop());
  parts.bus.wake.subscribe("configuration", () => inboxes.forget());
  const log = parts.log.with({ component: "mail listener" });
  const listener = await startMailListener({
    port,
    bindAddress,
    protocol,
    ...(tls && {
      tls: { cert: await pem(tls.certFile, "CERT"), key: await pem(tls.keyFile, "KEY") },
    }),
    inboxOf: (address) => inboxes.find(address),
    log,
  }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== "EADDRINUSE") throw cause;
    throw new Error(`port ${port} is taken by another program; choose another MAIL_LISTENER_PORT`);
  });
  unwind.add("mail listener", () => listener.stop());
  log.info("mail servers may hand mail over", { protocol, port: listener.port });
  return listener;
}

async function pem(path: string, name: "CERT" | "KEY"): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`MAIL_LISTENER_TLS_${name}: the file cannot be read`, { cause });
  });
}
