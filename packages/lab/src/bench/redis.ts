import { Redis } from "ioredis";
import type { WatchedProcess } from "./cpu.ts";

export interface RedisFacts {
  readonly version: string;
  readonly appendOnly: boolean;
  readonly process: WatchedProcess;
}

/** What the bench must say about the server it ran on. */
export async function describeRedis(url: string): Promise<RedisFacts> {
  const redis = new Redis(url);
  try {
    const info = await redis.info();
    const field = (name: string): string =>
      new RegExp(`^${name}:(.*?)\r?$`, "m").exec(info)?.[1] ?? "";
    return {
      version: field("redis_version"),
      appendOnly: field("aof_enabled") === "1",
      process: { name: "redis", pid: Number(field("process_id")), isTree: false },
    };
  } finally {
    redis.disconnect();
  }
}
