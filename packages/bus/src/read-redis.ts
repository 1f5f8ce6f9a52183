import type { RedisReading } from "@circuito/domain";
import { Redis } from "ioredis";

/** A person or a command waits for it. */
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * What a Redis says of itself, over a connection of its own.
 * @throws the connection's own error, whose `code` says why nobody answers
 */
export async function readRedis(url: string): Promise<RedisReading> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let trouble: Error | undefined;
  client.on("error", (error: Error) => {
    trouble = error;
  });
  try {
    await client.connect();
    const [server, memory] = await Promise.all([client.info("server"), client.info("memory")]);
    const field = (text: string, name: string) =>
      new RegExp(`^${name}:(\\S+)`, "m").exec(text)?.[1];
    return {
      version: field(server, "redis_version") ?? "",
      policy: field(memory, "maxmemory_policy"),
      usedBytes: Number(field(memory, "used_memory") ?? 0),
      maxBytes: Number(field(memory, "maxmemory") ?? 0),
    };
  } catch (error) {
    // What ioredis rejects with says that the connection is closed; its event says why.
    throw trouble ?? error;
  } finally {
    client.disconnect();
  }
}
