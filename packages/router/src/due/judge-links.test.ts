import type { Address, MessageElement } from "@circuito/domain";
import { startRouter } from "../inbound-router.ts";
import { dumpPersons, holderOf, separate } from "../testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "../testing/router-world.ts";
import { dueHandlers } from "./due-handlers.ts";
import { startDueWork } from "./due-work.ts";

let world: RouterWorld;
let said = 0;
beforeEach(async () => {
  said = 0;
});
afterEach(() => world[Symbol.asyncDispose]());

async function open(channel: string): Promise<void> {
  world = await createRouterWorld({ channel });
  await startRouter({ ...world, log: silentLog });
  await startDueWork({ bus: world.bus, handlers: dueHandlers(world), log: silentLog });
}

async function write(from: Address, more: Partial<MessageElement> = {}): Promise<void> {
  said += 1;
  await world.receive(sms(`m${said}`, `words ${said}`, { from, ...more }));
  await world.routed();
  await judged();
}

/** Every link is judged once none is due. */
async function judged(): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const [left] = await rows<{ n: number }>(
      `select (select count(*) from contact_links where state = 'due')::int
         + (select count(*) from dues)::int as n`,
    );
    if (left?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("links are still due");
}

async function rows<T>(text: string): Promise<T[]> {
  return (await world.database.pool.query(text)).rows;
}

const merges = () =>
  rows<{ id: string }>(
    "select id, evidence, because, actor_id, addresses, undone_at is null as holds from contact_merges",
  );
const signedAs = (subject: string): Partial<MessageElement> => ({
  proof: { evidence: "signed", subject },
});

describe("web chat", () => {
  beforeEach(() => open("webchat"));

  test("a visitor who was nobody and then logs in is the customer that the page signs for", async () => {
    await write("visitor:office", signedAs("customer-7"));
    const customer = await holderOf(world.database, "visitor:office");
    await write("visitor:home", { fromName: "Ana" });
    const before = await dumpPersons(world.database);
    expect(await holderOf(world.database, "visitor:home")).not.toBe(customer);

    await write("visitor:home", signedAs("customer-7"));
    expect(await holderOf(world.database, "visitor:home")).toBe(customer);
    const log = await merges();
    expect(log).toEqual([
      {
        id: expect.any(String),
        evidence: "signed",
        because: "signed-identity",
        actor_id: null,
        addresses: ["visitor:home"],
        holds: true,
      },
    ]);
    expect(await rows("select kind, because from activities where kind = 'person-merged'")).toEqual(
      expect.arrayContaining([{ kind: "person-merged", because: "signed-identity" }]),
    );

    await separate(world.database, log[0]?.id ?? "");
    const after = (await dumpPersons(world.database)) as typeof before & { contacts: unknown };
    expect(after).toMatchObject({ contacts: (before as typeof after).contacts });
  });

  test("whoever was taken apart is not merged again, whatever the page signs", async () => {
    await write("visitor:office", signedAs("customer-7"));
    await write("visitor:home");
    await write("visitor:home", signedAs("customer-7"));
    const [merge] = await merges();
    await separate(world.database, merge?.id ?? "");
    await rows(`insert into contact_links (id, first_id, second_id, evidence, because, state, at)
      select gen_random_uuid(), least(into_id, from_id), greatest(into_id, from_id),
        'agent-asserted', 'said-by-us', 'separated', now() from contact_merges`);
    await write("visitor:home", signedAs("customer-7"));
    expect(await merges()).toMatchObject([{ holds: false }]);
  });

  test("two signed customers are two people, and a person is asked", async () => {
    await write("visitor:one", signedAs("customer-1"));
    await write("visitor:two", signedAs("customer-2"));
    await write("visitor:one", signedAs("customer-2"));
    expect(await merges()).toEqual([]);
    expect(await rows("select state, evidence, because from contact_links")).toEqual([
      { state: "suggested", evidence: "signed", because: "signed-identity" },
    ]);
  });

  test("a second signed name never becomes that of whoever has one", async () => {
    await write("visitor:one", signedAs("customer-1"));
    await write("visitor:one", signedAs("customer-2"));
    expect(
      await rows("select count(*)::int as n from identities where evidence = 'signed'"),
    ).toEqual([{ n: 1 }]);
  });

  test("at a browser that many use, a signature says nothing of who wrote before", async () => {
    await write("visitor:office", signedAs("customer-7"));
    await write("visitor:library");
    await rows("update identities set shared = true where address = 'visitor:library'");
    await write("visitor:library", signedAs("customer-7"));
    expect(await merges()).toEqual([]);
  });
});

describe("whatsapp", () => {
  beforeEach(() => open("whatsapp"));

  test("two contacts that the channel says are one account become one person, all of them", async () => {
    await write("tel:+5511900000001", { fromName: "Ana" });
    await write("wa-lid:77");
    await rows(`insert into identities (address, contact_id, evidence)
      select 'mailto:ana@example.com', contact_id, 'channel-proven' from identities
      where address = 'wa-lid:77'`);
    const ana = await holderOf(world.database, "tel:+5511900000001");
    await write("tel:+5511900000001", { alsoKnownAs: ["wa-lid:77"] });
    expect(await holderOf(world.database, "wa-lid:77")).toBe(ana);
    expect(await holderOf(world.database, "mailto:ana@example.com")).toBe(ana);
    expect(await merges()).toMatchObject([{ evidence: "alias", because: "same-account" }]);
  });
});
