import { findFiguresBuild, findPosition } from "@circuito/store";
import { startRouter } from "../inbound-router.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { followFigures } from "./follow-figures.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

async function write(customers: readonly string[], word = "oi"): Promise<void> {
  for (const n of customers) {
    await world.receive(sms(`${n} ${word}`, word, { from: `tel:+551190000000${n}` }));
  }
  await world.routed();
}

const measured = async (): Promise<readonly string[]> => {
  const { rows } = await world.database.pool.query<{ address: string }>(
    `select distinct c.address from figure_facts f join conversations c on c.id = f.conversation_id
     where f.fact = 'opened' order by c.address`,
  );
  return rows.map(({ address }) => address.slice(-1));
};

/** A process that reads everything anew, one conversation at a time, until its database is gone. */
async function readUntil(commits: number): Promise<void> {
  let begun = 0;
  const database: typeof world.database = {
    ...world.database,
    transaction: (work) => {
      begun += 1;
      // The first says that it begins.
      if (begun > commits + 1) return Promise.reject(new Error("the database went away"));
      return world.database.transaction(work);
    },
  };
  const about = { ...world, database, now: Date.now, log: silentLog };
  const follower = followFigures({ ...about, processName: "one" }, 1);
  await follower.catchUp();
  await follower.stop();
}

async function readOn(): Promise<void> {
  const about = { ...world, now: Date.now, log: silentLog };
  const follower = followFigures({ ...about, processName: "two" }, 1);
  try {
    await caughtUp(world.database.pool, "figures", follower);
  } finally {
    await follower.stop();
  }
}

test("who reads everything anew goes on where it was interrupted, and takes what happened since it began", async () => {
  const { pool } = world.database;
  await write(["1", "2", "3"]);
  await readUntil(2);
  expect(await measured()).toEqual(["1", "2"]);
  expect(await findPosition(pool, "figures")).toBeUndefined();

  // What it has read is not read again: nothing tells that this is gone. What moved meanwhile is.
  await pool.query("delete from figure_facts");
  await write(["2"], "alguém?");
  await readOn();
  expect(await measured()).toEqual(["2", "3"]);
  expect((await findFiguresBuild(pool))?.reading).toBeUndefined();
});

test("where notices since it began are gone it begins anew", async () => {
  const { pool } = world.database;
  await write(["1", "2"]);
  await readUntil(1);
  await pool.query("delete from figure_facts");
  await pool.query(
    "update settings set value = jsonb_set(value, '{reading,from}', '\"0-0\"') where key = 'figures'",
  );
  await readOn();
  expect(await measured()).toEqual(["1", "2"]);
});
