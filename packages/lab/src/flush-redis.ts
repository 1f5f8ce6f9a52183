import { Redis } from "ioredis";

/** Empties the database that the URL names; others on the same server keep what they have. */
export async function flushRedis(url: string): Promise<void> {
  const redis = new Redis(url);
  try {
    await redis.flushdb();
  } finally {
    redis.disconnect();
  }
}
