import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";
import {
  AgentSession,
  FakeSmsProvider,
  Journal,
  postSigned,
} from "../../packages/lab/src/index.ts";
import { inboxView } from "../../packages/protocol/src/index.ts";
import { type DemoStage, startDemoStage } from "../story/demo-stage.ts";
import { BROWSER_ARGS } from "../story/pages.ts";

/** Longer than any step takes on a busy machine. */
const STEP_TIMEOUT_MS = 30_000;
/** Building nothing, starting the gateway and a browser on a busy machine. */
export const STAGE_TIMEOUT_MS = 180_000;

/** What the browser itself says of answers that failed and lines that went down. */
const OF_THE_NETWORK = /^(Failed to load resource|WebSocket connection to)/;

/** The demo's people, by the name that stands before their address's @. */
export type DemoName = "ana" | "bruno" | "carla" | "diego" | "elisa" | "fernanda" | "gustavo";

interface Login {
  readonly email: string;
  readonly password: string;
}

/** Where somebody sits: a page that has gone nowhere yet. They get up when it is disposed of. */
export interface Seat extends AsyncDisposable {
  readonly page: Page;
}

/** What a browser keeps of a place, but for its cookies and the files that it has fetched. */
const KEPT_OF_A_PLACE = "local_storage,indexeddb,cache_storage,service_workers";

/**
 * All pages of a browser in one process: what its engine has read of the console, and of axe, the next
 * page finds there. It ends with its last page, so one that shows nothing stays open: see `browserOf`.
 */
const ONE_PROCESS = "--process-per-site";
const NOTHING_TO_SEE = "/healthz";

/** The built gateway with its demo, a fake SMS provider, and a real Chromium that people sit at. */
export interface ConsoleStage extends DemoStage {
  readonly origin: string;
  readonly provider: FakeSmsProvider;
  /** The SMS inbox whose provider is the fake one. */
  readonly inboxId: string;
  /** What pages complained about since the stage began: to be empty at the end of a test. */
  readonly troubles: string[];
  /** What one of them may do by the API. */
  api(who: DemoName): AgentSession;
  loginOf(who: DemoName): Login;
  /** A browser of nobody's yet, at a place: who is asked to log in does so at the form. */
  visit(path: string, look?: BrowserContextOptions): Promise<Page>;
  /** A browser of their own, logged in, at a place. */
  open(who: DemoName, path: string, look?: BrowserContextOptions): Promise<Page>;
  /**
   * Logged in once for all seats of theirs. They sit at the same browser, one after another, and find
   * nothing of the one before but the console's own files.
   * @param isDisturbed its network is going to be: a browser of its own, and no trouble what it says of that
   */
  seat(who: DemoName | "nobody", isDisturbed?: boolean): Promise<Seat>;
  /** A customer writes by SMS; accepted when this resolves, routed soon after. */
  customerSays(from: string, text: string): Promise<void>;
}

