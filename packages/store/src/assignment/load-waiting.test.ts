import { randomUUID } from "node:crypto";
import { asId, inQueueOrder, type QueueId } from "@circuito/domain";
import fc from "fast-check";
import { type Database, openDatabase } from "../database.ts";
import { createTestDatabase } from "../testing/create-test-database.ts";
import { placeIfItWaited, placeInQueue, placesInQueue } from "../transcript/place-in-queue.ts";
import { loadWaiting } from "./load-waiting.ts";

let test_: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
const inboxId = randomUUID();
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({
    url: test_.url,
    connectionsMax: 2,
    applicationName: "circuito store test",
  });
  await database.pool.query(
    "insert into inboxes (id, name, channel, settings) values ($1, 'x', 'sms', '{}')",
    [inboxId],
  );
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

const NOW = Date.UTC(2026, 10, 26, 12);
const MINUTE = 60_000;

async function newQueue(): Promise<QueueId> {
  const id = asId<QueueId>(randomUUID());
  await database.pool.query(
    "insert into queues (id, name, level, role, position) values ($1, $2, 1, 'solver', 1)",
    [id, id],
  );
  return id;
}

async function fill(
  queueId: QueueId,
  waiting: readonly { readonly priority: number; readonly arrivedAt: number }[],
): Promise<readonly { id: string; priority: number; arrivedAt: number }[]> {
  const all = waiting.map((one) => ({ ...one, id: randomUUID() }));
  await database.pool.query(
    `with made as (
       select * from unnest($1::uuid[], $2::int[], $3::timestamptz[]) as m(id, priority, arrived_at)
     ), known as (insert into contacts (id) select id from made)
     insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status,
       waiting_on, queue_id, level, priority, epoch, version, last_seq, last_public_seq, arrived_at)
     select id, id::text, $4, 'sms', 'tel:' || id, id, 'open', 'agent', $5, 1, priority, 0, 1, 1, 1,
       arrived_at
     from made`,
    [
      all.map(({ id }) => id),
      all.map(({ priority }) => priority),
      all.map(({ arrivedAt }) => new Date(arrivedAt).toISOString()),
      inboxId,
      queueId,
    ],
  );
  return all;
}

test("the head is what sorting the whole queue begins with, and a place is where one stands in it", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          priority: fc.integer({ min: -10, max: 10 }),
          // On and around the steps at which waiting counts.
          arrivedAt: fc
            .tuple(fc.nat(12), fc.constantFrom(-1, 0, 1, 7_000, 599_999))
            .map(([steps, ms]) => NOW - steps * 10 * MINUTE + ms),
        }),
        { maxLength: 60 },
      ),
      fc.integer({ min: 1, max: 20 }),
      async (waiting, limit) => {
        const queueId = await newQueue();
        const all = await fill(queueId, waiting);
        const head = await loadWaiting(database.pool, queueId, limit, NOW);
        const sorted = inQueueOrder(
          all.map((one) => ({ ...one, id: asId<never>(one.id) })),
          NOW,
        );
        expect(inQueueOrder(head, NOW).map(({ id }) => id)).toEqual(
          sorted.slice(0, limit).map(({ id }) => id),
        );
        const at = limit % Math.max(1, sorted.length);
        const place = await placeInQueue(database.pool, sorted[at]?.id ?? randomUUID(), NOW);
        expect(place?.position).toBe(sorted.length === 0 ? undefined : at + 1);
        // Those who are asked for together have the places that each has, and who does not wait has none.
        const ids = sorted.map(({ id }) => id);
        const places = await placesInQueue(database.pool, [...ids, randomUUID()], NOW);
        expect([...places.keys()].sort()).toEqual([...ids].sort());
        expect(ids.map((id) => places.get(id)?.position)).toEqual(ids.map((_, i) => i + 1));

        // One that is not there would stand where it stood if it were.
        const [asked] = all;
        const one = { id: randomUUID(), priority: limit % 4, arrivedAt: NOW - limit * MINUTE };
        const among = asked
          ? inQueueOrder([...sorted, { ...asked, ...one, id: asId<never>(one.id) }], NOW)
          : [one];
        const would = await placeIfItWaited(database.pool, { ...one, queueId }, NOW);
        expect(would.position).toBe(among.findIndex(({ id }) => id === one.id) + 1);
      },
    ),
    { numRuns: 40 },
  );
});

test("a middle priority that has waited goes before the oldest and the highest", async () => {
  const queueId = await newQueue();
  const many = (priority: number, waitedMin: number) =>
    Array.from({ length: 60 }, () => ({ priority, arrivedAt: NOW - waitedMin * MINUTE }));
  const all = await fill(queueId, [
    ...many(0, 25),
    ...many(2, 0),
    { priority: 1, arrivedAt: NOW - 21 * MINUTE },
  ]);
  const [first] = inQueueOrder(await loadWaiting(database.pool, queueId, 50, NOW), NOW);
  expect(first?.id).toBe(all.at(-1)?.id);
});

test("what was passed over, one by one or by what it needs, is not looked at again", async () => {
  const queueId = await newQueue();
  const [alone, , , last] = await fill(
    queueId,
    Array.from({ length: 4 }, (_, i) => ({ priority: 0, arrivedAt: NOW - (9 - i) * 1_000 })),
  );
  await database.pool.query(
    `update conversations set required_skills = '{"billing": 3}', language = 'pt'
     where queue_id = $1 and id <> all($2::uuid[])`,
    [queueId, [alone?.id, last?.id]],
  );
  const head = await loadWaiting(database.pool, queueId, 10, NOW, {
    ids: [asId(alone?.id ?? "")],
    needs: [{ channel: "sms", language: "pt", requiredSkills: { billing: 3 } }],
  });
  expect(head.map(({ id }) => id)).toEqual([last?.id]);
});
