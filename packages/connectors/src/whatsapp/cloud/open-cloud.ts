import { type Connector, type ConnectorHost, SendError } from "@circuito/connector";
import type { CloudSettings } from "../settings.ts";
import { answerWebhook } from "./webhook.ts";

/** One number of Meta's official API. */
export function openCloud(settings: CloudSettings, host: ConnectorHost): Connector {
  return {
    webhook: (request) => answerWebhook(settings, host, request),
    send: async () => {
      throw new SendError("unsupported", "not in this build");
    },
    stop: async () => {},
  };
}
