import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connector, OutboundMessage } from "../../packages/connector/src/index.ts";
import { RecordingHost } from "../../packages/connector/src/testing/index.ts";
import { type WebSettings, webSettings } from "../../packages/connectors/src/whatsapp/settings.ts";
import { openWeb, type WebTimes } from "../../packages/connectors/src/whatsapp/web/index.ts";
import {
  type Address,
  asId,
  type ConversationId,
  type InboxId,
  type MessageElement,
  type MessageId,
  type SessionStateName,
} from "../../packages/domain/src/index.ts";
import {
  type WhatsappPhone,
  type WhatsappSentMessage,
  WhatsappWebSimulator,
} from "../../packages/lab/src/index.ts";

/** Three times what the slowest step takes on a machine that is full. */
const WAIT_MAX_MS = 40_000;
const LOOK_EVERY_MS = 20;

/** Waits that a test would sit through are short here; those that a full machine needs are not. */
const TIMES: Partial<WebTimes> = {
  tickEveryMs: 50,
  probeEveryMs: 200,
  readyWatchMs: 1_000,
  heartbeatEveryMs: 500,
  heartbeatTimeoutMs: 3_000,
  takeoverAfterMs: 200,
  backfillPaceMs: 20,
  rememberEveryMs: 20,
  ackWaitMs: 3_000,
  sendTimeoutMs: 5_000,
  searchAfterMs: 200,
  typingMs: 10,
  paceJitterMs: 0,
  burstMs: 0,
  downloadTimeoutMs: 3_000,
  mediaRetriesMs: [10, 10, 10],
};

/** What goes on from one start of the gateway to the next: the ledger, the memory, the folder. */
export class PairedInbox implements AsyncDisposable {
  readonly simulator: WhatsappWebSimulator;
  readonly host = Object.assign(new RecordingHost(), { now: Date.now });
  readonly folder = mkdtempSync(join(tmpdir(), "circuito-web-"));
  readonly #open: Connector[] = [];

  constructor(simulator: WhatsappWebSimulator, executablePath: string) {
    this.simulator = simulator;
    this.host.local = {
      folder: this.folder,
      browser: { executablePath, args: simulator.browserArgs, acceptsInsecureCerts: true },
    };
  }

  get phone(): WhatsappPhone {
    return this.simulator.phone;
  }

  /** A start of the gateway. */
  open(settings: Partial<WebSettings> = {}, times: Partial<WebTimes> = {}): Connector {
    const connector = openWeb(
      {
        id: asId<InboxId>("00000000-0000-7000-8000-0000000000aa"),
        name: "WhatsApp",
        settings: webSettings.parse({ transport: "web", sendsPerMinuteMax: 60, ...settings }),
        webhookUrl: "https://gateway.example.com/webhooks/x",
      },
      this.host,
      { times: { ...TIMES, ...times } },
    );
    this.#open.push(connector);
    return connector;
  }

  /** Started, its code read by the phone, ready. */
  async paired(...args: Parameters<PairedInbox["open"]>): Promise<Connector> {
    const connector = this.open(...args);
    const started = connector.start?.();
    await Promise.race([this.phone.scan(), started]);
    await started;
    return connector;
  }

  get messages(): readonly MessageElement[] {
    return this.host.rows.filter((row) => row.kind === "message");
  }

  get texts(): readonly string[] {
    return this.messages.map(({ text }) => text);
  }

  rows(count: number): Promise<void> {
    return this.until(
      () => this.host.rows.length >= count,
      () => `${count} rows`,
    );
  }

  /** The n-th message that was sent, as soon as the phone has it. */
  async sent(nth: number): Promise<WhatsappSentMessage> {
    const found = () => this.phone.sentMessages[nth - 1];
    await this.until(
      () => found() !== undefined,
      () => `message no. ${nth} to be sent`,
    );
    const message = found();
    if (!message) throw new Error("it was sent, and is not there");
    return message;
  }

  /** Waits until this is said of the session, after what was said before. */
  async said(state: SessionStateName, because?: string, after = 0): Promise<void> {
    const isIt = () =>
      this.host.sessions
        .slice(after)
        .some((one) => one.state === state && (because === undefined || one.because === because));
    await this.until(isIt, () => `${state} ${because ?? ""}`);
  }

  async until(isSo: () => boolean, what: () => string): Promise<void> {
    const endsAt = performance.now() + WAIT_MAX_MS;
    while (!isSo()) {
      if (performance.now() > endsAt) {
        const { rows, outputs, sessions } = this.host;
        const said = sessions.map((one) => `${one.state} ${one.because ?? ""}`);
        throw new Error(
          `waited in vain for ${what()}; ${rows.length} rows; ${said.join(", ")}\n${outputs.join("\n")}`,
        );
      }
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** The processes of this inbox's browser. */
  get browsers(): readonly number[] {
    return readdirSync("/proc")
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
      .filter((pid) => commandLine(pid).includes(this.folder));
  }

  /** The browser itself, of all its processes. */
  get browser(): number {
    const found = this.browsers.find((pid) => !commandLine(pid).includes("--type="));
    if (found === undefined) throw new Error("there is no browser");
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connector of this.#open) await connector.stop();
    await this.until(
      () => this.browsers.length === 0,
      () => `the end of the browsers ${this.browsers.join()}`,
    );
    await this.simulator[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function outbound(to: Address, text: string, more: Partial<OutboundMessage> = {}) {
  const message: OutboundMessage = {
    id: asId<MessageId>("00000000-0000-7000-8000-0000000000bb"),
    conversationId: asId<ConversationId>("00000000-0000-7000-8000-0000000000cc"),
    to,
    text,
    media: [],
    newest: "false:x",
    writtenAt: Date.now(),
    ...more,
  };
  return message;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It ended while we looked.
  }
}

/** Of a test with browsers of its own, on a machine that is busy with other tests. */
const TEST_TIMEOUT_MS = 120_000;

/**
 * A test with the real library in a real Chromium. It ends with: nothing that the page lacks, no error
 * in it, no browser left.
 */
export function pairedTest(
  name: string,
  run: (inbox: PairedInbox) => Promise<void>,
  /** What the library itself is known to do wrong in the page. */
  knownError: RegExp = /(?!)/,
): void {
  const executablePath = process.env.TEST_CHROMIUM_PATH;
  if (executablePath === undefined) {
    test.skip(`${name}: there is no Chromium on this machine`, () => {});
    return;
  }
  const runWithBrowser = async () => {
    await using inbox = new PairedInbox(await WhatsappWebSimulator.start(), executablePath);
    await run(inbox);
    expect(inbox.simulator.unknownModules).toEqual([]);
    expect(inbox.simulator.pageErrors.filter((text) => !knownError.test(text))).toEqual([]);
  };
  test(name, runWithBrowser, TEST_TIMEOUT_MS);
}
