import type { Address } from "@circuito/domain";
import { findPointConversation, isOfPoint, lockPersons, mergePersons } from "@circuito/store";
import { startRouter } from "./inbound-router.ts";
import { dumpPersons, holderOf, merge, separate } from "./testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

let world: RouterWorld;
let said = 0;
beforeEach(async () => {
  world = await createRouterWorld();
  said = 0;
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

/** A lock is waited for five seconds by whoever wants it; nothing begins to wait later than this. */
const WAITING_MAX_MS = 20_000;

const ANA = "tel:+5511900000001";
const ANA_TOO = "tel:+5511900000002";
const OTHER = "tel:+5511900000003";

async function write(from: Address, more: Parameters<typeof sms>[2] = {}): Promise<void> {
  said += 1;
  await world.receive(sms(`m${said}`, `words ${said}`, { from, ...more }));
}

async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await world.database.pool.query(text, [...values])).rows;
}

/** Contact of every conversation and message, by the address that it came from. */
async function contactsByAddress(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await rows<{ address: string; ids: string[] }>(
    `select c.address, array_agg(distinct x.id) as ids from conversations c
     cross join lateral (select c.contact_id as id union
       select contact_id from messages where conversation_id = c.id) x
     group by c.address`,
  );
  return Object.fromEntries(found.map(({ address, ids }) => [address, ids]));
}

async function describe(address: Address, profile: object): Promise<void> {
  await rows(
    `update contacts set name = p->>'name', claims = coalesce(p->'claims', '{}'),
       segments = array(select jsonb_array_elements_text(coalesce(p->'segments', '[]'))),
       attributes = coalesce(p->'attributes', '{}')
     from (select $2::jsonb as p) d where id = (select contact_id from identities where address = $1)`,
    [address, JSON.stringify(profile)],
  );
}

test("two persons merged and taken apart are as they were, to the last row", async () => {
  await write(ANA);
  await write(ANA_TOO, { fromName: "Ana", claims: { email: "ana@example.com" } });
  await world.routed();
  await write(ANA_TOO);
  await world.routed();
  await describe(ANA, { segments: ["vip"], attributes: { plan: "gold" } });
  await describe(ANA_TOO, {
    name: "Ana",
    claims: { email: "ana@example.com" },
    segments: ["late", "vip"],
    attributes: { plan: "free", language: "pt" },
  });
  const before = await dumpPersons(world.database);
  const [into, from] = [
    await holderOf(world.database, ANA),
    await holderOf(world.database, ANA_TOO),
  ];

  const id = await merge(world.database, into, from);
  expect(await holderOf(world.database, ANA_TOO)).toBe(into);
  expect(await contactsByAddress()).toEqual({ [ANA]: [into], [ANA_TOO]: [into] });
  expect(
    await rows("select name, claims, segments, attributes from contacts where id = $1", [into]),
  ).toEqual([
    {
      name: "Ana",
      claims: { email: "ana@example.com" },
      segments: ["vip", "late"],
      attributes: { plan: "gold", language: "pt" },
    },
  ]);
  expect(await rows("select merged_into_id from contacts where id = $1", [from])).toEqual([
    { merged_into_id: into },
  ]);

  await separate(world.database, id);
  expect(await dumpPersons(world.database)).toEqual(before);
});

test("what came in between stays where its address says", async () => {
  await write(ANA);
  await write(ANA_TOO);
  await world.routed();
  const [into, from] = [
    await holderOf(world.database, ANA),
    await holderOf(world.database, ANA_TOO),
  ];
  const id = await merge(world.database, into, from);
  await write(ANA);
  await write(ANA_TOO);
  await world.routed();
  await rows("update conversations set status = 'closed' where address = $1", [ANA_TOO]);
  await write(ANA_TOO);
  await world.routed();
  expect(await rows("select distinct contact_id from messages")).toEqual([{ contact_id: into }]);

  await separate(world.database, id);
  expect(await contactsByAddress()).toEqual({ [ANA]: [into], [ANA_TOO]: [from] });
  expect(await rows("select count(*)::int as n from conversations")).toEqual([{ n: 3 }]);
  await write(ANA_TOO);
  await world.routed();
  expect(await contactsByAddress()).toEqual({ [ANA]: [into], [ANA_TOO]: [from] });
});

