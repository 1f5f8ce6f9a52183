import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Connector, OutboundMedia, OutboundMessage } from "@circuito/connector";
import { RecordingHost } from "@circuito/connector/testing";
import {
  type Address,
  asId,
  type ConversationId,
  type InboundElement,
  type InboxId,
  type MessageElement,
  type MessageId,
} from "@circuito/domain";
import { type WebSettings, webSettings } from "../../settings.ts";
import { openWeb } from "../open-web.ts";
import type { WebTimes } from "../web-times.ts";
import { ScriptedWhatsapp } from "./scripted-whatsapp.ts";
import { until } from "./until.ts";

/** As short as they may be without one being over before the other begins. */
const TEST_TIMES: Partial<WebTimes> = {
  tickEveryMs: 5,
  callTimeoutMs: 1_000,
  closeTimeoutMs: 200,
  backfillPaceMs: 1,
  backfillRetryMs: 20,
  receiveRetryMs: 5,
  rememberEveryMs: 5,
  ackWaitMs: 100,
  searchAfterMs: 20,
  typingMs: 1,
  paceJitterMs: 0,
  mediaRetriesMs: [1, 2, 3],
};

interface SendMore {
  /** Absent for somebody who has not written in this conversation. */
  readonly newest?: string;
  readonly signal?: AbortSignal;
}

export const ANA: Address = "tel:+5511987654321";

/** A connector on a scripted WhatsApp, and a host that keeps what it is given. */
export class WebStage implements AsyncDisposable {
  readonly whatsapp = new ScriptedWhatsapp();
  readonly host: RecordingHost;
  readonly connector: Connector;
  readonly #folder = mkdtempSync(join(tmpdir(), "circuito-web-"));

  constructor(
    settings: Partial<WebSettings> = {},
    times: Partial<WebTimes> = {},
    host: RecordingHost = new RecordingHost(),
  ) {
    this.host = host;
    host.local = {
      folder: this.#folder,
      browser: { executablePath: process.execPath, args: [], acceptsInsecureCerts: false },
    };
    this.connector = openWeb(
      {
        id: asId<InboxId>("00000000-0000-7000-8000-0000000000aa"),
        name: "WhatsApp",
        settings: webSettings.parse({ transport: "web", ...settings }),
        webhookUrl: "https://gateway.example.com/webhooks/x",
      },
      host,
      { launch: this.whatsapp.launch, times: { ...TEST_TIMES, ...times }, random: () => 0 },
    );
  }

  /** Started, and ready as of a profile that is paired. */
  async ready(): Promise<this> {
    const started = this.connector.start?.();
    await this.launched(this.whatsapp.launches.length + 1);
    this.whatsapp.becomeReady();
    await started;
    return this;
  }

  launched(count: number): Promise<void> {
    return until(
      () => this.whatsapp.launches.length >= count,
      () => `launch no. ${count}; ${this.host.outputs.join("\n")}`,
    );
  }

  /** Waits until the host was told this of the session. */
  said(state: string, because?: string): Promise<void> {
    return until(
      () => this.host.sessions.some((one) => one.state === state && one.because === because),
      () => `${state} ${because}; said: ${JSON.stringify(this.host.sessions)}`,
    );
  }

  rows(count: number): Promise<void> {
    return until(
      () => this.host.rows.length >= count,
      () => `${count} rows; there are ${JSON.stringify(this.texts)}; ${this.host.outputs.join()}`,
    );
  }

  get messages(): readonly MessageElement[] {
    return this.host.rows.filter((row: InboundElement) => row.kind === "message");
  }

  get texts(): readonly string[] {
    return this.messages.map(({ text }) => text);
  }

  /** @returns the message's external id, or why it was not sent */
  send(fields: Partial<OutboundMessage> = {}, more: SendMore = {}): Promise<string> {
    const { newest, signal = AbortSignal.timeout(5_000) } = more;
    const message: OutboundMessage = {
      id: asId<MessageId>("00000000-0000-7000-8000-0000000000bb"),
      conversationId: asId<ConversationId>("00000000-0000-7000-8000-0000000000cc"),
      to: ANA,
      text: "olá",
      media: [],
      writtenAt: this.host.now(),
      ...(newest !== undefined && { newest }),
      ...fields,
    };
    return this.connector.send(message, signal).then(
      ({ externalId }) => externalId,
      (error: { kind?: string; message: string }) => `${error.kind}: ${error.message}`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.connector.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

export function outboundFile(fileName: string, words: string): OutboundMedia {
  return {
    url: "https://gateway.example.com/f",
    mimeType: "text/plain",
    fileName,
    sizeBytes: words.length,
    open: async () => Readable.from([words]),
  };
}
