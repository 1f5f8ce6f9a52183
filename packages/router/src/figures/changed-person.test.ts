import { asId, type ContactId } from "@circuito/domain";
import { forgetFigures, lockPersons, saveProfile, tellPersons } from "@circuito/store";
import type { Follower } from "../follow/follow-outbox.ts";
import { caughtUp } from "../testing/caught-up.ts";
import { merge, separate } from "../testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog } from "../testing/router-world.ts";
import { followFigures } from "./follow-figures.ts";
import type { Life } from "./testing/lives.ts";
import { writeLives } from "./testing/write-lives.ts";

const DAY = 86_400_000;
const SOLVED_AT = Date.parse("2026-03-02T12:00:00Z");
/** Long after: what a merge is told in is the newest conversation, and no neighbour of those that it changes. */
const NEWEST_AT = SOLVED_AT + 90 * DAY;

let world: RouterWorld;
let follower: Follower;
let one: ContactId;
let other: ContactId;
/** Somebody was answered and it was over; the other person, as far as we knew, wrote a day later. */
let solved: Life;

beforeEach(async () => {
  world = await createRouterWorld();
  const { database, newId, inboxId, queueId } = world;
  const agent = newId();
  await database.pool.query(
    `insert into agents (id, name, email, password_hash, role) values ($1, 'Ana', 'ana@example.com', '-', 'agent')`,
    [agent],
  );
  one = asId<ContactId>(newId());
  other = asId<ContactId>(newId());
  const life = (contact: ContactId, at: number): Life => ({
    ...{ id: newId(), contact, inbox: inboxId, channel: "sms", category: undefined, segments: [] },
    ...{ isMerged: false, glances: [] },
    moments: [
      { at, kind: "opened", queue: queueId },
      { at, kind: "wrote" },
      { at: at + 60_000, kind: "claimed", agent },
      { at: at + 120_000, kind: "replied", agent },
      { at: at + 180_000, kind: "resolved", agent },
    ],
  });
  solved = life(one, SOLVED_AT);
  const lives = [
    solved,
    life(other, SOLVED_AT + DAY),
    life(one, NEWEST_AT),
    life(other, NEWEST_AT),
  ];
  await writeLives(database.pool, lives, newId);
  follower = followFigures({ ...world, processName: "one", now: Date.now, log: silentLog });
  await allTaken();
  // From now on notices are followed, and not everything read because none was ever seen.
  await database.pool.query("insert into outbox (type, subject_id) values ('queue.changed', 'x')");
  await allTaken();
});
afterEach(async () => {
  await follower.stop();
  await world[Symbol.asyncDispose]();
});

test("two that turn out to be one came back, and did not when they are taken apart", async () => {
  expect(await wasSolvedAtOnce()).toBe(true);
  const mergeId = await merge(world.database, one, other);
  await allTaken();
  expect(await wasSolvedAtOnce()).toBe(false);
  await asReadAnew();
  await separate(world.database, mergeId);
  await allTaken();
  expect(await wasSolvedAtOnce()).toBe(true);
  await asReadAnew();
});

test("what is said of a customer counts in all that was ever measured of them", async () => {
  const { database } = world;
  await database.transaction(async ({ client }) => {
    const person = (await lockPersons(client, [one])).get(one);
    if (!person) throw new Error("nobody");
    await saveProfile(client, one, { ...person.profile, segments: ["vip"] });
    await tellPersons(client, {
      ...{ kind: "contact-changed", because: "said-by-us", actorId: undefined, at: Date.now() },
      ...{ data: { fields: ["segments"] }, of: [one] },
    });
  });
  await allTaken();
  const { rows } = await database.pool.query(
    "select segments from figure_subjects where conversation_id = $1",
    [solved.id],
  );
  expect(rows).toEqual([{ segments: ["vip"] }]);
  await asReadAnew();
});

async function wasSolvedAtOnce(): Promise<boolean> {
  const { rows } = await world.database.pool.query<{ hits: number }>(
    "select hits from figure_facts where fact = 'fcr' and conversation_id = $1",
    [solved.id],
  );
  return rows[0]?.hits === 1;
}

/** All stories read again, as after a change of rules, give the very same. */
async function asReadAnew(): Promise<void> {
  const before = await everything();
  await world.database.transaction(({ client }) => forgetFigures(client));
  await allTaken();
  expect(await everything()).toEqual(before);
}

async function everything(): Promise<unknown> {
  const { rows } = await world.database.pool.query(
    `select s.*, array(select to_jsonb(f) from figure_facts f
       where f.conversation_id = s.conversation_id order by f.n) as facts
     from figure_subjects s order by s.conversation_id`,
  );
  return rows;
}

const allTaken = () => caughtUp(world.database.pool, "figures", follower);
