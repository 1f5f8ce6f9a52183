import type { ConnectorDefinition } from "@circuito/connector";
import { openCloud } from "./cloud/open-cloud.ts";
import { nothingOfMeta } from "./cloud/webhook.ts";
import {
  WHATSAPP_SECRETS,
  WHATSAPP_SECRETS_GO_TO,
  type WhatsappSettings,
  whatsappSettings,
} from "./settings.ts";
import { openWeb } from "./web/index.ts";

/** One message's text, by the rule of Meta's API. */
const TEXT_LENGTH_MAX = 4_096;

/**
 * WhatsApp's own, which a paired phone writes: further parts would come back as messages that somebody
 * wrote on the phone.
 */
const WEB_TEXT_LENGTH_MAX = 65_536;

/** WhatsApp by Meta's official API, or through a paired phone. */
export const whatsapp: ConnectorDefinition<WhatsappSettings> = {
  channel: "whatsapp",
  capabilities: {
    textLengthMax: TEXT_LENGTH_MAX,
    media: true,
    receipts: ["delivered", "read"],
    runs: "anywhere",
    webhook: true,
    socket: false,
  },
  // One browser has the session; nobody calls us.
  capabilitiesOf: ({ transport }) =>
    transport === "web"
      ? { runs: "owned", webhook: false, textLengthMax: WEB_TEXT_LENGTH_MAX }
      : {},
  settings: whatsappSettings,
  secrets: WHATSAPP_SECRETS,
  secretsGoTo: WHATSAPP_SECRETS_GO_TO,
  sayNothing(settings, webhookUrl) {
    return settings.transport === "cloud" ? nothingOfMeta(settings, webhookUrl) : undefined;
  },
  open(inbox, host) {
    const { settings } = inbox;
    switch (settings.transport) {
      case "cloud":
        return openCloud(settings, host);
      case "web":
        return openWeb({ ...inbox, settings }, host);
    }
  },
};
