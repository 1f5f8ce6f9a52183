import {
  type Connector,
  type ConnectorDefinition,
  type ConnectorHost,
  writeOutChoices,
} from "@circuito/connector";
import { nothingOfGeneric, openGeneric } from "./generic.ts";
import { SMS_SECRETS, SMS_SECRETS_GO_TO, type SmsSettings, smsSettings } from "./settings.ts";
import { TEXT_LENGTH_MAX } from "./sms-limits.ts";
import { nothingOfTwilio, openTwilio } from "./twilio.ts";
import { nothingOfVonage, openVonage } from "./vonage.ts";

/** SMS by Twilio, by Vonage, or by any provider that speaks our signed JSON. */
export const sms: ConnectorDefinition<SmsSettings> = {
  channel: "sms",
  capabilities: {
    textLengthMax: TEXT_LENGTH_MAX,
    // Vonage's SMS API has no files; there `send` says `unsupported`.
    media: true,
    receipts: ["delivered"],
    runs: "anywhere",
    webhook: true,
    socket: false,
  },
  settings: smsSettings,
  secrets: SMS_SECRETS,
  secretsGoTo: SMS_SECRETS_GO_TO,
  sayNothing(settings, webhookUrl, at) {
    switch (settings.provider) {
      case "twilio":
        return nothingOfTwilio(settings, webhookUrl);
      case "vonage":
        return nothingOfVonage(settings, webhookUrl, at);
      case "generic":
        return nothingOfGeneric(settings, webhookUrl, at);
    }
  },
  open({ settings, webhookUrl }, host) {
    return withChoicesWritten(openProvider(settings, webhookUrl, host));
  },
};

function openProvider(settings: SmsSettings, webhookUrl: string, host: ConnectorHost): Connector {
  switch (settings.provider) {
    case "twilio":
      return openTwilio(settings, webhookUrl, host);
    case "vonage":
      return openVonage(settings, webhookUrl, host);
    case "generic":
      return openGeneric(settings, host);
  }
}

/** No provider of SMS has buttons. */
function withChoicesWritten(connector: Connector): Connector {
  return {
    ...connector,
    send: (message, signal) =>
      connector.send({ ...message, text: writeOutChoices(message) }, signal),
  };
}
