import type { Connector, ConnectorHost } from "@circuito/connector";
import type { CloudSettings } from "../settings.ts";
import { openCloudSender } from "./send/cloud-sender.ts";
import { answerWebhook } from "./webhook.ts";

/** One number of Meta's official API: webhooks in, the Graph API out. */
export function openCloud(settings: CloudSettings, host: ConnectorHost): Connector {
  return {
    webhook: (request) => answerWebhook(settings, host, request),
    ...openCloudSender(settings, host),
  };
}
