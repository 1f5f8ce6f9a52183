import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Client, ClientOptions } from "whatsapp-web.js";
import wweb from "whatsapp-web.js";
import type { WhatsappWebSimulator } from "../../packages/lab/src/index.ts";

/** The machine may be full: three times what the slowest step takes there. */
const EVENT_WAIT_MS = 30_000;
const LOOK_EVERY_MS = 20;

/** One event of the library, with what it was called with. */
export interface Heard {
  readonly name: string;
  readonly values: readonly unknown[];
}

const HEARD = [
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
  "media_uploaded",
  "unread_count",
  "incoming_call",
  "change_state",
  "disconnected",
] as const;

type HeardName = (typeof HEARD)[number];

/** The library itself, in a Chromium with a profile of its own, and all that it said. */
export class RawClient implements AsyncDisposable {
  readonly client: Client;
  readonly heard: Heard[] = [];
  readonly dataPath: string;
  readonly #ownsPath: boolean;

  constructor(
    simulator: WhatsappWebSimulator,
    { dataPath, ...options }: Partial<ClientOptions> & { readonly dataPath?: string } = {},
  ) {
    this.#ownsPath = dataPath === undefined;
    this.dataPath = dataPath ?? mkdtempSync(join(tmpdir(), "circuito-whatsapp-"));
    const executablePath = process.env.TEST_CHROMIUM_PATH;
    this.client = new wweb.Client({
      authStrategy: new wweb.LocalAuth({ clientId: "test", dataPath: this.dataPath }),
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
    for (const name of HEARD) {
      this.client.on(name, (...values: unknown[]) => this.heard.push({ name, values }));
    }
  }

  /** Waits for the n-th event of a name. */
  async event(name: HeardName, nth = 1): Promise<readonly unknown[]> {
    const events = await this.events(name, nth);
    return events[nth - 1]?.values ?? [];
  }

  /** Waits until there are so many events of a name. */
  async events(name: HeardName, count: number): Promise<Heard[]> {
    const found = (): Heard[] => this.heard.filter((heard) => heard.name === name);
    const says = (): string => this.heard.map((heard) => heard.name).join(", ");
    await until(
      () => found().length >= count,
      () => `${count} of ${name}, heard: ${says()}`,
    );
    return found();
  }

  count(name: HeardName): number {
    return this.heard.filter((heard) => heard.name === name).length;
  }

  /** Scans the first QR code, and waits until the library is ready. */
  async pair(simulator: WhatsappWebSimulator): Promise<void> {
    const started = this.client.initialize();
    await this.event("qr");
    await simulator.phone.scan();
    await this.event("ready");
    await started;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.destroy();
    await until(
      () => browsersOf(this.dataPath).length === 0,
      () => `the end of the browsers ${browsersOf(this.dataPath)}`,
    );
    if (this.#ownsPath) rmSync(this.dataPath, { recursive: true, force: true });
  }
}

/** Chromium refuses its sandbox to root, and to nobody else. */
export function sandboxArgs(): string[] {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

/** Ids of processes whose command line has this profile's path. */
export function browsersOf(path: string): number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => commandLine(pid).includes(path));
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It ended while we looked.
  }
}

export async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const endsAt = performance.now() + EVENT_WAIT_MS;
  while (!isSo()) {
    if (performance.now() > endsAt) throw new Error(`waited in vain for ${what()}`);
    await pause(LOOK_EVERY_MS);
  }
}
