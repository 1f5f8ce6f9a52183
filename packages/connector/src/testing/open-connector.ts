import { asId, type ConversationId, type InboxId, type MessageId } from "@circuito/domain";
import type { Connector, OutboundMedia, OutboundMessage, SendReceipt } from "../connector.ts";
import { SendError } from "../errors.ts";
import { secretForms, secretValues } from "../redact.ts";
import type { WebhookRequest, WebhookResponse } from "../webhook.ts";
import type { ConnectorHarness, Signing } from "./harness.ts";
import { printed, RecordingHost } from "./recording-host.ts";

export const INBOX = asId<InboxId>("00000000-0000-7000-8000-0000000000aa");
const CONVERSATION = asId<ConversationId>("00000000-0000-7000-8000-0000000000cc");
export const WEBHOOK_URL = `https://gateway.example.com/webhooks/${INBOX}`;

/** One inbox of the connector under test, and everything that came out of it. */
export class OpenConnector {
  readonly host = new RecordingHost();
  readonly connector: Connector;
  readonly #secrets: readonly string[];

  static open<S>(harness: ConnectorHarness<S>, providerUrl: string): OpenConnector {
    return new OpenConnector(harness, providerUrl);
  }

  private constructor(harness: ConnectorHarness<unknown>, providerUrl: string) {
    const { definition } = harness;
    const typed = harness.settings(providerUrl);
    const settings = definition.settings.parse(typed);
    const inbox = { id: INBOX, name: "test inbox", settings, webhookUrl: WEBHOOK_URL };
    this.connector = definition.open(inbox, this.host);
    this.#secrets = secretValues(typed, definition.secrets);
  }

  get signing(): Signing {
    return { now: this.host.now(), webhookUrl: WEBHOOK_URL };
  }

  async call(request: WebhookRequest): Promise<WebhookResponse> {
    if (!this.connector.webhook) throw new Error("connector claims webhooks and has none");
    const response = await this.connector.webhook(request);
    this.host.outputs.push(printed(response));
    return response;
  }

  /** What `send` says; every error it throws must be a SendError. */
  async trySend(
    message: OutboundMessage,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<SendReceipt | SendError> {
    try {
      return await this.connector.send(message, signal);
    } catch (error) {
      this.host.outputs.push(printed(error));
      if (error instanceof SendError) return error;
      throw error;
    }
  }

  /** Something came out of the connector: no secret may be in it. */
  saw(output: unknown): void {
    this.host.outputs.push(printed(output));
  }

  message(to: OutboundMessage["to"], text: string, media: OutboundMedia[] = []): OutboundMessage {
    const id = asId<MessageId>(this.host.newId());
    return { id, conversationId: CONVERSATION, to, text, media, writtenAt: this.host.now() };
  }

  /** Secrets of the settings that stand in a log, an error or an answer, in any spelling. */
  leaks(): string[] {
    const forms = this.#secrets.flatMap(secretForms);
    return this.host.outputs.filter((output) => forms.some((form) => output.includes(form)));
  }
}
