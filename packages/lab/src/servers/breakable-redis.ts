import { Redis } from "ioredis";
import type { RedisPlace } from "./breakable-servers.ts";
import { chooseFreePort } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";

/** A Redis of our own with the settings BullMQ needs, which can be broken. */
export class BreakableRedis implements AsyncDisposable {
  readonly port: number;
  readonly #place: RedisPlace;
  readonly #process = new ServerProcess();

  static async start(place: RedisPlace): Promise<BreakableRedis> {
    const redis = new BreakableRedis(place, await chooseFreePort());
    await redis.start();
    return redis;
  }

  private constructor(place: RedisPlace, port: number) {
    this.#place = place;
    this.port = port;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const { program, folder, user } = this.#place;
    await this.#process.start({
      program,
      args: [
        ...["--port", String(this.port), "--bind", "127.0.0.1", "--daemonize", "no"],
        ...["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"],
        ...["--dir", folder, "--pidfile", `${folder}/redis.pid`, "--logfile", "redis.log"],
        ...["--enable-debug-command", "yes"],
      ],
      cwd: folder,
      user,
      answers: () => this.#answers(),
    });
  }

  /** In order, or by `kill -9`. */
  end(how: "fast" | "kill"): Promise<void> {
    return this.#process.signal(how === "fast" ? "SIGTERM" : "SIGKILL");
  }

  /** Runs a command by its name, past every proxy. */
  async command(name: string, ...args: string[]): Promise<void> {
    const redis = this.#connect();
    try {
      await redis.call(name, ...args);
    } finally {
      redis.disconnect();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end("kill");
  }

  async #answers(): Promise<boolean> {
    const redis = this.#connect();
    try {
      return (await redis.ping()) === "PONG";
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }

  #connect(): Redis {
    const redis = new Redis(this.url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    // What went wrong is told by the command that met it.
    redis.on("error", () => {});
    return redis;
  }
}
