import { type AgentId, asId } from "@circuito/domain";
import { createLedgerWriter, ledgerEntry, schema } from "@circuito/store";
import { startDelivery } from "./delivery.ts";
import { startRouter } from "./inbound-router.ts";
import type { Watch } from "./look-every.ts";
import {
  createRouterWorld,
  noFiles,
  type RouterWorld,
  silentLog,
  sms,
} from "./testing/router-world.ts";
import { startTimers } from "./timers.ts";

let world: RouterWorld;
let timers: Watch;
const warnings: unknown[] = [];

beforeEach(async () => {
  world = await createRouterWorld();
  warnings.length = 0;
});
afterEach(async () => {
  await timers.stop();
  await world[Symbol.asyncDispose]();
  expect(warnings).toEqual([]);
});

async function sweep(now = Date.now): Promise<void> {
  timers = await startTimers({
    ...world,
    now,
    processName: "test",
    silenceDistrustMs: 0,
    log: { ...silentLog, warn: (fact, fields) => warnings.push([fact, fields]) },
  });
}

async function row<T>(sql: string): Promise<T | undefined> {
  const { rows } = await world.database.pool.query(sql);
  return rows[0] as T | undefined;
}

async function until(sql: string): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (!(await row(`select 1 where exists (${sql})`))) {
    if (Date.now() > deadline) throw new Error(`never: ${sql}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function addAgent(seenSecondsAgo: number): Promise<AgentId> {
  const id = asId<AgentId>(world.newId());
  await world.database.drizzle.insert(schema.agents).values({
    id,
    name: "Ana",
    email: `${id}@example.com`,
    passwordHash: "-",
    role: "agent",
    wanted: "available",
    reachable: true,
    seenAt: Date.now() - seenSecondsAgo * 1_000,
  });
  return id;
}

test("a row whose job was lost is routed all the same", async () => {
  await startRouter({ ...world, log: silentLog });
  await createLedgerWriter(world.database).append([ledgerEntry(world.inboxId, sms("lost", "oi"))]);
  await sweep();
  await world.routed();
  expect(await row("select text from messages")).toEqual({ text: "oi" });
});

test("an answer whose job was lost goes out all the same", async () => {
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("1", "oi"));
  await world.routed();
  await startDelivery({
    ownedInboxes: async () => new Set(),
    ...world,
    log: silentLog,
    files: noFiles,
    askUrl: (id) => `https://x.example/a/${id}`,
    resolveConnector: async () => ({
      connector: { send: async () => ({ externalId: "x" }) },
      capabilities: { textLengthMax: 100 },
    }),
  });
  const id = world.newId();
  await world.database.pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       select $1, id, 2, 1, 'outbound', 'answer' from conversations)
     insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
     select $1, id, inbox_id, 2, 'queued', now() from conversations`,
    [id],
  );
  await sweep();
  await until("select 1 from deliveries where status = 'sent'");
});

test.each([
  ["an unanswered chat", "webchat", 50, false],
  ["an unanswered chat", "webchat", 70, true],
  ["an SMS", "sms", 70, false],
  ["an SMS", "sms", 16 * 60, true],
])(
  "%s on %s whose agent is gone for %i s goes back to its queue: %s",
  async (_, channel, seconds, goesBack) => {
    await startRouter({ ...world, log: silentLog });
    await world.receive(sms("1", "oi"));
    await world.routed();
    const ana = await addAgent(seconds);
    await world.database.pool.query(
      `update conversations set channel = $1, assignee_id = $2, epoch = 1,
        waiting_since = now() - interval '1 hour'`,
      [channel, ana],
    );
    await sweep();
    await until("select 1 from agents where not reachable");
    if (goesBack) {
      await until(
        "select 1 from conversations where assignee_id is null and epoch = 2 and sticky_agent_id is not null",
      );
      await until(
        "select 1 from activities where kind = 'released' and because = 'agent-unreachable'",
      );
    } else {
      // The sweep that noticed the agent has had its say about the conversation too.
      await timers.stop();
      expect(await row("select epoch from conversations")).toEqual({ epoch: 1 });
    }
  },
);

test("a snoozed conversation wakes when its time has come", async () => {
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("1", "oi"));
  await world.routed();
  await world.database.pool.query(
    "update conversations set status = 'snoozed', snoozed_until = now() - interval '1 second'",
  );
  await sweep();
  await until("select 1 from conversations where status = 'open' and snoozed_until is null");
});

test("a resolved conversation is closed for good when its window is over", async () => {
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("1", "oi"));
  await world.routed();
  await world.database.pool.query(
    "update conversations set status = 'resolved', resolved_at = now() - interval '25 hours'",
  );
  await sweep();
  await until("select 1 from conversations where status = 'closed'");
});

test("one by mail stays open to answers for a week", async () => {
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("1", "oi"), sms("2", "olá", { from: "tel:+5511900000002" }));
  await world.routed();
  await world.database.pool.query(
    `update conversations set status = 'resolved', channel = 'email', resolved_at = now()
      - case when address like '%2' then interval '8 days' else interval '6 days' end`,
  );
  await sweep();
  await until("select 1 from conversations where status = 'closed'");
  const { rows } = await world.database.pool.query(
    "select address from conversations where status = 'resolved'",
  );
  expect(rows).toEqual([{ address: "tel:+5511900000001" }]);
});

test("a clock that is set back stops nothing", async () => {
  await startRouter({ ...world, log: silentLog });
  await world.receive(sms("1", "oi"));
  await world.routed();
  let aheadMs = 2 * 3_600_000;
  await sweep(() => Date.now() + aheadMs);
  const awake = "select 1 from conversations where status = 'open'";
  const putOff = "update conversations set status = 'snoozed', snoozed_until = now()";
  await world.database.pool.query(putOff);
  await until(awake);
  aheadMs = 0;
  await world.database.pool.query(putOff);
  await until(awake);
});
