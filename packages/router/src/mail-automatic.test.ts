import type { BounceReport } from "@circuito/domain";
import { readBalance, releaseRow } from "@circuito/store";
import { createMailWorld, type MailWorld } from "./testing/mail-world.ts";

let world: MailWorld;
beforeEach(async () => {
  world = await createMailWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

async function begun(to?: readonly string[]) {
  await world.receive({ id: "a1@example.com" });
  const first = await world.fate("a1@example.com");
  return { ...first, ours: await world.answer(first.conversationId, to ? { to } : {}) };
}

function returned(
  mailId: string,
  recipient: Partial<BounceReport["recipients"][number]> = {},
  kind: BounceReport["kind"] = "failed",
): BounceReport {
  return {
    kind,
    originalIds: [mailId],
    recipients: [
      {
        address: "ana@example.com",
        status: "5.1.1",
        replyCode: "550",
        reason: "no-such-address",
        permanence: "hard",
        diagnostic: "550 5.1.1 no such user",
        ...recipient,
      },
    ],
  };
}

const bounceOf = (id: string, bounce: BounceReport) =>
  ({
    id,
    from: "mailer-daemon@example.com",
    subject: "Undelivered",
    class: "bounce",
    bounce,
    isAuthenticated: false,
  }) as const;

const kinds = async () =>
  (await world.rows<{ kind: string }>("select kind from activities order by id")).map(
    (a) => a.kind,
  );

test.each(["out-of-office", "auto-reply"] as const)(
  "%s on what is resolved joins and leaves it resolved",
  async (mailClass) => {
    const { conversationId, ours } = await begun();
    await world.rows("update conversations set status = 'resolved', resolved_at = now()");
    await world.receive({
      id: "o1@example.com",
      subject: "Automatic reply: Pedido 12",
      inReplyTo: ours.mailId,
      class: mailClass,
      isAuthenticated: false,
    });
    expect(await world.fate("o1@example.com")).toMatchObject({
      conversationId,
      status: "resolved",
    });
    expect(await kinds()).not.toContain("reopened");
    expect(await world.rows("select waiting_since, subject from conversations")).toEqual([
      { waiting_since: null, subject: "Pedido 12" },
    ]);
  },
);

test("an automatic answer does not wake what is put off", async () => {
  const { ours } = await begun();
  await world.rows(
    "update conversations set status = 'snoozed', snoozed_until = now() + interval '1 day'",
  );
  await world.receive({ id: "o1@example.com", inReplyTo: ours.mailId, class: "out-of-office" });
  const [row] = await world.rows<{ status: string; snoozed_until: Date | null }>(
    "select status, snoozed_until from conversations",
  );
  expect(row?.status).toBe("snoozed");
  expect(row?.snoozed_until).not.toBeNull();
});

test.each(["out-of-office", "bulk", "loop"] as const)(
  "%s that a person released opens a conversation, and the ledger balances",
  async (mailClass) => {
    await world.receive({ id: "x@example.com", class: mailClass });
    const [row] = await world.rows<{ id: string }>("select id from ledger");
    const released = await releaseRow(world.database.pool, row?.id ?? "", { by: null, name: "S" });
    if (released.outcome !== "released") throw new Error(released.outcome);
    await world.route([released.contactKey]);
    expect(await world.fate("x@example.com")).toMatchObject({ state: "routed", reason: null });
    expect(await world.rows("select status from conversations")).toEqual([{ status: "open" }]);
    expect(await readBalance(world.database.pool)).toMatchObject([
      { received: 1, routed: 1, suppressed: 0, difference: 0 },
    ]);
  },
);

test.each(["out-of-office", "auto-reply", "bulk", "loop", "bounce"] as const)(
  "%s that answers nothing of ours is suppressed with its class as the reason",
  async (mailClass) => {
    await world.receive({ id: "x@example.com", class: mailClass });
    expect(await world.fate("x@example.com")).toMatchObject({
      state: "suppressed",
      reason: mailClass,
      because: "suppressed",
    });
    expect(
      await world.rows("select 1 from conversations union all select 1 from contacts"),
    ).toEqual([]);
    expect(await readBalance(world.database.pool)).toMatchObject([
      { received: 1, suppressed: 1, difference: 0 },
    ]);
  },
);

test("machine mail opens conversations unless the admin said no", async () => {
  await world.receive({ id: "n1@example.com", class: "auto-notice" });
  expect(await world.fate("n1@example.com")).toMatchObject({ state: "routed" });
  await world.rows(`update inboxes set settings = settings || '{"noticesOpen": false}'`);
  await world.receive({ id: "n2@example.com", class: "auto-notice" });
  expect(await world.fate("n2@example.com")).toMatchObject({
    state: "suppressed",
    reason: "auto-notice",
  });
});

test("a hundred bounces without a Message-ID do not become a conversation", async () => {
  await world.receive(
    ...Array.from({ length: 100 }, (_, i) => ({
      ...bounceOf("", { ...returned("x"), originalIds: [] }),
      id: undefined,
      text: `bounce ${i}`,
    })),
  );
  expect(await world.rows("select 1 from conversations")).toEqual([]);
  expect(await readBalance(world.database.pool)).toMatchObject([
    { received: 100, suppressed: 100, difference: 0 },
  ]);
});

describe("a bounce of our answer", () => {
  test("for good: the mail failed, the address is flagged, whoever wrote it has it again", async () => {
    const { conversationId, ours } = await begun();
    const agentId = "00000000-0000-7000-8000-0000000000a1";
    await world.rows(
      "insert into agents (id, name, email, password_hash, role) values ($1, 'Rui', 'rui@example.org', '', 'agent')",
      [agentId],
    );
    await world.rows("update messages set agent_id = $1 where direction = 'outbound'", [agentId]);
    await world.rows("update conversations set status = 'resolved', resolved_at = now()");
    await world.receive(bounceOf("d1@example.com", returned(ours.mailId)));
    expect(await world.fate("d1@example.com")).toMatchObject({
      conversationId,
      state: "routed",
      status: "open",
      author: null,
    });
    expect(await world.rows("select status, error, recipients from deliveries")).toEqual([
      {
        status: "failed",
        error: "550 5.1.1 no such user",
        recipients: [
          { address: "ana@example.com", status: "bounced", detail: "550 5.1.1 no such user" },
        ],
      },
    ]);
    expect(await world.rows("select address, status from undeliverable")).toEqual([
      { address: "ana@example.com", status: "5.1.1" },
    ]);
    expect(
      await world.rows("select sticky_agent_id, waiting_on, preview_from from conversations"),
    ).toEqual([{ sticky_agent_id: agentId, waiting_on: "agent", preview_from: "system" }]);
    expect(await kinds()).toEqual(["opened", "reopened", "bounced"]);
    expect(await world.rows("select 1 from contacts")).toHaveLength(1);
  });

  test("for now: a line in the story, and what is resolved stays so", async () => {
    const { ours } = await begun();
    await world.rows("update conversations set status = 'resolved', resolved_at = now()");
    await world.receive(
      bounceOf(
        "d1@example.com",
        returned(
          ours.mailId,
          { status: "4.2.2", reason: "mailbox-full", permanence: "soft", replyCode: "452" },
          "delayed",
        ),
      ),
    );
    expect(await world.rows("select status from conversations")).toEqual([{ status: "resolved" }]);
    expect(await kinds()).toEqual(["opened", "delivery-delayed"]);
    expect(await world.rows("select status, recipients->0 as one from deliveries")).toEqual([
      {
        status: "sent",
        one: { address: "ana@example.com", status: "accepted", detail: "550 5.1.1 no such user" },
      },
    ]);
    expect(await world.rows("select 1 from undeliverable")).toEqual([]);
  });

  test("of one of two recipients leaves the mail sent to the other, until that one bounces too", async () => {
    const { ours } = await begun(["ana@example.com", "bia@example.com"]);
    await world.receive(bounceOf("d1@example.com", returned(ours.mailId)));
    expect(await world.rows("select status from deliveries")).toEqual([{ status: "sent" }]);
    await world.receive(
      bounceOf("d2@example.com", returned(ours.mailId, { address: "bia@example.com" })),
    );
    expect(await world.rows("select status from deliveries")).toEqual([{ status: "failed" }]);
  });

  test("both in one batch come to the same", async () => {
    const { ours } = await begun(["ana@example.com", "bia@example.com"]);
    await world.receive(
      bounceOf("d1@example.com", returned(ours.mailId)),
      bounceOf("d2@example.com", returned(ours.mailId, { address: "bia@example.com" })),
    );
    expect(await world.rows("select status from deliveries")).toEqual([{ status: "failed" }]);
  });

  test("that does not know the mail's whole id changes nothing", async () => {
    const { ours } = await begun();
    const forged = ours.mailId.replace(/.@/, (c) => (c === "0@" ? "1@" : "0@"));
    await world.receive(bounceOf("d1@example.com", returned(forged)));
    expect(await world.fate("d1@example.com")).toMatchObject({
      state: "suppressed",
      reason: "bounce",
    });
    expect(await world.rows("select status from deliveries")).toEqual([{ status: "sent" }]);
    expect(await world.rows("select 1 from undeliverable")).toEqual([]);
  });
});

describe("a flood", () => {
  test("of different mails: the twenty-first and all after are set aside, told once, for an hour", async () => {
    const mails = Array.from({ length: 25 }, (_, i) => ({
      id: `${i}@example.com`,
      text: `text ${i}`,
    }));
    await world.receive(...mails);
    expect(
      await world.rows(
        "select state, reason, count(*)::int as n from ledger group by 1, 2 order by 1",
      ),
    ).toEqual([
      { state: "routed", reason: null, n: 20 },
      { state: "suppressed", reason: "rate", n: 5 },
    ]);
    const held = await world.rows("select because from activities where kind = 'sender-held'");
    expect(held).toEqual([{ because: "sender-rate" }]);
    // In another batch, still within the hour.
    await world.receive({ id: "later@example.com", text: "later" });
    expect(await world.fate("later@example.com")).toMatchObject({ reason: "rate" });
    // An hour on.
    await world.rows("update mail_senders set at = at - interval '71 minutes'");
    await world.receive({ id: "calm@example.com", text: "calm" });
    expect(await world.fate("calm@example.com")).toMatchObject({ state: "routed" });
    expect(await readBalance(world.database.pool)).toMatchObject([{ received: 27, difference: 0 }]);
  });

  test("of the same words: the sixth", async () => {
    for (let i = 0; i < 6; i += 1) await world.receive({ id: `${i}@example.com`, text: "same" });
    expect(await world.rows("select 1 from ledger where state = 'routed'")).toHaveLength(5);
    expect(await world.rows("select because from activities where kind = 'sender-held'")).toEqual([
      { because: "same-text" },
    ]);
  });

  test("is none when a mailbox's past is taken in", async () => {
    const day = 24 * 60 * 60 * 1_000;
    await world.receive(
      ...Array.from({ length: 40 }, (_, i) => ({
        id: `${i}@example.com`,
        text: `text ${i}`,
        sentAt: world.clock.at - (i + 2) * day,
      })),
    );
    expect(await world.rows("select 1 from ledger where state = 'routed'")).toHaveLength(40);
  });
});
