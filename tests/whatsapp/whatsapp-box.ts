import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Client, ClientOptions } from "whatsapp-web.js";
import { type WhatsappPhone, WhatsappWebSimulator } from "../../packages/lab/src/index.ts";
import { RawClient, until } from "./raw-client.ts";

/** Of a test with a Chromium of its own, on a machine that is busy with other tests. */
const TEST_TIMEOUT_MS = 90_000;

/** A simulated WhatsApp Web, a profile, and the clients that a test starts on it. */
export class WhatsappBox implements AsyncDisposable {
  readonly simulator: WhatsappWebSimulator;
  readonly #profile = mkdtempSync(join(tmpdir(), "circuito-whatsapp-"));
  readonly #clients: Client[] = [];

  constructor(simulator: WhatsappWebSimulator) {
    this.simulator = simulator;
  }

  get phone(): WhatsappPhone {
    return this.simulator.phone;
  }

  /** A client that is not started yet; all of a box have one profile. */
  client(options: Partial<ClientOptions> = {}): RawClient {
    const raw = new RawClient(this.simulator, this.#profile, options);
    this.#clients.push(raw.client);
    return raw;
  }

  async paired(options: Partial<ClientOptions> = {}): Promise<RawClient> {
    const raw = this.client(options);
    await raw.pair(this.simulator);
    return raw;
  }

  /** Ids of the processes that have this box's profile on their command line, and their children. */
  get browsers(): number[] {
    const all = processes();
    const own = all.filter(({ pid }) => commandLine(pid).includes(this.#profile));
    return descendants(own, all).map(({ pid }) => pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const started = this.browsers;
    for (const client of this.#clients) await client.destroy();
    const left = (): number[] => [...this.browsers, ...started.filter(isRunning)];
    await until(
      () => left().length === 0,
      () => `the end of the browsers ${left().join(", ")}`,
    );
    await this.simulator[Symbol.asyncDispose]();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

interface Process {
  readonly pid: number;
  readonly parent: number;
}

/** Those that run: what has ended and is not collected yet is none. */
function processes(): Process[] {
  if (process.platform !== "linux") return []; // Nobody tells us there.
  return readdirSync("/proc")
    .map(Number)
    .flatMap((pid) => {
      const [state, parent] = /\) (\w) (\d+)/.exec(statusLine(pid))?.slice(1) ?? [];
      return parent === undefined || state === "Z" ? [] : [{ pid, parent: Number(parent) }];
    });
}

function isRunning(pid: number): boolean {
  return processes().some((process) => process.pid === pid);
}

function descendants(of: readonly Process[], all: readonly Process[]): Process[] {
  const children = all.filter(({ parent }) => of.some(({ pid }) => pid === parent));
  return of.length === 0 ? [] : [...of, ...descendants(children, all)];
}

function statusLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return ""; // No process, or one that ended while we looked.
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return ""; // It ended while we looked.
  }
}

/**
 * A test with a box, which ends with: nothing that the page lacks, no error in it, no browser left.
 * @param except what a test provokes, or the library itself is known to do wrong in the page
 */
export function whatsappTest(
  name: string,
  run: (box: WhatsappBox) => Promise<void>,
  except: { readonly unknownModules?: unknown[]; readonly pageErrors?: unknown[] } = {},
): void {
  if (process.env.TEST_CHROMIUM_PATH === undefined) {
    test.skip(`${name}: there is no Chromium on this machine`, () => {});
    return;
  }
  const runInBox = async (): Promise<void> => {
    await using box = new WhatsappBox(await WhatsappWebSimulator.start());
    await run(box);
    expect(box.simulator.unknownModules).toEqual(except.unknownModules ?? []);
    expect(box.simulator.pageErrors).toEqual(except.pageErrors ?? []);
  };
  test(name, runInBox, TEST_TIMEOUT_MS);
}
