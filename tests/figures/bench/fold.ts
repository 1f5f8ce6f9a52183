import { followFigures } from "../../../packages/router/src/index.ts";
import { caughtUp } from "../../../packages/router/src/testing/caught-up.ts";
import type { Database } from "../../../packages/store/src/index.ts";

const silentBus = {
  jobs: { nudgeAt: async () => undefined },
  wake: { publish: () => undefined, subscribe: () => () => undefined },
};

/** What a program that only follows needs of its surroundings: it asks by itself. */
export const followerParts = (database: Database, tell: (line: string) => void) => ({
  ...{ database, processName: "bench", now: Date.now },
  bus: silentBus as unknown as Parameters<typeof followFigures>[0]["bus"],
  log: {
    info: () => undefined,
    warn: (message: string, fields?: object) => tell(`${message} ${JSON.stringify(fields)}`),
    error: (message: string, fields?: object) => tell(`${message} ${JSON.stringify(fields)}`),
  },
});

/**
 * Measures every story there is, as a `timers` process does after an update.
 * @returns conversations a second
 */
export async function foldAll(
  database: Database,
  conversations: number,
  tell: (line: string) => void,
): Promise<number> {
  // As in any database that is in use: before the first of all notices nobody knows what was missed.
  await database.pool.query("insert into outbox (type, subject_id) values ('queue.changed', 'x')");
  const startedAt = performance.now();
  const follower = followFigures(followerParts(database, tell));
  const watch = setInterval(async () => {
    const { rows } = await database.pool.query<{ count: string }>(
      "select n_live_tup as count from pg_stat_user_tables where relname = 'figure_subjects'",
    );
    tell(`${rows[0]?.count} of ${conversations} stories measured`);
  }, TELL_EVERY_MS);
  try {
    await caughtUp(database.pool, "figures", follower);
  } finally {
    clearInterval(watch);
    await follower.stop();
  }
  return conversations / ((performance.now() - startedAt) / 1_000);
}

const TELL_EVERY_MS = 15_000;
