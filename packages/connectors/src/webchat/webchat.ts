import {
  type Connector,
  type ConnectorDefinition,
  type ConnectorHost,
  type CustomerSocket,
  type OpenInbox,
  type OutboundMessage,
  SendError,
  type SendReceipt,
} from "@circuito/connector";
import { Introductions } from "./introductions.ts";
import { Rates } from "./rates.ts";
import { type WebchatSettings, webchatSettings } from "./settings.ts";
import { CHAT_TEXT_LENGTH_MAX } from "./take-event.ts";
import { Visit } from "./visit.ts";

/** The web chat: customers' browsers talk to us directly, there is no provider in between. */
export const webchat: ConnectorDefinition<WebchatSettings> = {
  channel: "webchat",
  capabilities: {
    textLengthMax: CHAT_TEXT_LENGTH_MAX,
    media: false,
    receipts: ["read"],
    runs: "anywhere",
    webhook: false,
    socket: true,
  },
  settings: webchatSettings,
  secrets: ["tokenSecret", "identitySecret", "identitySecretBefore"],
  // They only check what browsers bring.
  secretsGoTo: { tokenSecret: [], identitySecret: [], identitySecretBefore: [] },
  open: (inbox, host) => new Webchat(inbox, host),
};

class Webchat implements Connector {
  readonly #inbox: OpenInbox<WebchatSettings>;
  readonly #host: ConnectorHost;
  readonly #rates = new Rates();
  readonly #introductions = new Introductions();
  readonly #visits = new Set<Visit>();
  #stopped = false;

  constructor(inbox: OpenInbox<WebchatSettings>, host: ConnectorHost) {
    this.#inbox = inbox;
    this.#host = host;
  }

  connected(socket: CustomerSocket): void {
    if (this.#stopped) {
      socket.disconnect();
      return;
    }
    const shop = {
      inbox: this.#inbox,
      host: this.#host,
      rates: this.#rates,
      introductions: this.#introductions,
    };
    const visit = new Visit(shop, socket, () => this.#visits.delete(visit));
    this.#visits.add(visit);
  }

  /** The transcript is the delivery: the words are already where the browser reads them. */
  async send(message: OutboundMessage): Promise<SendReceipt> {
    if (!message.to.startsWith("visitor:")) {
      throw new SendError("unreachable-address", "not a visitor of the web chat");
    }
    if (message.media.length > 0) throw new SendError("unsupported", "web chat carries no files");
    if (message.text.length > CHAT_TEXT_LENGTH_MAX) {
      throw new SendError("unsupported", "text too long");
    }
    return { externalId: message.id };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const visits = [...this.#visits];
    this.#visits.clear();
    await Promise.all(visits.map((visit) => visit.close()));
  }
}
