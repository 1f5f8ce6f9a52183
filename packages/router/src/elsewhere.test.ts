import { type Address, asId, type InboxId } from "@circuito/domain";
import { createLedgerWriter, ledgerEntry, schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { startRouter } from "./inbound-router.ts";
import { holderOf, merge } from "./testing/persons.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

let world: RouterWorld;
let whatsapp: InboxId;
let said = 0;
beforeEach(async () => {
  world = await createRouterWorld();
  said = 0;
  whatsapp = asId<InboxId>(uuidv7());
  await world.database.drizzle
    .insert(schema.inboxes)
    .values({ id: whatsapp, name: "WhatsApp", channel: "whatsapp", settings: {} });
  await startRouter({ ...world, log: silentLog });
});
afterEach(() => world[Symbol.asyncDispose]());

const SMS = "tel:+5511900000001";
const WHATSAPP = "tel:+5511900000002";

async function write(inboxId: InboxId, from: Address): Promise<void> {
  said += 1;
  const entry = ledgerEntry(inboxId, sms(`m${said}`, `words ${said}`, { from }));
  await createLedgerWriter(world.database).append([entry]);
  await world.bus.jobs.nudge("inbound", [entry.contactKey]);
  await world.routed();
}

async function rows<T>(text: string): Promise<T[]> {
  return (await world.database.pool.query(text)).rows;
}

/** Ana has both numbers, and an agent answers her text messages. */
async function knowAna(): Promise<string> {
  await write(world.inboxId, SMS);
  await write(whatsapp, WHATSAPP);
  const [sms, other] = [
    await holderOf(world.database, SMS),
    await holderOf(world.database, WHATSAPP),
  ];
  await merge(world.database, sms, other);
  const agentId = uuidv7();
  await rows(`insert into agents (id, name, email, password_hash, role, capacity)
    values ('${agentId}', 'Bia', 'bia@example.com', 'none', 'agent', 5)`);
  await rows(`update conversations set status = 'closed' where channel = 'whatsapp'`);
  await rows(`update conversations set assignee_id = '${agentId}' where channel = 'sms'`);
  return agentId;
}

const told = () =>
  rows<{ of: string; because: string; channel: string }>(
    `select c.channel as of, a.because, a.data->>'channel' as channel
     from activities a join conversations c on c.id = a.conversation_id
     where a.kind = 'writes-elsewhere' order by a.id`,
  );
const newest = () =>
  rows<{ sticky: string | null }>(
    `select sticky_agent_id as sticky from conversations where channel = 'whatsapp'
     order by arrived_at desc limit 1`,
  );

test("who writes on another channel meanwhile is linked, and meets the same agent first", async () => {
  const agentId = await knowAna();
  await write(whatsapp, WHATSAPP);
  const because = "same-person-on-another-channel";
  expect(await told()).toEqual([
    { of: "whatsapp", because, channel: "sms" },
    { of: "sms", because, channel: "whatsapp" },
  ]);
  expect(await newest()).toEqual([{ sticky: agentId }]);
  await write(whatsapp, WHATSAPP);
  expect(await told()).toHaveLength(2);
});

test.each([
  [
    "the other one has been silent for a day",
    "update conversations set last_message_at = now() - interval '25 hours' where channel = 'sms'",
  ],
  [
    "the other one is resolved",
    "update conversations set status = 'resolved' where channel = 'sms'",
  ],
  [
    "several people write from where they wrote",
    `update identities set shared = true where address = '${SMS}'`,
  ],
  [
    "several people write from where they write",
    `update identities set shared = true where address = '${WHATSAPP}'`,
  ],
])("nothing is linked when %s", async (_when, change) => {
  await knowAna();
  await rows(change);
  await write(whatsapp, WHATSAPP);
  expect(await told()).toEqual([]);
  expect(await newest()).toEqual([{ sticky: null }]);
});
