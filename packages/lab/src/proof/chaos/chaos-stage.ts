import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inboxView } from "@circuito/protocol";
import { FakeGraph } from "../../fake-graph/index.ts";
import { FakeSmsProvider } from "../../fake-sms-provider.ts";
import { GatewayProcess, READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import { readDemoAdmin } from "../../gateway/start-demo-gateway.ts";
import type { Journal } from "../../journal.ts";
import { AgentSession } from "../../load/agent-session.ts";
import { makePrng, type Prng } from "../../load/prng.ts";
import { TcpProxy } from "../../proxy/index.ts";
import {
  BreakablePostgres,
  BreakableRedis,
  findServerPlaces,
  type ServerPlaces,
} from "../../servers/index.ts";
import { Supervised } from "./supervised.ts";

/** Every process of the gateway, with what it does. Consoles are on the first. */
const ROLES_OF = {
  "web-1": "web",
  "web-2": "web",
  "router-1": "router,timers",
  "router-2": "router",
  delivery: "delivery,connectors",
} as const;
export type ProcessName = keyof typeof ROLES_OF;
export const PROCESSES = ["web-1", "web-2", "router-1", "router-2", "delivery"] as const;
export const DOORS = ["web-1", "web-2"] as const;
export type DoorName = (typeof DOORS)[number];

export const SMS_ACCOUNT = "sms-lab";
export const WHATSAPP_ACCOUNT = "whatsapp-lab";
export const CHAT_ACCOUNT = "chat-lab";
export const SMS_NUMBER = "+551140000000";
/** None of the load's customers: what comes from our own number is no customer's. */
const WHATSAPP_NUMBER = "551150000000";
/** The page that shows the chat. */
export const CHAT_SITE = "https://www.example.com";

export interface StageOptions {
  /** Program and arguments after `node`. */
  readonly program: readonly string[];
  readonly seed: string;
  readonly providerJournal: Journal;
  readonly graphJournal: Journal;
  /** Ends the start between two processes. */
  readonly signal: AbortSignal;
}

/**
 * The gateway in five processes, its servers, the providers, and a cable between any two of them. All of
 * it is private, and all of it can be broken.
 */
export class ChaosStage implements AsyncDisposable {
  readonly postgres: BreakablePostgres;
  readonly redis: BreakableRedis;
  readonly processes = new Map<ProcessName, Supervised>();
  /** What each process reaches its servers by. */
  readonly cables = new Map<
    ProcessName,
    { readonly postgres: TcpProxy; readonly redis: TcpProxy }
  >();
  /** What customers and agents reach each door by. */
  readonly doors = new Map<DoorName, TcpProxy>();
  /** What the gateway reaches the SMS provider by. */
  readonly smsCable: TcpProxy;
  readonly sms: FakeSmsProvider;
  readonly graph: FakeGraph;
  readonly inboxes = new Map<string, string>();
  readonly #started: AsyncDisposable[];

  static async start(options: StageOptions): Promise<ChaosStage> {
    const started: AsyncDisposable[] = [];
    try {
      const places = await findServerPlaces();
      started.push(places);
      const stage = await ChaosStage.#servers(places, options, started);
      await stage.#startGateway(options);
      return stage;
    } catch (error) {
      await disposeAll(started);
      throw error;
    }
  }

  static async #servers(
    places: ServerPlaces,
    options: StageOptions,
    started: AsyncDisposable[],
  ): Promise<ChaosStage> {
    if (!places.redis) throw new Error("there is no Redis on this machine: install redis-server");
    const keep = <T extends AsyncDisposable>(one: T): T => {
      started.push(one);
      return one;
    };
    const { providerJournal: journal, graphJournal } = options;
    const prng = makePrng(options.seed, "cables");
    const postgres = keep(await BreakablePostgres.start(places.postgres));
    const redis = keep(await BreakableRedis.start(places.redis));
    const sms = keep(await FakeSmsProvider.start({ journal, account: SMS_ACCOUNT }));
    const graph = keep(
      await FakeGraph.start({
        journal: graphJournal,
        account: WHATSAPP_ACCOUNT,
        displayPhoneNumber: WHATSAPP_NUMBER,
      }),
    );
    const smsCable = keep(await cableTo(Number(new URL(sms.url).port), prng));
    return new ChaosStage({ postgres, redis, sms, graph, smsCable, started });
  }

  private constructor(
    parts: Pick<ChaosStage, "postgres" | "redis" | "sms" | "graph" | "smsCable"> & {
      readonly started: AsyncDisposable[];
    },
  ) {
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.sms = parts.sms;
    this.graph = parts.graph;
    this.smsCable = parts.smsCable;
    this.#started = parts.started;
  }

  process(name: ProcessName): Supervised {
    return known(this.processes, name);
  }

  cable(name: ProcessName): { readonly postgres: TcpProxy; readonly redis: TcpProxy } {
    return known(this.cables, name);
  }

  door(name: DoorName): TcpProxy {
    return known(this.doors, name);
  }

  originOf(name: DoorName): string {
    return `http://127.0.0.1:${this.door(name).port}`;
  }

  inbox(account: string): string {
    return known(this.inboxes, account);
  }

  /** An admin, who sees every conversation, at one of the doors. */
  admin(door: DoorName): AgentSession {
    return new AgentSession(this.originOf(door), this.#login);
  }
  #login = { email: "", password: "" };

  async [Symbol.asyncDispose](): Promise<void> {
    await disposeAll(this.#started);
  }

  async #startGateway(options: StageOptions): Promise<void> {
    const dataDir = await mkdtemp(join(tmpdir(), "circuito-chaos-"));
    this.#started.push({
      [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }),
    });
    const prng = makePrng(options.seed, "cables");
    const env = {
      SECRET_KEY: randomBytes(32).toString("base64"),
      DATA_DIR: dataDir,
      DEMO: "true",
      // The providers are on this machine, where inboxes may not connect unless the operator says so.
      PRIVATE_NETWORKS: "127.0.0.0/8",
      LOG_LEVEL: "warn",
    };
    for (const name of PROCESSES) {
      options.signal.throwIfAborted();
      const postgres = this.#keep(await cableTo(this.postgres.port, prng));
      const redis = this.#keep(await cableTo(this.redis.port, prng));
      this.cables.set(name, { postgres, redis });
      const own = {
        ...env,
        DATABASE_URL: postgres.through(this.postgres.url),
        REDIS_URL: redis.through(this.redis.url).replace(/\/$/, ""),
      };
      const first = this.processes.get("web-1")?.process.origin;
      const process = await GatewayProcess.start({
        program: options.program,
        roles: ROLES_OF[name],
        readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
        env: first === undefined ? own : { ...own, PUBLIC_URL: first },
      });
      this.processes.set(name, this.#keep(new Supervised(name, process)));
      if (isDoor(name)) this.doors.set(name, this.#keep(await cableTo(process.port, prng)));
    }
    this.#login = await readDemoAdmin(dataDir);
    await this.#addInboxes();
  }

  /** Through the API, as an admin would: the lab knows no table and no key. */
  async #addInboxes(): Promise<void> {
    const admin = this.admin("web-1");
    const add = async (account: string, channel: string, settings: unknown): Promise<void> => {
      const made = await admin.post("/inboxes", { name: account, channel, settings });
      this.inboxes.set(account, inboxView.pick({ id: true }).parse(made).id);
    };
    const { secret, url } = this.sms;
    const sendUrl = this.smsCable.through(url);
    await add(SMS_ACCOUNT, "sms", { provider: "generic", secret, from: SMS_NUMBER, sendUrl });
    await add(WHATSAPP_ACCOUNT, "whatsapp", this.graph.settings);
    await add(CHAT_ACCOUNT, "webchat", {
      companyName: "Lab",
      accentColor: "#1f6feb",
      allowedOrigins: [CHAT_SITE],
      tokenSecret: randomBytes(32).toString("base64url"),
    });
  }

  #keep<T extends AsyncDisposable>(one: T): T {
    this.#started.push(one);
    return one;
  }
}

function cableTo(port: number, prng: Prng): Promise<TcpProxy> {
  return TcpProxy.start({ target: { host: "127.0.0.1", port }, prng });
}

function isDoor(name: ProcessName): name is DoorName {
  return DOORS.some((door) => door === name);
}

function known<K, V>(all: ReadonlyMap<K, V>, name: K): V {
  const found = all.get(name);
  if (found === undefined) throw new Error(`there is no ${String(name)} on the stage`);
  return found;
}

/** The last that was started first: the gateway goes before its cables, and those before the servers. */
async function disposeAll(started: AsyncDisposable[]): Promise<void> {
  for (const one of started.splice(0).reverse()) await one[Symbol.asyncDispose]();
}
