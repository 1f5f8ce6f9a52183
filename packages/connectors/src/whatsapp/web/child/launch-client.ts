import { getuid } from "node:process";
import wweb from "whatsapp-web.js";
import type { LaunchOptions } from "../wa-session.ts";
import { userAgentOf } from "./browser-version.ts";

const { Client, LocalAuth } = wweb;

export interface ClientWatch {
  /** The browser runs, and its page is there; neither has gone anywhere yet. */
  readonly browserRuns: (client: InstanceType<typeof Client>) => void;
}

/** Keeps the profile in a folder; what becomes of it is decided on the other side, never here. */
class WatchedAuth extends LocalAuth {
  constructor(folder: string, watch: ClientWatch) {
    super({ dataPath: folder });
    let client: InstanceType<typeof Client> | undefined;
    const { setup } = this;
    this.setup = (one) => {
      client = one;
      setup.call(this, one);
    };
    // The only moment between the browser's start and the first thing that may go wrong with it.
    this.afterBrowserInitialized = async () => {
      if (client) watch.browserRuns(client);
    };
    // The library erases the profile of a running browser, and shows codes for ever (trap 22).
    this.logout = async () => {};
  }
}

/** @throws when the browser cannot be asked for its version */
export async function createClient(
  options: LaunchOptions,
  watch: ClientWatch,
): Promise<InstanceType<typeof Client>> {
  return new Client({
    authStrategy: new WatchedAuth(options.folder, watch),
    authTimeoutMs: options.authTimeoutMs,
    // Another browser of the same account is pushed aside: there is one of ours only, by its lease.
    takeoverOnConflict: true,
    takeoverTimeoutMs: options.takeoverAfterMs,
    // How long codes are shown is decided on the other side.
    qrMaxRetries: 0,
    userAgent: await userAgentOf(options.executablePath),
    // The live page: the default keeps a copy in the working directory.
    webVersionCache: { type: "none" },
    ...(options.pairWithPhone !== undefined && {
      pairWithPhoneNumber: { phoneNumber: options.pairWithPhone, showNotification: true },
    }),
    puppeteer: {
      executablePath: options.executablePath,
      headless: true,
      // A browser on a pipe ends with us, however we end (trap 7).
      pipe: true,
      protocolTimeout: options.protocolTimeoutMs,
      // Signals are ours: puppeteer kills the browser before its storage is on disk (trap 9).
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      acceptInsecureCerts: options.acceptsInsecureCerts,
      args: [...sandboxArgs(), ...options.args],
    },
  });
}

/**
 * Chromium refuses to run as root with its sandbox: in a container of one user that is all there is.
 * Whoever can, runs us as another user, and then the sandbox stays on.
 */
function sandboxArgs(): readonly string[] {
  return getuid?.() === 0 ? ["--no-sandbox"] : [];
}
