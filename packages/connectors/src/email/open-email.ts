import type { Connector, ConnectorHost, OpenInbox } from "@circuito/connector";
import type { EmailReceiver } from "./receive/email-receiver.ts";
import type { EmailSender } from "./send/email-sender.ts";
import type { EmailSettings } from "./settings.ts";

/**
 * Opens an inbox without loading what reads and sends mail: a process that does neither, and the start
 * of one that will, are spared parsers and clients.
 */
export function openEmail(inbox: OpenInbox<EmailSettings>, host: ConnectorHost): Connector {
  let receiver: Promise<EmailReceiver> | undefined;
  let sender: Promise<EmailSender> | undefined;
  let stopped = false;
  return {
    async start() {
      receiver ??= import("./receive/email-receiver.ts").then(({ EmailReceiver: Receiver }) => {
        return new Receiver(inbox, host);
      });
      const ready = await receiver;
      if (!stopped) await ready.start();
    },
    async send(message, signal) {
      // In whatever process: sending needs no lease.
      sender ??= import("./send/email-sender.ts").then(({ EmailSender: Sender }) => {
        return new Sender(inbox, host);
      });
      return (await sender).send(message, signal);
    },
    async stop() {
      stopped = true;
      await Promise.all([receiver, sender].map(async (one) => (await one)?.stop()));
    },
  };
}
