import { startRouter } from "./inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await world.database.pool.query("update inboxes set channel = 'webchat'");
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

const proof = { evidence: "signed", subject: "customer-7" } as const;

async function contactsOf(): Promise<Readonly<Record<string, string>>> {
  const { rows } = await world.database.pool.query("select address, contact_id from identities");
  return Object.fromEntries(rows.map((row) => [row.address, row.contact_id]));
}

test("a customer whom the host page vouches for is one contact on two browsers", async () => {
  await world.receive(sms("1", "from the office", { from: "visitor:office", proof }));
  await world.routed();
  await world.receive(sms("2", "from home", { from: "visitor:home", proof }));
  await world.routed();
  const holders = await contactsOf();
  expect(Object.keys(holders).sort()).toEqual([
    `customer:${world.inboxId}/customer-7`,
    "visitor:home",
    "visitor:office",
  ]);
  expect(new Set(Object.values(holders)).size).toBe(1);
});

test("two browsers of one vouched-for customer at the same moment are still one contact", async () => {
  await Promise.all(
    Array.from({ length: 6 }, (_, i) =>
      world.receive(sms(`${i}`, "hello", { from: `visitor:browser-${i}`, proof })),
    ),
  );
  await world.routed();
  expect(new Set(Object.values(await contactsOf())).size).toBe(1);
  const { rows } = await world.database.pool.query("select state from ledger");
  expect(rows.every((row) => row.state === "routed")).toBe(true);
});

test("a signature for one person does not move an address that another one holds", async () => {
  await world.receive(sms("1", "anonymous", { from: "visitor:shared" }));
  await world.receive(sms("2", "signed in", { from: "visitor:own", proof }));
  await world.routed();
  const before = await contactsOf();
  await world.receive(sms("3", "signed in here too", { from: "visitor:shared", proof }));
  await world.routed();
  expect(await contactsOf()).toEqual(before);
});

test("what customers say of themselves is shown to agents and identifies nobody", async () => {
  const claims = { email: "ana@example.com" };
  await world.receive(sms("1", "oi", { from: "visitor:ana", fromName: "Ana", claims }));
  await world.receive(sms("2", "oi", { from: "visitor:impostor", fromName: "Ana", claims }));
  await world.routed();
  const { rows } = await world.database.pool.query("select name, claims from contacts");
  expect(rows).toEqual([
    { name: "Ana", claims },
    { name: "Ana", claims },
  ]);
  expect(Object.keys(await contactsOf()).sort()).toEqual(["visitor:ana", "visitor:impostor"]);
});
