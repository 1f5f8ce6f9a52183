import { readFile } from "node:fs/promises";
import { type MailListener, startMailListener } from "@circuito/connectors/email";
import type { MailListenerConfig } from "../config/config.ts";
import { createListeningInboxes } from "../inboxes/listening/listening-inboxes.ts";
import type { Parts } from "./parts.ts";
import type { Unwind } from "./unwind.ts";

/**
 * Opens the port on which mail servers hand mail over.
 * @param choice `or-another`: any port will do, as in a demo that was told none
 * @throws with a sentence for the operator
 */
export async function openMailDoor(
  parts: Pick<Parts, "openParts" | "bus" | "log">,
  { port, bindAddress, protocol, tls }: MailListenerConfig,
  unwind: Unwind,
  choice: "this-port" | "or-another" = "this-port",
): Promise<MailListener> {
  const inboxes = createListeningInboxes(parts.openParts);
  unwind.add("inboxes that listen", () => inboxes.stop());
  parts.bus.wake.subscribe("configuration", () => inboxes.forget());
  const log = parts.log.with({ component: "mail listener" });
  const options = {
    bindAddress,
    protocol,
    ...(tls && {
      tls: { cert: await pem(tls.certFile, "CERT"), key: await pem(tls.keyFile, "KEY") },
    }),
    inboxOf: (address: string) => inboxes.find(address),
    log,
  };
  const listener = await startMailListener({ ...options, port }).catch(
    (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EADDRINUSE") throw cause;
      if (choice === "or-another") return startMailListener({ ...options, port: 0 });
      throw new Error(
        `port ${port} is taken by another program; choose another MAIL_LISTENER_PORT`,
      );
    },
  );
  unwind.add("mail listener", () => listener.stop());
  log.info("mail servers may hand mail over", { protocol, port: listener.port });
  return listener;
}

async function pem(path: string, name: "CERT" | "KEY"): Promise<string> {
  return readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`MAIL_LISTENER_TLS_${name}: the file cannot be read`, { cause });
  });
}
