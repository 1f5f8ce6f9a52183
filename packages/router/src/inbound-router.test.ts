import { startRouter } from "./inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

const backends = [
  ["PostgreSQL", undefined],
  ["Redis", process.env.TEST_REDIS_URL],
] as const;

interface Row {
  readonly conversation_id: string;
  readonly seq: number;
  readonly text: string;
}

async function messages(world: RouterWorld): Promise<readonly Row[]> {
  const { rows } = await world.database.pool.query<Row>(
    "select conversation_id, seq, text from messages order by conversation_id, seq",
  );
  return rows;
}

async function count(world: RouterWorld, sql: string): Promise<number> {
  const { rows } = await world.database.pool.query<{ n: number }>(
    `select count(*)::int as n from ${sql}`,
  );
  return rows[0]?.n ?? -1;
}

describe.each(backends)("the router with jobs on %s", (name, redisUrl) => {
  if (name === "Redis" && redisUrl === undefined) {
    test.skip("Redis is not on this machine", () => {});
    return;
  }

  let world: RouterWorld;
  beforeEach(async () => {
    world = await createRouterWorld(redisUrl ? { redisUrl } : {});
    await startRouter({ ...world, log: silentLog });
    // A second router in the same fleet: order must hold however many there are.
    await startRouter({ ...world, log: silentLog });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  test("twenty different messages of one new sender at once make one contact, one conversation, seq 1 to 20", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => world.receive(sms(`m${i}`, `message ${i}`))),
    );
    await world.routed();
    const rows = await messages(world);
    expect(new Set(rows.map((r) => r.conversation_id)).size).toBe(1);
    expect(rows.map((r) => r.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(await count(world, "contacts")).toBe(1);
  });

  test("the same message fifty times at once is one row and one message", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, () => world.receive(sms("same", "hello"))),
    );
    await world.routed();
    expect(outcomes.flat().filter((o) => o === "new")).toHaveLength(1);
    expect(await count(world, "ledger")).toBe(1);
    expect(await count(world, "ledger_duplicates")).toBe(49);
    expect(await messages(world)).toHaveLength(1);
  });

  test("messages of one sender keep the order in which they were accepted", async () => {
    for (let i = 0; i < 30; i++) await world.receive(sms(`m${i}`, `${i}`));
    await world.routed();
    expect((await messages(world)).map((r) => r.text)).toEqual(
      Array.from({ length: 30 }, (_, i) => `${i}`),
    );
  });

  test("a reused sender-made id with other words is kept and flagged", async () => {
    await world.receive(sms("id", "first"));
    expect(await world.receive(sms("id", "second"))).toEqual(["collision"]);
    expect(await world.receive(sms("id", "second"))).toEqual(["duplicate"]);
    await world.routed();
    expect((await messages(world)).map((r) => r.text)).toEqual(["first", "second"]);
    expect(await count(world, "messages where collision")).toBe(1);
  });
});

describe("the router", () => {
  let world: RouterWorld;
  beforeEach(async () => {
    world = await createRouterWorld();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  test("a row that cannot be routed is parked and delays nobody", async () => {
    // A channel that nothing threads by contact point: the fold refuses it.
    await world.database.pool.query("update inboxes set channel = 'email'");
    await world.receive(sms("poison", "x"));
    await startRouter({ ...world, log: silentLog });
    await world.routed();
    await world.database.pool.query("update inboxes set channel = 'sms'");
    await world.receive(sms("good", "y"));
    await world.routed();
    const { rows } = await world.database.pool.query(
      "select external_id, state, reason from ledger order by id",
    );
    expect(rows).toEqual([
      { external_id: "poison", state: "parked", reason: "Error" },
      { external_id: "good", state: expect.stringMatching(/routed|accepted/), reason: null },
    ]);
    expect(await count(world, "ledger_payloads")).toBe(2);
  });

  test("text that PostgreSQL cannot hold is stored readable, its bytes untouched", async () => {
    await startRouter({ ...world, log: silentLog });
    await world.receive(sms("odd", "a\u0000b\ud800c"));
    await world.routed();
    expect((await messages(world)).map((r) => r.text)).toEqual(["a\u2400b\ufffdc"]);
  });

  test("a malformed element is parked with its bytes and its neighbours go through", async () => {
    await startRouter({ ...world, log: silentLog });
    await world.receive(
      sms("before", "one"),
      {
        kind: "malformed",
        externalId: "broken",
        idMadeBy: "provider",
        raw: Buffer.from("{"),
        error: "not JSON",
      },
      sms("after", "two"),
    );
    await world.routed();
    expect((await messages(world)).map((r) => r.text)).toEqual(["one", "two"]);
    expect(await count(world, "ledger where state = 'parked' and reason = 'not JSON'")).toBe(1);
  });

  test("STOP is kept, answered once, and opts the sender out; VOLTAR takes it back", async () => {
    await startRouter({ ...world, log: silentLog });
    await world.receive(sms("1", "oi"));
    await world.receive(sms("2", " Parar. "));
    await world.receive(sms("3", "STOP"));
    await world.routed();
    expect(await count(world, "opt_outs")).toBe(1);
    expect(await count(world, "deliveries where despite_opt_out")).toBe(1);
    const rows = await messages(world);
    expect(rows.map((r) => r.seq)).toEqual([1, 2, 3, 4]);
    expect(rows[2]?.text).toContain("VOLTAR");
    await world.receive(sms("4", "voltar"));
    await world.routed();
    expect(await count(world, "opt_outs")).toBe(0);
  });

  test("a receipt that comes before its message is known waits, and is applied later", async () => {
    await startRouter({ ...world, log: silentLog });
    await world.receive(sms("1", "oi"));
    await world.routed();
    await world.receive({
      kind: "receipt",
      externalId: "out-1:delivered",
      idMadeBy: "provider",
      of: "out-1",
      status: "delivered",
      raw: Buffer.from("{}"),
    });
    await postponed(world);
    const [first] = await messages(world);
    const id = world.newId();
    await world.database.pool.query(
      `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
         values ($1, $2, 2, 1, 'outbound', 'answer'))
       insert into deliveries (message_id, conversation_id, inbox_id, seq, status, external_id)
       values ($1, $2, $3, 2, 'sent', 'out-1')`,
      [id, first?.conversation_id, world.inboxId],
    );
    const { rows } = await world.database.pool.query(
      "select contact_key from ledger where kind = 'receipt'",
    );
    await world.bus.jobs.nudge("inbound", [rows[0].contact_key]);
    await world.routed();
    expect(await count(world, "deliveries where status = 'delivered'")).toBe(1);
  });
});

/** Waits until the receipt was looked at once and left for later. */
async function postponed(world: RouterWorld): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ((await count(world, "ledger where kind = 'receipt' and attempts > 0")) === 0) {
    if (Date.now() > deadline) throw new Error("the receipt was never looked at");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
