import type { MessageId } from "@circuito/domain";
import { type AttemptEnd, type ClaimedDelivery, claimDeliveries } from "@circuito/store";
import { createDeliverySteps } from "./delivery-steps.ts";
import { startRouter } from "./inbound-router.ts";
import { createRouterWorld, type RouterWorld, silentLog, sms } from "./testing/router-world.ts";

const CUSTOMERS = 6;

let world: RouterWorld;
beforeEach(async () => {
  world = await createRouterWorld();
  await startRouter({ ...world, log: silentLog });
  for (let n = 0; n < CUSTOMERS; n++) {
    await world.receive({ ...sms(`question ${n}`, "oi"), from: `tel:+55119000000${n}0` });
  }
  await world.routed();
});
afterEach(() => world[Symbol.asyncDispose]());

/** An answer to each customer, claimed. */
async function claimAll(): Promise<readonly ClaimedDelivery[]> {
  const { pool } = world.database;
  const { rows } = await pool.query<{ id: string }>("select id from conversations order by id");
  for (const { id } of rows) {
    await pool.query(
      `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
         values ($1, $2, 2, 1, 'outbound', 'Olá') returning id, conversation_id)
       insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
       select id, conversation_id, $3, 2, 'queued', now() from said`,
      [world.newId(), id, world.inboxId],
    );
  }
  const claimed = await claimDeliveries(pool, { leaseMs: 60_000, limit: 50 });
  expect(claimed).toHaveLength(CUSTOMERS);
  return claimed;
}

/** Status of each message, and in how many transactions these were written. */
async function written(): Promise<{
  readonly statuses: ReadonlyMap<MessageId, string>;
  readonly commits: number;
}> {
  const { rows } = await world.database.pool.query<{
    id: MessageId;
    status: string;
    commit: string;
  }>("select message_id as id, status, xmin::text as commit from deliveries");
  return {
    statuses: new Map(rows.map(({ id, status }) => [id, status])),
    commits: new Set(rows.map(({ commit }) => commit)).size,
  };
}

const sent = (externalId: string): AttemptEnd => ({ status: "sent", externalId });

test("steps that messages take at once share a commit, and each is told of its own", async () => {
  const claimed = await claimAll();
  const steps = createDeliverySteps(world.database);
  const begun = await Promise.all(claimed.map((claim) => steps.begin(claim)));
  expect(begun).toEqual(claimed.map(() => true));
  const submitting = await written();
  expect(new Set(submitting.statuses.values())).toEqual(new Set(["submitting"]));
  expect(submitting.commits).toBe(1);

  const ends = claimed.map(({ messageId, epoch }, n) => ({
    delivery: { messageId, epoch },
    end: n % 2 === 0 ? sent(`out-${n}`) : ({ status: "failed", error: "no" } as const),
  }));
  expect(await Promise.all(ends.map((end) => steps.end(end)))).toEqual(claimed.map(() => true));
  const ended = await written();
  expect(claimed.map(({ messageId }) => ended.statuses.get(messageId))).toEqual(
    ends.map(({ end }) => end.status),
  );
  expect(ended.commits).toBe(1);
});

test("a claim that was lost, and a customer who said STOP, hold back their own message alone", async () => {
  const claimed = await claimAll();
  const [lost, stopped] = claimed;
  const { pool } = world.database;
  await pool.query("update deliveries set epoch = epoch + 1 where message_id = $1", [
    lost?.messageId,
  ]);
  await pool.query(
    "insert into opt_outs (address, channel) select address, channel from conversations where id = $1",
    [stopped?.conversationId],
  );
  const steps = createDeliverySteps(world.database);
  const begun = await Promise.all(claimed.map((claim) => steps.begin(claim)));
  expect(begun).toEqual(claimed.map((claim) => claim !== lost && claim !== stopped));
  const { statuses } = await written();
  expect([...statuses.values()].filter((status) => status === "claimed")).toHaveLength(2);
});

test("of two that tell of one message at once, the one whose claim was lost changes nothing", async () => {
  const [claim] = await claimAll();
  if (!claim) throw new Error("nothing was claimed");
  const steps = createDeliverySteps(world.database);
  await steps.begin(claim);
  const { messageId, epoch } = claim;
  const told = await Promise.all([
    steps.end({ delivery: { messageId, epoch: epoch - 1 }, end: { status: "failed", error: "x" } }),
    steps.end({ delivery: { messageId, epoch }, end: sent("out") }),
  ]);
  expect(told).toEqual([false, true]);
  expect((await written()).statuses.get(messageId)).toBe("sent");
});

test("what cannot be written of one message leaves no other in doubt", async () => {
  const claimed = await claimAll();
  const steps = createDeliverySteps(world.database);
  await Promise.all(claimed.map((claim) => steps.begin(claim)));
  const ends = claimed.map(({ messageId, epoch }, n) =>
    // PostgreSQL has no such character.
    steps.end({ delivery: { messageId, epoch }, end: sent(n === 2 ? "\u0000" : `out-${n}`) }),
  );
  const told = await Promise.allSettled(ends);
  expect(told.map(({ status }) => status)).toEqual(
    claimed.map((_, n) => (n === 2 ? "rejected" : "fulfilled")),
  );
  const { statuses } = await written();
  expect(claimed.map(({ messageId }) => statuses.get(messageId))).toEqual(
    claimed.map((_, n) => (n === 2 ? "submitting" : "sent")),
  );
});
