import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { BUG_SETTING, type SeededBug, wasAtWork } from "@circuito/faults";
import { GatewayProcess, READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import { runOpenLoop } from "../../load/open-loop.ts";
import type { PlannedRequest } from "../../load/plan.ts";
import { makePrng } from "../../load/prng.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import { TcpProxy } from "../../proxy/index.ts";
import type { BreakablePostgres, BreakableRedis } from "../../servers/index.ts";
import { armedProgram } from "../armed-program.ts";
import { CrashWorld } from "../crash/crash-world.ts";
import type { FinalFacts } from "../final-read.ts";

/** The servers of all worlds, one after the other. */
export interface BugServers {
  readonly postgres: BreakablePostgres;
  /** Without one on this machine there is none, and jobs are carried by PostgreSQL. */
  readonly redis: BreakableRedis | undefined;
}

/** What a schedule needs beyond a door and one process behind it. */
export interface Needs {
  /** Processes besides, by name, with their roles. */
  readonly more?: Readonly<Record<string, string>>;
  /** What the process behind the door does; everything unless told otherwise. */
  readonly workerRoles?: string;
  /** Between all of them and PostgreSQL a cable that can be cut. */
  readonly cable?: true;
  /** Jobs are carried by Redis. */
  readonly redis?: true;
}

/** Messages of the load a second: something is always in hand, and two cores suffice. */
export const PER_SECOND = 40;
/** One that is told of everything, and another that must be told the same. */
const CONSOLES = 2;
const LOOK_EVERY_MS = 100;
/** What was begun is tried again for as long. */
const PATIENCE_MS = 60_000;

/** A gateway, a world around it, and the means to break both. */
export class BugWorld implements AsyncDisposable {
  readonly world: CrashWorld;
  readonly postgres: BreakablePostgres;
  readonly redis: BreakableRedis | undefined;
  readonly cable: TcpProxy | undefined;
  readonly #database: string;
  readonly #processes: Map<string, GatewayProcess>;
  readonly #started: AsyncDisposable[];
  readonly #lastWords: string[] = [];
  readonly #env: Readonly<Record<string, string>>;

  static async start(
    { postgres, redis }: BugServers,
    { more = {}, workerRoles, cable, redis: carriesJobs }: Needs,
    { seed, database }: { readonly seed: string; readonly database: string },
  ): Promise<BugWorld> {
    const started: AsyncDisposable[] = [];
    try {
      await postgres.query(`drop database if exists ${database} with (force)`, "postgres");
      await postgres.query(`create database ${database}`, "postgres");
      const databaseUrl = new URL(postgres.url);
      databaseUrl.pathname = `/${database}`;
      const proxy = cable && (await proxyTo(postgres.port, seed));
      if (proxy) started.push(proxy);
      const cabledUrl = proxy?.through(databaseUrl.href);
      if (carriesJobs) await redis?.command("FLUSHALL");
      const redisUrl = carriesJobs ? redis?.url : undefined;
      const secretKey = randomBytes(32).toString("base64");
      const world = await CrashWorld.start({
        ...{
          databaseUrl: databaseUrl.href,
          cabledUrl,
          redisUrl,
          seed,
          workerRoles,
          consoles: CONSOLES,
        },
        env: { SECRET_KEY: secretKey },
      });
      started.push(world);
      const env = {
        DATABASE_URL: cabledUrl ?? databaseUrl.href,
        ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        SECRET_KEY: secretKey,
        DATA_DIR: world.gateway.dataDir,
        DEMO: "true",
        PRIVATE_NETWORKS: "127.0.0.0/8",
        LOG_LEVEL: "warn",
        PUBLIC_URL: world.gateway.web.origin,
      };
      const processes = new Map([
        ["web", world.gateway.web],
        ["router", world.gateway.router],
      ]);
      const made = { world, postgres, redis, cable: proxy, database, processes, started, env };
      const all = new BugWorld(made);
      for (const [name, roles] of Object.entries(more)) await all.add(name, roles);
      return all;
    } catch (error) {
      for (const one of started.reverse()) await one[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(parts: {
    readonly world: CrashWorld;
    readonly postgres: BreakablePostgres;
    readonly redis: BreakableRedis | undefined;
    readonly cable: TcpProxy | undefined;
    readonly database: string;
    readonly processes: Map<string, GatewayProcess>;
    readonly started: AsyncDisposable[];
    readonly env: Readonly<Record<string, string>>;
  }) {
    this.world = parts.world;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.cable = parts.cable;
    this.#database = parts.database;
    this.#processes = parts.processes;
    this.#started = parts.started;
    this.#env = parts.env;
  }

  /** Settings with which processes are started from now on: none, or those of a bug. */
  bug: SeededBug | undefined;

  /** One more process of the gateway, with the bug if there is one. */
  async add(name: string, roles: string): Promise<void> {
    const bug = this.bug === undefined ? undefined : { [BUG_SETTING]: String(this.bug) };
    const env = { ...this.#env, ...bug };
    const program = armedProgram();
    const readyWithinMs = READY_UNDER_LOAD_TIMEOUT_MS;
    const one = await GatewayProcess.start({ program, roles, readyWithinMs, env });
    this.#started.push(one);
    this.#processes.set(name, one);
  }

  /** Ends one that was added, in order. */
  async remove(name: string): Promise<void> {
    await this.stop(name);
    this.#processes.delete(name);
  }

  process(name: string): GatewayProcess {
    const found = this.#processes.get(name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  }

  /** Whether a process says, or said before it ended, that the bug was at work in it. */
  isAtWork(bug: SeededBug): boolean {
    this.#listen();
    return this.#lastWords.some((words) => wasAtWork(words, bug));
  }

  #listen(): void {
    for (const { output } of this.#processes.values()) this.#lastWords.push(output);
  }

  /** What all of them printed last. */
  get printed(): string {
    return [...this.#processes.values()].map(({ output }) => output).join("\n");
  }

  /** As a supervisor starts it, with the bug if there is one. */
  start(name: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const bug = this.bug === undefined ? undefined : { [BUG_SETTING]: String(this.bug) };
    this.#listen();
    return this.process(name).start({ ...bug, ...more });
  }

  kill(name: string): Promise<void> {
    return this.process(name).kill();
  }

  /** In order: what it holds it gives back. */
  async stop(name: string): Promise<void> {
    const process = this.process(name);
    process.signal("SIGTERM");
    await process.ended();
  }

  /** Every process ends in order and comes back, from now on with this bug. */
  async restartWith(bug: SeededBug): Promise<void> {
    const names = [...this.#processes.keys()];
    await Promise.all(names.map((name) => this.stop(name)));
    this.bug = bug;
    for (const name of names) await this.start(name);
  }

  /** One statement on the database, as nobody of the gateway. */
  query(sql: string): ReturnType<BreakablePostgres["query"]> {
    return this.postgres.query(sql, this.#database);
  }

  session(): ReturnType<BreakablePostgres["session"]> {
    return this.postgres.session(this.#database);
  }

  /** Customers write by SMS; resolves once all that was begun has an end. */
  async text(forMs: number, perSecond: number = PER_SECOND): Promise<void> {
    const { client, plan } = this.world;
    await runOpenLoop(client, plan, perSecond, { forMs, patienceMs: PATIENCE_MS });
  }

  /** The next requests of the load. */
  planned(count: number): readonly PlannedRequest[] {
    return Array.from({ length: count }, () => {
      const next = this.world.plan.next();
      if (next.done) throw new Error("the load has no end");
      return next.value;
    });
  }

  deliver(request: PlannedRequest, client: WebhookClient = this.world.client): Promise<boolean> {
    return client.deliver(request, performance.now() + PATIENCE_MS);
  }

  /** The provider's sending half at another door. */
  clientAt(name: string): WebhookClient {
    const { target } = this.world.gateway;
    const url = target.url.replace(this.world.gateway.web.origin, this.process(name).origin);
    return new WebhookClient({ ...target, url }, this.world.journal(`sender at ${name}`));
  }

  /** Answers to so many conversations by SMS, one each. */
  async reply(count: number): Promise<void> {
    const { world } = this;
    await this.until(() => world.conversations().length >= count, "somebody has written");
    await this.replyTo(world.conversations().slice(-count));
  }

  async replyTo(conversations: readonly string[]): Promise<void> {
    const { writer } = this.world;
    const deadlineMs = performance.now() + PATIENCE_MS;
    await Promise.all(
      conversations.map((id, at) =>
        writer.write(id, `Resposta ${at}: já verificamos.`, deadlineMs),
      ),
    );
  }

  /** The conversations of these messages, once a console was told of all of them. */
  async toldOf(externalIds: readonly string[]): Promise<readonly string[]> {
    const conversations = () => externalIds.flatMap((id) => this.world.toldIn(id) ?? []);
    await this.until(() => conversations().length === externalIds.length, "all is told");
    return conversations();
  }

  read(): Promise<FinalFacts> {
    return this.world.read();
  }

  /** Resolves once everything that was accepted is routed. */
  async untilRouted(): Promise<void> {
    await this.until(async () => (await this.read()).leftovers.unrouted === 0, "all is routed");
  }

  /** Polls. @throws with what was waited for */
  async until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const endsAtMs = performance.now() + PATIENCE_MS; !(await holds()); ) {
      if (performance.now() > endsAtMs) throw new Error(`waited in vain until ${what}`);
      await pause(LOOK_EVERY_MS);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const one of this.#started.reverse()) await one[Symbol.asyncDispose]();
    await this.postgres.query(`drop database ${this.#database} with (force)`, "postgres");
  }
}

function proxyTo(port: number, seed: string): Promise<TcpProxy> {
  return TcpProxy.start({ target: { host: "127.0.0.1", port }, prng: makePrng(seed, "cable") });
}