test("merges of merges are taken apart from the last to the first, siblings in any order", async () => {
  for (const from of [ANA, ANA_TOO, OTHER] as const) await write(from, { fromName: from });
  await world.routed();
  const [a, b, c] = [
    await holderOf(world.database, ANA),
    await holderOf(world.database, ANA_TOO),
    await holderOf(world.database, OTHER),
  ];
  const before = await dumpPersons(world.database);
  const inner = await merge(world.database, b, c);
  const outer = await merge(world.database, a, b);
  const present = "select distinct coalesce(merged_into_id, id) as id from contacts";
  expect(await rows(present)).toEqual([{ id: a }]);
  await separate(world.database, outer);
  expect(await contactsByAddress()).toEqual({ [ANA]: [a], [ANA_TOO]: [b], [OTHER]: [b] });
  await separate(world.database, inner);
  expect(await dumpPersons(world.database)).toEqual(before);

  const first = await merge(world.database, a, b);
  const second = await merge(world.database, a, c);
  await separate(world.database, first);
  expect(await contactsByAddress()).toEqual({ [ANA]: [a], [ANA_TOO]: [b], [OTHER]: [a] });
  await separate(world.database, second);
  expect(await dumpPersons(world.database)).toEqual(before);
});

test("while people write, merging and taking apart loses nothing, doubles nothing, and ends as the addresses say", async () => {
  const addresses = [ANA, ANA_TOO, OTHER] as const;
  for (const from of addresses) await write(from);
  await world.routed();
  const [a, b, c] = [
    await holderOf(world.database, ANA),
    await holderOf(world.database, ANA_TOO),
    await holderOf(world.database, OTHER),
  ];
  let isOver = false;
  const writing = Promise.all(
    addresses.map(async (from) => {
      while (!isOver) await write(from);
    }),
  );
  for (let round = 0; round < 8; round += 1) {
    const [one, two] = await Promise.all([
      merge(world.database, a, b),
      merge(world.database, a, c),
    ]);
    await separate(world.database, one);
    await separate(world.database, two);
  }
  isOver = true;
  await writing;
  await world.routed();
  expect(await rows("select state, count(*)::int as n from ledger group by state")).toEqual([
    { state: "routed", n: said },
  ]);
  expect(await rows("select count(*)::int as n from messages")).toEqual([{ n: said }]);
  expect(
    await rows(
      `select id from conversations c where last_seq <> (select count(*) from messages
        where conversation_id = c.id) or last_seq <> (select max(seq) from messages
        where conversation_id = c.id)`,
    ),
  ).toEqual([]);
  expect(await contactsByAddress()).toEqual({ [ANA]: [a], [ANA_TOO]: [b], [OTHER]: [c] });
  expect(await rows("select id from contacts where merged_into_id is not null")).toEqual([]);
});

test("a browser that is vouched for while its customer is being merged finds the present person", async () => {
  const proof = { evidence: "signed", subject: "customer-7" } as const;
  await write("visitor:office", { proof });
  await write(OTHER);
  await world.routed();
  const [customer, other] = [
    await holderOf(world.database, "visitor:office"),
    await holderOf(world.database, OTHER),
  ];
  // The router has read who the customer is, and waits for the merge to let it write so.
  await world.database.transaction(async ({ client }) => {
    const persons = await lockPersons(client, [other, customer]);
    const [into, from] = [persons.get(other), persons.get(customer)];
    if (!into || !from) throw new Error("nobody to merge");
    await write("visitor:home", { proof });
    await untilWaiting();
    await mergePersons(client, into, from, {
      ...{ id: world.newId(), evidence: "agent-asserted", because: "said-by-us", at: Date.now() },
    });
  });
  await world.routed();
  expect(await holderOf(world.database, "visitor:home")).toBe(other);
  expect(await rows("select contact_id from conversations where address = 'visitor:home'")).toEqual(
    [{ contact_id: other }],
  );
  expect(await rows("select distinct state from ledger")).toEqual([{ state: "routed" }]);
});

/** Until somebody waits for a lock: here, not in the database of another file's tests. */
async function untilWaiting(): Promise<void> {
  for (const endsAt = Date.now() + WAITING_MAX_MS; Date.now() < endsAt; ) {
    const waiting = await rows(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("nobody waits");
}

test("the customer sees their own contact point and nothing of whom they were merged with", async () => {
  await write("visitor:home");
  await write(ANA, { fromName: "Ana" });
  await world.routed();
  const point = { inboxId: world.inboxId, address: "visitor:home" };
  const before = await findPointConversation(world.database.pool, point);
  await merge(
    world.database,
    await holderOf(world.database, ANA),
    await holderOf(world.database, "visitor:home"),
  );
  expect(await findPointConversation(world.database.pool, point)).toMatchObject({ id: before?.id });
  const [theirs] = await rows<{ id: string }>("select id from conversations where address = $1", [
    ANA,
  ]);
  expect(await isOfPoint(world.database.pool, theirs?.id ?? "", point)).toBe(false);
});

test("what customers say of themselves is kept as it is compared, the newest word of each kind", async () => {
  await write(ANA, { claims: { email: "Ana@Example.com", phone: "(11) 90000-0009" } });
  await world.routed();
  await write(ANA, { claims: { email: "ana.maria@example.com" } });
  await world.routed();
  expect(await rows("select claim_keys from contacts")).toEqual([
    { claim_keys: ["br:11:00000009", "mailto:ana.maria@example.com"] },
  ]);
});
