import { setTimeout as pause } from "node:timers/promises";
import type { Client, ClientOptions, Message } from "whatsapp-web.js";
import wweb from "whatsapp-web.js";
import type { WhatsappWebSimulator } from "../../packages/lab/src/index.ts";

/** Three times what the slowest step takes on a machine that is busy with other tests. */
const EVENT_WAIT_MS = 30_000;
const LOOK_EVERY_MS = 20;

/** One event of the library, and what it was called with. */
interface Heard {
  readonly name: string;
  readonly values: readonly unknown[];
}

const NAMES = [
  "qr",
  "code",
  "loading_screen",
  "authenticated",
  "ready",
  "message",
  "message_create",
  "message_ack",
  "message_edit",
  "message_revoke_everyone",
  "message_revoke_me",
  "message_reaction",
  "message_ciphertext",
  "message_ciphertext_failed",
  "unread_count",
  "call",
  "change_state",
  "disconnected",
] as const;

export type EventName = (typeof NAMES)[number];

/** The library as it is, in a real Chromium, and all that it said. */
export class RawClient {
  readonly client: Client;
  readonly heard: Heard[] = [];

  /** @param dataPath where the profile is; kept, it is still linked when it starts again */
  constructor(
    simulator: WhatsappWebSimulator,
    dataPath: string,
    options: Partial<ClientOptions> = {},
  ) {
    const executablePath = process.env.TEST_CHROMIUM_PATH;
    this.client = new wweb.Client({
      authStrategy: new wweb.LocalAuth({ clientId: "test", dataPath }),
      webVersionCache: { type: "none" },
      puppeteer: {
        headless: true,
        pipe: true,
        acceptInsecureCerts: true,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        args: [...sandboxArgs(), ...simulator.browserArgs],
        ...(executablePath !== undefined && { executablePath }),
      },
      ...options,
    });
    for (const name of NAMES) {
      this.client.on(name, (...values: unknown[]) => this.heard.push({ name, values }));
    }
  }

  of(name: EventName): Heard[] {
    return this.heard.filter((heard) => heard.name === name);
  }

  /** What the n-th event of a name was called with, as soon as there is one. */
  async event(name: EventName, nth = 1): Promise<readonly unknown[]> {
    await until(
      () => this.of(name).length >= nth,
      () => `${name} no. ${nth}; there were: ${this.heard.map((heard) => heard.name).join(", ")}`,
    );
    return this.of(name)[nth - 1]?.values ?? [];
  }

  async message(name: EventName, nth = 1): Promise<Message> {
    const [message] = await this.event(name, nth);
    if (isMessage(message)) return message;
    throw new Error(`${name} no. ${nth} came without a message`);
  }

  /** Scans the first QR code, and waits until the library is ready. */
  async pair(simulator: WhatsappWebSimulator): Promise<void> {
    const started = this.client.initialize();
    const [qr] = await this.event("qr");
    await simulator.phone.scan(String(qr));
    await this.event("ready");
    await started;
  }
}

/** The library's types do not say that its class is there. */
function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null && "rawData" in value;
}

/** Chromium has no sandbox for root, and one for everybody else. */
function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

export async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const endsAt = performance.now() + EVENT_WAIT_MS;
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error(`waited in vain for ${what()}`);
    await pause(LOOK_EVERY_MS);
  }
}
