import {
  type OutboundMail,
  type OutboundMessage,
  type RecipientOutcome,
  SendError,
  type SendReceipt,
} from "@circuito/connector";
import { asId, type InboxId, type MessageId } from "@circuito/domain";
import {
  type AttemptEnd,
  beginSubmitting,
  claimOfInbox,
  endAttempts,
  findDueDeliveries,
  recoverExpired,
  renewClaims,
  schema,
} from "@circuito/store";
import { type Delivery, startDelivery } from "./delivery.ts";
import { LANE_CHANNELS, RESENDS } from "./delivery-policy.ts";
import { startRouter } from "./inbound-router.ts";
import { createRouterWorld, noFiles, type RouterWorld, silentLog } from "./testing/router-world.ts";

let world: RouterWorld;
const running: Delivery[] = [];
let people = 0;
beforeEach(async () => {
  world = await createRouterWorld();
  await world.database.pool.query(
    "update inboxes set channel = 'email', settings = '{\"address\":\"help@example.org\"}'",
  );
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((delivery) => delivery.stop()));
  await world[Symbol.asyncDispose]();
});

async function aConversation(inboxId: InboxId = world.inboxId): Promise<string> {
  const [contact, id] = [world.newId(), world.newId()];
  people += 1;
  await world.database.pool.query(
    `with contact as (insert into contacts (id) values ($1))
     insert into conversations (id, protocol, inbox_id, channel, address, contact_id, status, waiting_on,
       level, priority, epoch, version, last_seq, last_public_seq, arrived_at)
     values ($2, $3, $4, 'email', $5, $1, 'open', 'customer', 1, 0, 0, 1, 9, 9, now())`,
    [contact, id, `p${people}`, inboxId, `mailto:p${people}@example.com`],
  );
  return id;
}

/** Queues a reply by mail as the desk does. */
async function answer(
  conversationId: string,
  to: readonly string[],
  { seq = 2, inboxId = world.inboxId, text = "olá" } = {},
): Promise<MessageId> {
  const id = asId<MessageId>(world.newId());
  const mailboxes = to.map((name) => ({ name: "", address: `${name}@example.com` }));
  await world.database.pool.query(
    `with said as (insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
       values ($1, $2, $3, $3 - 1, 'outbound', $4)),
     mail as (insert into message_mails (message_id, subject, people, in_reply_to, "references", class)
       values ($1, 'Re: Oi', $5, '1@mail.example.com', '{0@mail.example.com,1@mail.example.com}', 'human'))
     insert into deliveries (message_id, conversation_id, inbox_id, seq, status, next_attempt_at)
     values ($1, $2, $6, $3, 'queued', now())`,
    [id, conversationId, seq, text, { from: [], replyTo: [], to: mailboxes, cc: [] }, inboxId],
  );
  return id;
}

async function rowOf(id: string) {
  const { rows } = await world.database.pool.query<{
    status: string;
    error: string | null;
    recipients: { address: string; status: string }[] | null;
    resends: number;
    resend_in: number | null;
    epoch: number;
  }>(
    `select status, error, recipients, resends, epoch,
       extract(epoch from resend_at - now())::int as resend_in
     from deliveries where message_id = $1`,
    [id],
  );
  const [row] = rows;
  if (!row) throw new Error("no such delivery");
  return row;
}
const recipientsOf = async (id: string) =>
  (await rowOf(id)).recipients?.map(({ status }) => status).join(" ");

async function until(id: string, status: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const now = await rowOf(id);
    if (now.status === status) return;
    if (Date.now() > deadline) throw new Error(`still ${now.status} (${now.error})`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** As if its time had come. */
async function due(id: string): Promise<void> {
  await world.database.pool.query(
    `update deliveries set next_attempt_at = now(), resend_at = case when resend_at is not null
       then now() end where message_id = $1`,
    [id],
  );
  await world.bus.jobs.nudge("deliver", [id]);
}

type Send = (message: OutboundMessage, signal: AbortSignal) => Promise<SendReceipt>;
async function deliverThrough(send: Send): Promise<OutboundMessage[]> {
  const sent: OutboundMessage[] = [];
  running.push(
    await startDelivery({
      ownedInboxes: async () => new Set(),
      ...world,
      log: silentLog,
      files: noFiles,
      askUrl: (id) => `https://x.example/a/${id}`,
      resolveConnector: async () => ({
        connector: {
          send: (message, signal) => {
            sent.push(message);
            return send(message, signal);
          },
        },
        capabilities: { textLengthMax: 3 },
      }),
    }),
  );
  return sent;
}
const receipt = (...recipients: [string, RecipientOutcome["status"]][]): SendReceipt => ({
  externalId: "m1@example.org",
  recipients: recipients.map(([name, status]) => ({
    address: `${name}@example.com`,
    status,
    detail: `${status} it is`,
  })),
});
const onlyOf = (message: OutboundMessage | undefined) => message?.mail?.only;

test("a mail goes out whole, with all that was decided of it", async () => {
  const sent = await deliverThrough(async () => receipt(["a", "accepted"]));
  const id = await answer(await aConversation(), ["a"], { text: "longer than any part" });
  await due(id);
  await until(id, "sent");
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ id, text: "longer than any part" });
  expect(sent[0]?.mail).toEqual({
    subject: "Re: Oi",
    to: [{ name: "", address: "a@example.com" }],
    cc: [],
    inReplyTo: "1@mail.example.com",
    references: ["0@mail.example.com", "1@mail.example.com"],
    automatic: undefined,
    only: undefined,
  } satisfies OutboundMail);
});

