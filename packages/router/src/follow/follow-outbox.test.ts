import { setTimeout as pause } from "node:timers/promises";
import { caughtUp } from "../testing/caught-up.ts";
import { createRouterWorld, type RouterWorld, silentLog } from "../testing/router-world.ts";
import { followOutbox } from "./follow-outbox.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** A third of a lease, and what a slow machine takes on top of it. */
const PATIENCE_MS = 20_000;

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give: () => give() };
}

async function leaseEndsAt(): Promise<number> {
  const { rows } = await world.database.pool.query<{ at: Date }>(
    "select expires_at as at from leases where name = 'follower slow'",
  );
  return rows[0]?.at.getTime() ?? 0;
}

test("who reads everything, however long it takes, stays the one who follows", async () => {
  const begun = signal();
  const read = signal();
  const slow = followOutbox(
    { ...world, processName: "slow", log: silentLog },
    {
      ...{ name: "slow", gatherMs: 10 },
      take: async (_, move) => void (await move(world.database.pool)),
      begin: async (_, settled) => {
        begun.give();
        await read.given;
        return settled;
      },
    },
  );
  await begun.given;
  const before = await leaseEndsAt();
  const until = performance.now() + PATIENCE_MS;
  while ((await leaseEndsAt()) <= before && performance.now() < until) await pause(100);
  expect(await leaseEndsAt()).toBeGreaterThan(before);
  read.give();
  await slow.stop();
});

test("who rests between two looks is not waited for, neither by who hurries nor at the end", async () => {
  const taken = signal();
  const patient = followOutbox(
    { ...world, processName: "patient", log: silentLog },
    {
      ...{ name: "patient", gatherMs: 3_600_000 },
      take: async (_, move) => {
        await move(world.database.pool);
        taken.give();
      },
      begin: async (_, settled) => settled,
    },
  );
  const notice = "insert into outbox (type, subject_id) values ('queue.changed', 'x')";
  await world.database.pool.query(notice);
  // Its first look makes its place and then rests for an hour.
  await patient.catchUp();
  await world.database.pool.query(notice);
  await caughtUp(world.database.pool, "patient", patient);
  await taken.given;
  await patient.stop();
});
