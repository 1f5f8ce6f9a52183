import { dirname } from "node:path";
import pg from "pg";
import type { PostgresPlace } from "./breakable-servers.ts";
import { chooseFreePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

/** Five processes with their pools, BullMQ's and ours. */
const CONNECTIONS_MAX = 200;
/** A server under a fault does not answer its breaker either. */
const CONNECT_TIMEOUT_MS = 5_000;

/** How PostgreSQL is told to end: clients cut and all written down, or as if it had crashed. */
export type Ending = "fast" | "immediate" | "kill";
const SIGNAL_OF: Readonly<Record<Ending, NodeJS.Signals>> = {
  fast: "SIGINT",
  immediate: "SIGQUIT",
  kill: "SIGKILL",
};

type Settings = Readonly<Record<string, string>>;

/** A PostgreSQL of our own that keeps every promise about its disk, and can be broken. */
export class BreakablePostgres implements AsyncDisposable {
  readonly port: number;
  readonly #place: PostgresPlace;
  readonly #settings: Settings;
  readonly #process = new ServerProcess();

  /** @param settings that every start of it has */
  static async start(place: PostgresPlace, settings: Settings = {}): Promise<BreakablePostgres> {
    const postgres = new BreakablePostgres(place, await chooseFreePort(), settings);
    await postgres.start();
    await postgres.query("create database lab", "postgres");
    return postgres;
  }

  /** One over a cluster that has its databases already. */
  static async open(place: PostgresPlace): Promise<BreakablePostgres> {
    const postgres = new BreakablePostgres(place, await chooseFreePort(), {});
    await postgres.start();
    return postgres;
  }

  private constructor(place: PostgresPlace, port: number, settings: Settings) {
    this.#place = place;
    this.port = port;
    this.#settings = settings;
  }

  get url(): string {
    return this.#urlOf("lab");
  }

  /** @param settings beside those that every start has */
  async start(settings: Settings = {}): Promise<void> {
    const { program, clusterDir, user } = this.#place;
    const all = {
      listen_addresses: "127.0.0.1",
      port: String(this.port),
      unix_socket_directories: "",
      max_connections: String(CONNECTIONS_MAX),
      ...this.#settings,
      ...settings,
    };
    await this.#process.start({
      program,
      args: ["-D", clusterDir, ...Object.entries(all).flatMap(([k, v]) => ["-c", `${k}=${v}`])],
      cwd: dirname(clusterDir),
      user,
      answers: () => this.#answers(),
    });
  }

  end(how: Ending): Promise<void> {
    return this.#process.signal(SIGNAL_OF[how]);
  }

  /** Every process of it stands still, or goes on. */
  pause(): void {
    this.#process.signalTree("SIGSTOP");
  }
  resume(): void {
    this.#process.signalTree("SIGCONT");
  }

  /** One statement, or several, on a connection of its own. */
  async query(sql: string, database = "lab"): Promise<pg.QueryResult> {
    await using session = await this.session(database);
    return await session.client.query(sql);
  }

  /** A connection of its own, for what holds a lock or a transaction open. */
  async session(database = "lab"): Promise<{ readonly client: pg.Client } & AsyncDisposable> {
    const client = new pg.Client({
      connectionString: this.#urlOf(database),
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      application_name: "circuito lab",
    });
    // It may be cut as any other is; whoever asks next is told.
    client.on("error", () => {});
    await client.connect();
    return { client, [Symbol.asyncDispose]: () => client.end().catch(() => {}) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.resume();
    await this.end("fast");
  }

  async #answers(): Promise<boolean> {
    try {
      await this.query("select", "postgres");
      return true;
    } catch {
      return false;
    }
  }

  #urlOf(database: string): string {
    return `postgres://circuito:${this.#place.password}@127.0.0.1:${this.port}/${database}`;
  }
}
