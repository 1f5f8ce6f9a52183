import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboxView } from "@circuito/protocol";
import { z } from "zod";
import { FakeSmsProvider } from "../fake-sms-provider.ts";
import type { Journal } from "../journal.ts";
import { AgentObserver, type ObserverOptions } from "../load/agent-observer.ts";
import { AgentSession } from "../load/agent-session.ts";
import type { WebhookTarget } from "../load/webhook-client.ts";
import { GatewayProcess } from "./gateway-process.ts";

/** Names the inbox in journals. */
export const LAB_ACCOUNT = "sms-lab";
const LAB_NUMBER = "+551140000000";
/** Everything but the door: routes, assigns, delivers, keeps time. */
const ROUTER_ROLES = "connectors,router,delivery,timers";

/** The file a demo's first start leaves beside its data. */
const demoLogins = z.array(z.object({ email: z.string(), password: z.string(), does: z.string() }));
/** One of the demo's people, and how they get in. */
export type DemoLogin = z.infer<typeof demoLogins>[number];

export interface DemoGatewayOptions {
  /** Program and arguments after `node`. */
  readonly program: readonly string[];
  /** An empty database. */
  readonly databaseUrl: string;
  /** Without it jobs are carried by PostgreSQL. */
  readonly redisUrl?: string;
  readonly providerJournal: Journal;
  /** What the second process does; everything but the door unless told otherwise. */
  readonly workerRoles?: string;
  /** What further processes do, one for each; none unless told otherwise. */
  readonly otherRoles?: readonly string[];
  /** More settings, for both. */
  readonly env?: Readonly<Record<string, string>>;
  /** A start of either that takes longer has failed. */
  readonly readyWithinMs?: number;
}

/** A gateway in two processes or more, door and router among them, with one inbox of the fake SMS provider. */
export interface DemoGateway extends AsyncDisposable {
  readonly web: GatewayProcess;
  readonly router: GatewayProcess;
  /** In the order of `otherRoles`. */
  readonly others: readonly GatewayProcess[];
  readonly provider: FakeSmsProvider;
  /** An admin, who sees every conversation. */
  readonly admin: AgentSession;
  /** Everybody of the demo, the admin included. */
  readonly logins: readonly DemoLogin[];
  readonly inboxId: string;
  /** Where both keep files, and what a demo leaves for people. */
  readonly dataDir: string;
  readonly target: WebhookTarget;
  observe(journal: Journal, onFirstSight?: ObserverOptions["onFirstSight"]): Promise<AgentObserver>;
}

/** Starts both processes on a new demo organization and adds an inbox through the API. */
export async function startDemoGateway(options: DemoGatewayOptions): Promise<DemoGateway> {
  const started: AsyncDisposable[] = [];
  const stop = async (): Promise<void> => {
    for (const one of started.splice(0).reverse()) await one[Symbol.asyncDispose]();
  };
  try {
    return await startParts(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: DemoGatewayOptions,
  started: AsyncDisposable[],
  stop: () => Promise<void>,
): Promise<DemoGateway> {
  const { program, databaseUrl, redisUrl, providerJournal, workerRoles, readyWithinMs } = options;
  const patience = readyWithinMs === undefined ? {} : { readyWithinMs };
  const dataDir = await mkdtemp(join(tmpdir(), "circuito-lab-"));
  started.push({
    [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
  });
  const provider = await FakeSmsProvider.start({ journal: providerJournal, account: LAB_ACCOUNT });
  started.push(provider);
  const env = {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    SECRET_KEY: randomBytes(32).toString("base64"),
    DATA_DIR: dataDir,
    DEMO: "true",
    // The fake provider is on this machine, where inboxes may not connect unless the operator says so.
    PRIVATE_NETWORKS: "127.0.0.0/8",
    LOG_LEVEL: "warn",
    ...options.env,
  };
  const web = await GatewayProcess.start({ program, roles: "web", env, ...patience });
  started.push(web);
  const routerEnv = { ...env, PUBLIC_URL: web.origin };
  const router = await GatewayProcess.start({
    program,
    roles: workerRoles ?? ROUTER_ROLES,
    env: routerEnv,
    ...patience,
  });
  started.push(router);
  const others: GatewayProcess[] = [];
  for (const roles of options.otherRoles ?? []) {
    const other = await GatewayProcess.start({ program, roles, env: routerEnv, ...patience });
    started.push(other);
    others.push(other);
  }

  const logins = await readDemoLogins(dataDir);
  const admin = new AgentSession(web.origin, adminOf(logins));
  const inboxId = await addInbox(admin, provider);
  return {
    web,
    router,
    others,
    provider,
    admin,
    logins,
    inboxId,
    dataDir,
    target: {
      url: `${web.origin}/webhooks/${inboxId}`,
      secret: provider.secret,
      account: LAB_ACCOUNT,
      to: LAB_NUMBER,
    },
    async observe(journal, onFirstSight) {
      const observer = new AgentObserver({
        url: `${web.origin}/agent`,
        auth: async () => ({ ticket: await admin.ticket() }),
        journal,
        account: LAB_ACCOUNT,
        ...(onFirstSight ? { onFirstSight } : {}),
      });
      await observer.connect();
      return observer;
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Through the API, as an admin would: the lab knows no table and no key. */
async function addInbox(admin: AgentSession, provider: FakeSmsProvider): Promise<string> {
  const inbox = await admin.post("/inboxes", {
    name: "Lab",
    channel: "sms",
    settings: {
      provider: "generic",
      secret: provider.secret,
      from: LAB_NUMBER,
      sendUrl: provider.url,
    },
  });
  return inboxView.pick({ id: true }).parse(inbox).id;
}

/** The log-in of the demo's admin. */
export async function readDemoAdmin(dataDir: string): Promise<{ email: string; password: string }> {
  return adminOf(await readDemoLogins(dataDir));
}

/** Everybody of a demo. */
export async function readDemoLogins(dataDir: string): Promise<readonly DemoLogin[]> {
  return demoLogins.parse(JSON.parse(await readFile(join(dataDir, "demo-logins.json"), "utf8")));
}

function adminOf(logins: readonly DemoLogin[]): { email: string; password: string } {
  const admin = logins.find(({ does }) => does.startsWith("admin"));
  if (!admin) throw new Error("the demo has no admin");
  return { email: admin.email, password: admin.password };
}
