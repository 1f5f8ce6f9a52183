import { findPosition } from "@circuito/store";
import { startRouter } from "../inbound-router.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { followFigures } from "./follow-figures.ts";

const CONVERSATIONS = 50;
/** What a statement of this database comes to the end of. */
const IN_TIME = 20;

let world: RouterWorld;
const warnings: unknown[] = [];
const log = {
  ...silentLog,
  warn: (message: string, about?: object) => warnings.push({ message, ...about }),
};

beforeEach(async () => {
  warnings.length = 0;
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
  // As a statement that goes on for too long is ended, at a size instead of a time.
  await world.database.pool.query(`
    create function too_slow() returns trigger language plpgsql as $$ begin
      if (select count(distinct conversation_id) from new_facts) > ${IN_TIME} then
        raise exception 'canceling statement due to statement timeout' using errcode = '57014';
      end if;
      return null;
    end $$;
    create trigger too_slow after insert on figure_facts referencing new table as new_facts
      for each statement execute function too_slow()`);
});
afterEach(() => world[Symbol.asyncDispose]());

async function write(from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    await world.receive(sms(`m${n}`, "oi", { from: `tel:+55119${String(n).padStart(8, "0")}` }));
  }
  await world.routed();
}

const measured = async (): Promise<number> => {
  const { rows } = await world.database.pool.query<{ n: number }>(
    "select count(distinct conversation_id)::int as n from figure_facts where fact = 'opened'",
  );
  return rows[0]?.n ?? 0;
};

test("where a statement does not come to its end, all is measured all the same, of fewer at once", async () => {
  await write(0, CONVERSATIONS);
  const follower = followFigures({ ...world, processName: "one", now: Date.now, log });
  try {
    await caughtUp(world.database.pool, "figures", follower);
    expect(await measured()).toBe(CONVERSATIONS);
    expect(warnings).toContainEqual(expect.objectContaining({ atOnce: expect.any(Number) }));
    expect(warnings).not.toContainEqual(expect.objectContaining({ error: expect.anything() }));
    const before = await findPosition(world.database.pool, "figures");
    // And what comes then, by notices.
    await write(CONVERSATIONS, 2 * CONVERSATIONS);
    await caughtUp(world.database.pool, "figures", follower);
    expect(await measured()).toBe(2 * CONVERSATIONS);
    expect(await findPosition(world.database.pool, "figures")).not.toEqual(before);
  } finally {
    await follower.stop();
  }
});
