import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** A closed loop of 10 s leaves some 5 s of figures and words to fold; this is a machine that cannot. */
const FOLLOW_TIMEOUT_MS = 120_000;
/** Looking costs the database under test something, too. */
const LOOK_EVERY_MS = 200;

/**
 * Resolves once all that follows the outbox, figures, promises and words, has read all of it.
 * @throws with what is left, when that takes two minutes
 */
export async function untilFollowed(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const endsAtMs = performance.now() + FOLLOW_TIMEOUT_MS; ; await pause(LOOK_EVERY_MS)) {
      const { rows } = await client.query<{ name: string; left: number }>(
        `select f.name, count(*)::int as left from followers f join outbox o on (o.xid, o.id) >
           (split_part(f.position, '-', 1)::bigint, split_part(f.position, '-', 2)::bigint)
         group by f.name`,
      );
      if (rows.length === 0) return;
      if (performance.now() < endsAtMs) continue;
      const left = rows.map(({ name, left }) => `${name} ${left}`).join(", ");
      throw new Error(`notices not followed after ${FOLLOW_TIMEOUT_MS} ms: ${left}`);
    }
  } finally {
    await client.end();
  }
}
