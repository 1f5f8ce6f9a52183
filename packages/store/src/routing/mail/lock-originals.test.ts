import { randomUUID } from "node:crypto";
import {
  asId,
  type ContactId,
  type ConversationId,
  type InboxId,
  type MessageId,
  type QueueId,
} from "@circuito/domain";
import { type Database, openDatabase } from "../../database.ts";
import * as schema from "../../schema/index.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/index.ts";
import { applyReceipts } from "../receipts.ts";
import { lockOriginals } from "./lock-originals.ts";

let test_: TestDatabase;
let database: Database;
const inboxId = asId<InboxId>(randomUUID());
const messages: readonly MessageId[] = [randomUUID(), randomUUID()].sort().map((id) => asId(id));
beforeAll(async () => {
  test_ = await createTestDatabase();
  database = openDatabase({ url: test_.url, connectionsMax: 4, applicationName: "originals test" });
  const queueId = asId<QueueId>(randomUUID());
  await database.drizzle
    .insert(schema.queues)
    .values({ id: queueId, name: "N1", level: 1, role: "solver", position: 1 });
  await database.drizzle
    .insert(schema.inboxes)
    .values({ id: inboxId, name: "E-mail", channel: "email", settings: {} });
  const contactId = asId<ContactId>(randomUUID());
  await database.drizzle.insert(schema.contacts).values({ id: contactId });
  for (const messageId of messages) {
    const conversationId = asId<ConversationId>(randomUUID());
    await database.drizzle.insert(schema.conversations).values({
      id: conversationId,
      protocol: messageId.slice(0, 15),
      inboxId,
      channel: "email",
      address: "mailto:ana@example.com",
      contactId,
      queueId,
      status: "open",
      waitingOn: "customer",
      level: 1,
      priority: 0,
      epoch: 0,
      version: 1,
      arrivedAt: Date.now(),
      lastMessageAt: Date.now(),
      lastSeq: 1,
      lastPublicSeq: 1,
    });
    await database.drizzle.insert(schema.messages).values({
      id: messageId,
      conversationId,
      seq: 1,
      previousPublicSeq: 0,
      direction: "outbound",
      text: "Oi",
    });
    await database.drizzle.insert(schema.deliveries).values({
      messageId,
      conversationId,
      inboxId,
      seq: 1,
      status: "sent",
      externalId: `<${messageId}>`,
    });
  }
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

test("two batches whose bounces and receipts cross wait in line, and not for each other", async () => {
  const [first, second] = messages;
  if (!first || !second) throw new Error("two messages");
  const batch = (bounced: MessageId, received: MessageId, locked: () => Promise<void>) =>
    database.transaction(async ({ client }) => {
      const receipt = { inboxId, of: `<${received}>` };
      const originals = await lockOriginals(client, [bounced], [receipt]);
      await locked();
      // The receipts' own statement finds its rows locked by this transaction already.
      const { rows } = await client.query(
        "select 1 from deliveries where message_id = $1 for update",
        [received],
      );
      return [...originals.keys(), rows.length];
    });
  let bothRun: (() => void) | undefined;
  const both = new Promise<void>((resolve) => {
    bothRun = resolve;
  });
  let started = 0;
  // Whoever has its locks goes on once the other asks for them, too, or has them as well.
  const locked = async () => {
    started += 1;
    if (started === 2) bothRun?.();
    await Promise.race([both, waitingForLock()]);
  };
  const done = await Promise.all([batch(second, first, locked), batch(first, second, locked)]);
  expect(done).toEqual([
    [second, 1],
    [first, 1],
  ]);
});

test("a report on a mail to somebody whose data were erased marks nothing anew", async () => {
  const [first] = messages;
  if (!first) throw new Error("a message");
  const found = () =>
    database.transaction(async ({ client }) => [
      ...(await lockOriginals(client, [first], [])).keys(),
    ]);
  expect(await found()).toEqual([first]);
  await database.pool.query("update contacts set erased_at = now()");
  expect(await found()).toEqual([]);
});

async function waitingForLock(): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (Date.now() < deadline) {
    const { rows } = await database.pool.query(
      `select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test("receipts find their messages by the provider's id and by ours", async () => {
  const [first, second] = messages;
  const { rows } = await database.pool.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state)
      select $1, n::text, 'receipt', '1', '', '{}', 'accepted' from generate_series(1, 2) n
      returning id`,
    [inboxId],
  );
  const receipt = (index: number, of: string) => ({
    kind: "receipt" as const,
    ledgerId: rows[index].id,
    inboxId,
    of,
    status: "delivered" as const,
    attempts: 0,
    receivedAt: Date.now(),
    error: undefined,
  });
  await database.transaction(({ client }) =>
    applyReceipts(client, [receipt(0, `<${first}>`), receipt(1, `${second}`)], Date.now()),
  );
  const states = await database.pool.query("select status from deliveries");
  expect(states.rows).toEqual([{ status: "delivered" }, { status: "delivered" }]);
});