/** One stage serves all tests of a file: starting it is what takes long. */
export async function startConsoleStage(name: string): Promise<ConsoleStage> {
  const journal = new Journal({ run: name, seed: "1", actor: "provider" });
  const provider = await FakeSmsProvider.start({ journal, account: "sms" });
  const demo = await startDemoStage(name, { PRIVATE_NETWORKS: "127.0.0.0/8" });
  const { origin } = demo.gateway;
  const browser: Browser = await chromium.launch({
    args: [...BROWSER_ARGS, ONE_PROCESS],
    ...(process.env.TEST_CHROMIUM_PATH !== undefined && {
      executablePath: process.env.TEST_CHROMIUM_PATH,
    }),
  });
  const logins: readonly Login[] = JSON.parse(
    await readFile(join(demo.dataDir, "demo-logins.json"), "utf8"),
  );
  const loginOf = (who: DemoName): Login => {
    const login = logins.find(({ email }) => email.startsWith(`${who}@`));
    if (login === undefined) throw new Error(`the demo has no ${who}`);
    // The file tells more of each than a log-in takes.
    return { email: login.email, password: login.password };
  };
  const sessions = new Map<DemoName, AgentSession>();
  const api = (who: DemoName): AgentSession => {
    const session = sessions.get(who) ?? new AgentSession(origin, loginOf(who));
    sessions.set(who, session);
    return session;
  };
  const inbox = inboxView.pick({ id: true }).parse(
    await api("gustavo").post("/inboxes", {
      name: "SMS",
      channel: "sms",
      settings: {
        provider: "generic",
        secret: provider.secret,
        from: "+551140000000",
        sendUrl: provider.url,
      },
    }),
  );
  const door = { url: `${origin}/webhooks/${inbox.id}`, secret: provider.secret };
  const troubles: string[] = [];

  async function newContext(look: BrowserContextOptions) {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: "pt-BR",
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
      baseURL: origin,
      ...look,
    });
    context.setDefaultTimeout(STEP_TIMEOUT_MS);
    return context;
  }
  async function newPage(context: BrowserContext, isDisturbed = false): Promise<Page> {
    const page = await context.newPage();
    const at = () => page.url().slice(origin.length);
    page.on("pageerror", (error) => troubles.push(`${at()}: thrown: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() !== "error" && message.type() !== "warning") return;
      const text = message.text();
      if (isDisturbed && OF_THE_NETWORK.test(text)) return;
      troubles.push(`${at()}: ${text} (${message.location().url})`);
    });
    return page;
  }
  async function openPage(context: BrowserContext, path: string): Promise<Page> {
    const page = await newPage(context);
    await page.goto(path);
    return page;
  }
  async function logIn(context: BrowserContext, who: DemoName): Promise<BrowserContext> {
    const answer = await context.request.post("/api/v1/session", {
      data: loginOf(who),
      headers: { "x-circuito-csrf": "1" },
    });
    if (!answer.ok()) throw new Error(`log in as ${who}: status ${answer.status()}`);
    return context;
  }
  const browsers = new Map<DemoName, Promise<BrowserContext>>();
  function browserOf(who: DemoName): Promise<BrowserContext> {
    const context = browsers.get(who) ?? newBrowser(who);
    browsers.set(who, context);
    return context;
  }
  async function newBrowser(who: DemoName): Promise<BrowserContext> {
    const context = await logIn(await newContext({}), who);
    await (await context.newPage()).goto(NOTHING_TO_SEE);
    return context;
  }
  const cookiesOf = async (who: DemoName) => (await browserOf(who)).cookies();
  async function forget(page: Page): Promise<void> {
    const devtools = await page.context().newCDPSession(page);
    const kept = { origin, storageTypes: KEPT_OF_A_PLACE };
    await devtools.send("Storage.clearDataForOrigin", kept);
    await devtools.detach();
  }

  return {
    ...demo,
    origin,
    provider,
    inboxId: inbox.id,
    troubles,
    api,
    loginOf,
    visit: async (path, look = {}) => openPage(await newContext(look), path),
    async open(who, path, look = {}) {
      return openPage(await logIn(await newContext(look), who), path);
    },
    async seat(who, isDisturbed = false) {
      const isShared = who !== "nobody" && !isDisturbed;
      const context = isShared ? await browserOf(who) : await newContext({});
      if (!isShared && who !== "nobody") await context.addCookies(await cookiesOf(who));
      const page = await newPage(context, isDisturbed);
      if (isShared) await forget(page);
      return {
        page,
        [Symbol.asyncDispose]: () => (isShared ? page.close() : context.close()),
      };
    },
    async customerSays(from, text) {
      const id = randomUUID();
      // An inbox that was added a moment ago has no door yet: providers try again, too.
      const endsAt = performance.now() + STEP_TIMEOUT_MS;
      for (;;) {
        const status = await postSigned(door, id, JSON.stringify({ id, from, text }));
        if (status === 204 || status === 200) return;
        if (performance.now() > endsAt) throw new Error(`the message was answered ${status}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async [Symbol.asyncDispose]() {
      await browser.close();
      await demo[Symbol.asyncDispose]();
      await provider[Symbol.asyncDispose]();
      journal[Symbol.dispose]();
    },
  };
}
