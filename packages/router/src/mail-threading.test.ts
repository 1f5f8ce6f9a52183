import { createMailWorld, type MailWorld, SUPPORT } from "./testing/mail-world.ts";

const DAY = 24 * 60 * 60 * 1_000;

let world: MailWorld;
beforeEach(async () => {
  world = await createMailWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

/** A first mail of Ana, who copied Bia, and our answer to it. */
async function begun() {
  await world.receive({ id: "a1@example.com", cc: ["bia@example.com"] });
  const first = await world.fate("a1@example.com");
  return { ...first, ours: await world.answer(first.conversationId) };
}

async function setStatus(status: string, ago = 0): Promise<void> {
  await world.rows("update conversations set status = $1, resolved_at = $2", [
    status,
    new Date(world.clock.at - ago).toISOString(),
  ]);
}

const story = (conversationId: string) =>
  world.rows<{ kind: string; because: string; data: Record<string, unknown> }>(
    "select kind, because, data from activities where conversation_id = $1 order by id",
    [conversationId],
  );

test("a first mail opens a conversation in the queue, with its subject, people and names", async () => {
  const routed = await world.receive({ id: "a1@example.com", cc: ["bia@example.com", SUPPORT] });
  expect(routed.queueIds).toHaveLength(1);
  const { conversationId, ...fate } = await world.fate("a1@example.com");
  expect(fate).toMatchObject({
    state: "routed",
    seq: 1,
    writer: "requester",
    author: "mailto:ana@example.com",
    because: "names-no-conversation",
  });
  expect(await world.rows("select subject, status, preview_from from conversations")).toEqual([
    { subject: "Pedido 12", status: "open", preview_from: "customer" },
  ]);
  expect(await world.rows("select address, role from mail_participants order by address")).toEqual([
    { address: "ana@example.com", role: "requester" },
    { address: "bia@example.com", role: "participant" },
  ]);
  expect(await world.rows("select name, conversation_id from mail_names")).toEqual([
    { name: "mid:a1@example.com", conversation_id: conversationId },
  ]);
});

test("a mail without words is listed by its subject", async () => {
  await world.receive({ id: "a1@example.com", text: "" });
  expect(await world.rows("select preview from conversations")).toEqual([{ preview: "Pedido 12" }]);
});

test("one person may have several matters open at once", async () => {
  await world.receive({ id: "1@example.com" }, { id: "2@example.com", subject: "Other" });
  const [one, two] = [await world.fate("1@example.com"), await world.fate("2@example.com")];
  expect(one.conversationId).not.toBe(two.conversationId);
  expect(await world.rows("select id from contacts")).toHaveLength(1);
});

test.each(["reply-address", "own-message-id", "stored-id"] as const)(
  "the requester's answer joins by %s",
  async (rule) => {
    const { conversationId, ours } = await begun();
    await world.receive({
      id: "a2@example.com",
      subject: "Re: Pedido 12",
      ...(rule === "reply-address" && { to: [world.replyAddressOf(conversationId)] }),
      ...(rule === "own-message-id" && { inReplyTo: ours.mailId }),
      ...(rule === "stored-id" && { inReplyTo: "a1@example.com" }),
    });
    expect(await world.fate("a2@example.com")).toMatchObject({
      conversationId,
      seq: 3,
      because: rule,
      writer: "requester",
    });
    const [stored] = await world.rows<{ verdict: { candidates: unknown[] } }>(
      "select verdict from message_mails where mail_id = 'a2@example.com'",
    );
    expect(stored?.verdict.candidates).toHaveLength(1);
  },
);

test.each(["reply-address", "own-message-id", "stored-id"] as const)(
  "once their data were erased, an answer that names the conversation by %s begins another",
  async (rule) => {
    const { conversationId, ours } = await begun();
    await world.rows("update contacts set erased_at = now()");
    await world.rows("delete from identities");
    await world.receive({
      id: "a2@example.com",
      subject: "Re: Pedido 12",
      ...(rule === "reply-address" && { to: [world.replyAddressOf(conversationId)] }),
      ...(rule === "own-message-id" && { inReplyTo: ours.mailId }),
      ...(rule === "stored-id" && { inReplyTo: "a1@example.com" }),
    });
    const fate = await world.fate("a2@example.com");
    expect(fate.conversationId).not.toBe(conversationId);
    const [contact] = await world.rows<{ erased_at: Date | null }>(
      "select p.erased_at from conversations c join contacts p on p.id = c.contact_id where c.id = '" +
        `${fate.conversationId}'`,
    );
    expect(contact?.erased_at).toBeNull();
  },
);

test("a mail into what waits already begins nothing; one that wakes it calls the assigner", async () => {
  const { ours } = await begun();
  const planAt = () =>
    world.rows<{ at: Date | null }>("select plan_step_at as at from conversations");
  const before = await planAt();
  const waiting = await world.receive({ id: "a2@example.com", inReplyTo: ours.mailId });
  expect(waiting.queueIds).toEqual([]);
  expect(await planAt()).toEqual(before);
  await world.rows("update conversations set status = 'snoozed', snoozed_until = now()");
  const woken = await world.receive({ id: "a3@example.com", inReplyTo: ours.mailId });
  expect(woken.queueIds).toHaveLength(1);
});

test("a signed name joins without a vouched sender, who is unverified and told of once", async () => {
  const { conversationId, ours } = await begun();
  for (const id of ["e1@example.net", "e2@example.net"]) {
    await world.receive({ id, from: "eve@example.net", inReplyTo: ours.mailId, hasQuote: true });
    expect(await world.fate(id)).toMatchObject({
      conversationId,
      writer: "unverified",
      author: "mailto:eve@example.net",
    });
  }
  const [conversation] = await world.rows<{ address: string }>("select address from conversations");
  expect(conversation?.address).toBe("mailto:ana@example.com");
  expect((await story(conversationId)).filter(({ kind }) => kind === "stranger-joined")).toEqual([
    {
      kind: "stranger-joined",
      because: "signed-name-passed-on",
      data: { address: "eve@example.net" },
    },
  ]);
  // What Eve's address says by itself still joins nothing.
  await world.receive({
    id: "e3@example.net",
    from: "eve@example.net",
    inReplyTo: "a1@example.com",
  });
  expect((await world.fate("e3@example.net")).conversationId).not.toBe(conversationId);
});

test("a stranger who quotes a stored id opens a conversation of their own, possibly related", async () => {
  const { conversationId } = await begun();
  await world.receive({
    id: "e1@example.net",
    from: "eve@example.net",
    subject: "Re: Pedido 12",
    inReplyTo: "a1@example.com",
    cc: ["mallory@example.net"],
  });
  const fate = await world.fate("e1@example.net");
  expect(fate.conversationId).not.toBe(conversationId);
  expect(fate).toMatchObject({ because: "no-candidate-passed", followsId: null });
  expect(
    (await story(fate.conversationId)).find(({ kind }) => kind === "possibly-related"),
  ).toMatchObject({
    because: "not-a-participant",
    data: { conversationIds: [conversationId] },
  });
});

test("the requester's address alone, vouched for by nobody, joins nothing and copies nobody in", async () => {
  const { conversationId } = await begun();
  await world.receive({
    id: "f1@example.com",
    inReplyTo: "a1@example.com",
    isAuthenticated: false,
    cc: ["mallory@example.net"],
  });
  const fate = await world.fate("f1@example.com");
  expect(fate).toMatchObject({ writer: "unverified", because: "no-candidate-passed" });
  expect(fate.conversationId).not.toBe(conversationId);
  expect(
    await world.rows("select 1 from mail_participants where address = 'mallory@example.net'"),
  ).toEqual([]);
});

test("an altered token joins nothing, and is told of", async () => {
  const { conversationId, ours } = await begun();
  await world.receive({
    id: "f1@example.com",
    to: [world.replyAddressOf(conversationId).replace(/.@/, (c) => (c === "0@" ? "1@" : "0@"))],
    inReplyTo: ours.mailId.replace(/.@/, (c) => (c === "0@" ? "1@" : "0@")),
  });
  const fate = await world.fate("f1@example.com");
  expect(fate.conversationId).not.toBe(conversationId);
  expect((await story(fate.conversationId)).at(-1)).toMatchObject({
    kind: "forged-name",
    data: { count: 2 },
  });
});

test("a colleague who was copied is credited, and stays a participant", async () => {
  const { conversationId } = await begun();
  await world.receive({
    id: "b1@example.com",
    from: "bia@example.com",
    subject: "Re: Pedido 12",
    inReplyTo: "a1@example.com",
  });
  expect(await world.fate("b1@example.com")).toMatchObject({
    conversationId,
    author: "mailto:bia@example.com",
    writer: "participant",
    direction: "inbound",
  });
  const [conversation] = await world.rows<{ address: string }>("select address from conversations");
  expect(conversation?.address).toBe("mailto:ana@example.com");
});

test("within a week an answer reopens what was resolved", async () => {
  const { conversationId } = await begun();
  await setStatus("resolved", 6 * DAY);
  await world.receive({
    id: "a2@example.com",
    subject: "Re: Pedido 12",
    inReplyTo: "a1@example.com",
  });
  expect(await world.fate("a2@example.com")).toMatchObject({ conversationId, status: "open" });
  expect((await story(conversationId)).at(-1)).toMatchObject({ kind: "reopened" });
});

test.each([
  ["closed", 8 * DAY, "Re: Pedido 12", "closed"],
  ["resolved", 8 * DAY, "Re: Pedido 12", "after-reopen-window"],
  ["closed", 8 * DAY, "Another matter", "topic-changed"],
])(
  "after it is %s, a mail opens one that follows (%s ms, %s)",
  async (status, ago, subject, because) => {
    const { conversationId } = await begun();
    await setStatus(status, ago);
    await world.receive({ id: "a2@example.com", subject, inReplyTo: "a1@example.com" });
    const fate = await world.fate("a2@example.com");
    expect(fate).toMatchObject({ followsId: conversationId, because: "follows-another" });
    expect((await story(fate.conversationId)).find(({ kind }) => kind === "follows")).toMatchObject(
      {
        because,
        data: { conversationIds: [conversationId] },
      },
    );
    expect(
      await world.rows(
        "select role from mail_participants where conversation_id = $1 and address = $2",
        [fate.conversationId, "bia@example.com"],
      ),
    ).toEqual([{ role: "participant" }]);
  },
);

test("a merged conversation's mail goes where it was merged into", async () => {
  const { conversationId } = await begun();
  await world.receive({ id: "t1@example.com", subject: "Target" });
  const target = await world.fate("t1@example.com");
  await world.rows(
    "update conversations set merged_into_id = $1, status = 'closed' where id = $2",
    [target.conversationId, conversationId],
  );
  await world.receive({ id: "a2@example.com", subject: "Re: Target", inReplyTo: "a1@example.com" });
  expect((await world.fate("a2@example.com")).conversationId).toBe(target.conversationId);
});

test("two mails of one thread in one batch are one conversation", async () => {
  await world.receive(
    { id: "a1@example.com", cc: ["bia@example.com"] },
    { id: "a2@example.com", subject: "Re: Pedido 12", inReplyTo: "a1@example.com" },
    {
      id: "b1@example.com",
      from: "bia@example.com",
      subject: "Re: Pedido 12",
      references: ["a1@example.com", "a2@example.com"],
    },
  );
  const fates = await Promise.all(
    ["a1@example.com", "a2@example.com", "b1@example.com"].map((id) => world.fate(id)),
  );
  expect(new Set(fates.map((fate) => fate.conversationId)).size).toBe(1);
  expect(fates.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test("the first to use a name keeps it", async () => {
  await world.receive({ id: "a1@example.com", references: ["old@example.com"] });
  await world.receive({
    id: "b1@example.com",
    from: "bia@example.com",
    references: ["old@example.com"],
  });
  const first = await world.fate("a1@example.com");
  expect(
    await world.rows("select conversation_id from mail_names where name = 'mid:old@example.com'"),
  ).toEqual([{ conversation_id: first.conversationId }]);
});

describe("mail of our own people", () => {
  test("from a colleague's address to the customer is an answer sent outside", async () => {
    const { conversationId } = await begun();
    await world.receive({
      id: "s1@example.org",
      from: "staff@example.org",
      to: ["ana@example.com"],
      cc: [SUPPORT],
      inReplyTo: "a1@example.com",
      subject: "Re: Pedido 12",
    });
    expect(await world.fate("s1@example.org")).toMatchObject({
      conversationId,
      direction: "outbound",
      writer: "staff",
      author: null,
    });
    const [after] = await world.rows("select waiting_on, preview_from from conversations");
    expect(after).toEqual({ waiting_on: "customer", preview_from: "agent" });
    expect(await world.rows("select 1 from deliveries")).toHaveLength(1);
  });

  test("to the inbox alone is a note between colleagues", async () => {
    const { ours } = await begun();
    await world.receive({
      id: "s1@example.org",
      from: "staff@example.org",
      inReplyTo: ours.mailId,
      subject: "Re: Pedido 12",
    });
    expect(await world.fate("s1@example.org")).toMatchObject({ direction: "note" });
    expect(await world.rows("select last_seq, last_public_seq from conversations")).toEqual([
      { last_seq: 3, last_public_seq: 2 },
    ]);
  });

  test("that nobody vouches for is no colleague's, whatever it names", async () => {
    const { ours } = await begun();
    await world.receive({
      id: "s1@example.org",
      from: "staff@example.org",
      inReplyTo: ours.mailId,
      subject: "Re: Pedido 12",
      isAuthenticated: false,
    });
    expect(await world.fate("s1@example.org")).toMatchObject({
      direction: "inbound",
      writer: "unverified",
    });
  });

  test("in the Sent folder joins what it answers; copies of ours and other mail stay out", async () => {
    const { conversationId, ours } = await begun();
    const sent = {
      from: SUPPORT,
      to: ["ana@example.com"],
      origin: "sent",
      isAuthenticated: false,
    } as const;
    await world.receive(
      { ...sent, id: "s1@example.org", inReplyTo: "a1@example.com", subject: "Re: Pedido 12" },
      { ...sent, id: "s2@example.org", subject: "Hello" },
      {
        ...sent,
        id: ours.mailId,
        class: "loop",
        evidence: [{ signal: "own-message-id", value: ours.mailId, says: "loop" }],
      },
    );
    expect(await world.fate("s1@example.org")).toMatchObject({
      conversationId,
      direction: "outbound",
    });
    expect(await world.fate("s2@example.org")).toMatchObject({
      state: "suppressed",
      reason: "sent-elsewhere",
    });
    expect(await world.fate(ours.mailId)).toMatchObject({
      state: "suppressed",
      reason: "own-copy",
    });
  });
});

test("a form that writes for somebody is credited to them, as a claim", async () => {
  await world.receive({
    id: "n1@example.net",
    from: "noreply@example.net",
    replyTo: "carla@example.com",
    sender: "carla@example.com",
  });
  expect(await world.fate("n1@example.net")).toMatchObject({
    author: "mailto:carla@example.com",
    writer: "unverified",
  });
  expect(await world.rows("select evidence from identities")).toEqual([
    { evidence: "self-declared" },
  ]);
});

test("several authors are nobody", async () => {
  const { conversationId } = await begun();
  await world.receive({
    id: "m1@example.com",
    from: ["ana@example.com", "eve@example.net"],
    inReplyTo: "a1@example.com",
  });
  const fate = await world.fate("m1@example.com");
  expect(fate).toMatchObject({ writer: "unverified" });
  expect(fate.conversationId).not.toBe(conversationId);
});
