import type { ConnectorDefinition } from "@circuito/connector";
import { openCloud } from "./cloud/open-cloud.ts";
import {
  type CloudSettings,
  cloudSettings,
  WHATSAPP_SECRETS,
  WHATSAPP_SECRETS_GO_TO,
} from "./settings.ts";

/** One message's text, by Meta's rule. */
const TEXT_LENGTH_MAX = 4_096;

/** WhatsApp by Meta's official API. */
export const whatsapp: ConnectorDefinition<CloudSettings> = {
  channel: "whatsapp",
  capabilities: {
    textLengthMax: TEXT_LENGTH_MAX,
    media: true,
    receipts: ["delivered", "read"],
    runs: "anywhere",
    webhook: true,
    socket: false,
  },
  settings: cloudSettings,
  secrets: WHATSAPP_SECRETS,
  secretsGoTo: WHATSAPP_SECRETS_GO_TO,
  open({ settings }, host) {
    switch (settings.transport) {
      case "cloud":
        return openCloud(settings, host);
    }
  },
};
