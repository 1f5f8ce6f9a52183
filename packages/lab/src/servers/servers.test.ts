import pg from "pg";
import { BreakablePostgres } from "./breakable-postgres.ts";
import { BreakableRedis } from "./breakable-redis.ts";
import { findServerPlaces } from "./breakable-servers.ts";

/** A cluster is made, and started four times, on a machine that may be busy. */
const TIMEOUT_MS = 120_000;

test(
  "servers of one's own are stopped, killed and paused, and keep port and data",
  async () => {
    await using places = await findServerPlaces();
    await using postgres = await BreakablePostgres.start(places.postgres);
    const { url } = postgres;
    await postgres.query("create table kept (n int); insert into kept values (1)");
    for (const how of ["fast", "immediate", "kill"] as const) {
      await postgres.end(how);
      await expect(postgres.query("select 1")).rejects.toThrow();
      await postgres.start();
      await postgres.query("update kept set n = n + 1");
    }
    expect(postgres.url).toBe(url);

    postgres.pause();
    const waiting = new pg.Client({ connectionString: url });
    const answer = waiting.connect().then(() => waiting.query("select n from kept"));
    postgres.resume();
    expect((await answer).rows).toEqual([{ n: 4 }]);
    await waiting.end();

    if (!places.redis) return;
    await using redis = await BreakableRedis.start(places.redis);
    await redis.command("SET", "kept", "1");
    await redis.end("fast");
    await expect(redis.command("GET", "kept")).rejects.toThrow();
    await redis.start();
    await redis.command("CONFIG", "SET", "maxmemory", "1mb");
    await redis.end("kill");
    await redis.start();
    await redis.command("GET", "kept");
  },
  TIMEOUT_MS,
);