test("who has it is never sent it again, who was put off is tried alone, who is refused is told of", async () => {
  const answers = [
    receipt(["a", "accepted"], ["b", "deferred"], ["c", "refused"]),
    receipt(["b", "deferred"]),
    receipt(["b", "accepted"]),
  ];
  const sent = await deliverThrough(async () => answers.shift() ?? receipt());
  const id = await answer(await aConversation(), ["a", "b", "c"]);
  await due(id);
  await until(id, "queued");
  for (let attempt = 2; attempt <= 3; attempt += 1) {
    const deadline = Date.now() + 20_000;
    while (sent.length < attempt && Date.now() < deadline) {
      await due(id);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await until(id, "sent");
  expect(sent.map(onlyOf)).toEqual([undefined, ["b@example.com"], ["b@example.com"]]);
  expect(await recipientsOf(id)).toBe("accepted accepted refused");
  expect((await rowOf(id)).error).toBe("c@example.com: refused it is");
});

test("while one recipient is put off the next answer goes out; while all are, it waits", async () => {
  const sent = await deliverThrough(async ({ mail }) => {
    if (mail?.to.some(({ address }) => address === "later@example.com")) {
      return receipt(["a", "accepted"], ["later", "deferred"]);
    }
    if (mail?.to[0]?.address === "full@example.com") throw new SendError("retry", "452 full");
    return receipt(["a", "accepted"]);
  });
  const [one, other] = [await aConversation(), await aConversation()];
  const partly = await answer(one, ["a", "later"]);
  const afterPartly = await answer(one, ["a"], { seq: 3 });
  const deferred = await answer(other, ["full"]);
  const afterDeferred = await answer(other, ["full"], { seq: 3 });
  for (const id of [partly, afterPartly, deferred, afterDeferred]) await due(id);
  await until(afterPartly, "sent");
  expect(await recipientsOf(partly)).toBe("accepted deferred");
  // The other conversation's attempt ends when it ends.
  for (const endsAt = Date.now() + 20_000; !(await recipientsOf(deferred)); ) {
    if (Date.now() > endsAt) throw new Error("never tried");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await recipientsOf(deferred)).toBe("deferred");
  expect(sent.map(({ id }) => id)).not.toContain(afterDeferred);
});

test("a mail of which nobody knows is shown as such, sent once more, and then a person's", async () => {
  const sent = await deliverThrough(async () => {
    throw new SendError("unknown", "no answer after the dot");
  });
  const conversationId = await aConversation();
  const id = await answer(conversationId, ["a"]);
  await due(id);
  await until(id, "unknown");
  const shown = await rowOf(id);
  expect(shown.resend_in).toBeGreaterThan(14 * 60);
  expect(shown.resend_in).toBeLessThanOrEqual(15 * 60);
  // Not a moment before its time, however often somebody looks.
  expect(await claimOfInbox(world.database.pool, world.inboxId, { leaseMs: 1, limit: 9 })).toEqual(
    [],
  );
  await due(id);
  const deadline = Date.now() + 20_000;
  while ((await rowOf(id)).resends === 0 || (await rowOf(id)).status !== "unknown") {
    if (Date.now() > deadline) throw new Error("not sent again");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(await rowOf(id)).toMatchObject({ status: "unknown", resends: 1, resend_in: null });
  await due(id);
  expect(await findDueDeliveries(world.database.pool, 9, LANE_CHANNELS)).toEqual([]);
  expect(sent).toHaveLength(2);
  expect(sent[1]).toEqual({ ...sent[0], mail: { ...sent[0]?.mail, only: ["a@example.com"] } });
  const { rows } = await world.database.pool.query(
    "select kind, because from activities where conversation_id = $1",
    [conversationId],
  );
  expect(rows).toEqual([{ kind: "sent-again", because: "no-answer-after-handover" }]);
});

test("a mail whose worker died while handing it over goes once more, and only once", async () => {
  const { pool } = world.database;
  const id = await answer(await aConversation(), ["a"]);
  const claim = async () => (await claimOfInbox(pool, world.inboxId, { leaseMs: -1, limit: 9 }))[0];
  const first = await claim();
  if (!first) throw new Error("nothing was claimed");
  expect(await beginSubmitting(pool, [first])).toEqual(new Set([id]));
  await recoverExpired(pool, RESENDS);
  expect(await rowOf(id)).toMatchObject({ status: "unknown", resends: 0 });
  expect(await claim()).toBeUndefined();

  await pool.query("update deliveries set resend_at = now() - interval '1 second'");
  const second = await claim();
  expect(second).toMatchObject({ resends: 1, epoch: first.epoch + 2 });
  if (!second) throw new Error("nothing was claimed");
  // Died before a byte left: the same resend, not another one.
  await recoverExpired(pool, RESENDS);
  const third = await claim();
  expect(third).toMatchObject({ resends: 1 });
  if (!third) throw new Error("nothing was claimed");
  expect(await beginSubmitting(pool, [third])).toEqual(new Set([id]));
  await recoverExpired(pool, RESENDS);
  expect(await rowOf(id)).toMatchObject({ status: "unknown", resends: 1, resend_in: null });
  expect(await claim()).toBeUndefined();
});

test("of two workers a paused one neither sends twice nor undoes; its late yes ends the doubt", async () => {
  const { pool } = world.database;
  const id = await answer(await aConversation(), ["a", "b"]);
  const [zombie] = await claimOfInbox(pool, world.inboxId, { leaseMs: -1, limit: 1 });
  if (!zombie) throw new Error("nothing was claimed");
  await beginSubmitting(pool, [zombie]);
  await recoverExpired(pool, RESENDS);
  // It is told by its next renewal, and its failures count for nothing.
  expect(await renewClaims(pool, [zombie], 1_000)).toEqual(new Set());
  const end = (told: AttemptEnd) =>
    world.database.transaction(async ({ client }) => {
      const ended = await endAttempts(client, [{ delivery: zombie, end: told }]);
      return ended.has(zombie.messageId);
    });
  expect(await end({ status: "failed", error: "late" })).toBe(false);
  expect(await end({ status: "queued", error: "late", delayMs: 0 })).toBe(false);
  expect(await end({ status: "unknown", error: "late", resendAfterMs: 1 })).toBe(false);
  expect((await rowOf(id)).resend_in).toBeGreaterThan(800);
  const recipients = [
    { address: "a@example.com", status: "accepted" as const, detail: "250" },
    { address: "b@example.com", status: "deferred" as const, detail: "451" },
  ];
  // One took it: the other alone is tried again, and nothing is resent.
  expect(await end({ status: "queued", error: "b", delayMs: 0, externalId: "m", recipients })).toBe(
    true,
  );
  expect(await rowOf(id)).toMatchObject({ status: "queued", resend_in: null });
  const [next] = await claimOfInbox(pool, world.inboxId, { leaseMs: 60_000, limit: 1 });
  expect(next?.mail?.recipients?.map(({ status }) => status)).toEqual(["accepted", "deferred"]);
  // The zombie of before speaks once more: the claim of the living holds.
  expect(await end({ status: "sent", externalId: "m" })).toBe(false);
});

test("two workers that look at once claim a doubtful mail once", async () => {
  const { pool } = world.database;
  const ids = await Promise.all(
    Array.from({ length: 20 }, async () => answer(await aConversation(), ["a"])),
  );
  await pool.query(
    "update deliveries set status = 'unknown', resend_at = now() - interval '1 second'",
  );
  const claims = await Promise.all(
    Array.from({ length: 8 }, () =>
      claimOfInbox(pool, world.inboxId, { leaseMs: 60_000, limit: 20 }),
    ),
  );
  expect(
    claims
      .flat()
      .map(({ messageId }) => messageId)
      .sort(),
  ).toEqual([...ids].sort());
});

test("a server that takes its time holds up its own inbox and nobody else's", async () => {
  const slow = asId<InboxId>(world.newId());
  await world.database.drizzle
    .insert(schema.inboxes)
    .values({ id: slow, name: "slow", channel: "email", settings: {} });
  let inHand = 0;
  let most = 0;
  let open = (): void => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await deliverThrough(async ({ text }) => {
    if (text !== "slow") return receipt(["a", "accepted"]);
    inHand += 1;
    most = Math.max(most, inHand);
    await gate;
    inHand -= 1;
    return receipt(["a", "accepted"]);
  });
  const slowOnes = [];
  for (let i = 0; i < 40; i += 1) {
    const conversation = await aConversation(slow);
    slowOnes.push(await answer(conversation, ["a"], { inboxId: slow, text: "slow" }));
  }
  await world.bus.jobs.nudge("deliver", slowOnes);
  const quick = await answer(await aConversation(), ["a"]);
  // What the sweeper asks: the long lane hides nobody.
  let found: readonly MessageId[] = [];
  // An instant in a row is rounded: what is due now may be due in half a millisecond.
  for (const endsAt = Date.now() + 20_000; !found.includes(quick) && Date.now() < endsAt; ) {
    found = await findDueDeliveries(world.database.pool, 1, LANE_CHANNELS);
  }
  expect(found).toContain(quick);
  await world.bus.jobs.nudge("deliver", found);
  await until(quick, "sent");
  for (const endsAt = Date.now() + 20_000; most < 3 && Date.now() < endsAt; ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(most).toBe(3);
  open();
  await Promise.all(slowOnes.map((id) => until(id, "sent")));
  expect(most).toBe(3);
});

test("what a server said is not forgotten over a moment without a database", async () => {
  const { pool } = world.database;
  let cut = false;
  await deliverThrough(async () => {
    // As a restart does it: every connection, the sender's among them.
    if (!cut) {
      cut = true;
      await pool
        .query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'router test'",
        )
        .catch(() => {});
    }
    return receipt(["a", "accepted"]);
  });
  const id = await answer(await aConversation(), ["a"]);
  await due(id);
  const deadline = Date.now() + 20_000;
  for (;;) {
    const row = await rowOf(id).catch(() => undefined);
    if (row?.status === "sent") break;
    if (Date.now() > deadline) throw new Error(`still ${row?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await rowOf(id)).toMatchObject({ status: "sent", resends: 0 });
});

test("a copy among the sent mails ends a doubt, and cuts no recipient short who was put off", async () => {
  const { pool } = world.database;
  await startRouter({ ...world, log: silentLog });
  const [doubtful, partly] = [
    await answer(await aConversation(), ["a", "b"]),
    await answer(await aConversation(), ["a", "b"]),
  ];
  const states = (...of: string[]) =>
    JSON.stringify(of.map((status, n) => ({ address: `p${n}@example.com`, status, detail: "" })));
  await pool.query(
    `update deliveries set status = 'unknown', resend_at = now() + interval '15 minutes', recipients = $2
     where message_id = $1`,
    [doubtful, states("queued", "refused")],
  );
  await pool.query(
    `update deliveries set recipients = $2, next_attempt_at = now() + interval '1 hour'
     where message_id = $1`,
    [partly, states("accepted", "deferred")],
  );
  const copy = (of: string) =>
    ({
      kind: "receipt",
      externalId: `copy-${of}`,
      idMadeBy: "provider",
      raw: Buffer.from(of),
      of,
      status: "sent",
    }) as const;
  await world.receive(copy(doubtful), copy(partly));
  await world.routed();
  expect(await rowOf(doubtful)).toMatchObject({ status: "sent", resend_in: null });
  expect(await recipientsOf(doubtful)).toBe("accepted refused");
  expect((await rowOf(partly)).status).toBe("queued");
  expect(await recipientsOf(partly)).toBe("accepted deferred");
});

test("ending a process ends its sends: before the dot they wait for another, after it nobody knows", async () => {
  await deliverThrough(
    ({ text }, signal) =>
      new Promise((_, reject) => {
        const kind = text === "dot" ? "unknown" : "retry";
        signal.addEventListener("abort", () => reject(new SendError(kind, "stopped")));
      }),
  );
  const body = await answer(await aConversation(), ["a"], { text: "body" });
  const dot = await answer(await aConversation(), ["a"], { text: "dot" });
  await world.bus.jobs.nudge("deliver", [body, dot]);
  await until(body, "submitting");
  await until(dot, "submitting");
  await Promise.all(running.splice(0).map((delivery) => delivery.stop()));
  expect(await rowOf(body)).toMatchObject({ status: "queued" });
  expect(await rowOf(dot)).toMatchObject({ status: "unknown", resends: 0 });
});

test("its author is told once that a mail has not left for four hours", async () => {
  await deliverThrough(async () => {
    throw new SendError("retry", "451 try later");
  });
  const conversationId = await aConversation();
  const id = await answer(conversationId, ["a"]);
  const told = async () =>
    (
      await world.database.pool.query(
        "select kind, because from activities where conversation_id = $1",
        [conversationId],
      )
    ).rows;
  await due(id);
  await until(id, "queued");
  expect(await told()).toEqual([]);
  await world.database.pool.query("update deliveries set created_at = now() - interval '5 hours'");
  const attempts = async () =>
    (await world.database.pool.query("select attempt from deliveries")).rows[0].attempt;
  for (
    let wanted = (await attempts()) + 2;
    (await attempts()) < wanted || (await rowOf(id)).status !== "queued";
  ) {
    await due(id);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(await told()).toEqual([{ kind: "delivery-delayed", because: "not-taken-yet" }]);
});
