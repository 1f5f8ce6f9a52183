import type { Address, ChangeElement, InboundElement, MessageElement } from "@circuito/domain";
import { asId } from "@circuito/domain";
import { type Router, startRouter } from "./index.ts";
import { createRouterWorld, type RouterWorld, silentLog } from "./testing/router-world.ts";

const PHONE: Address = "tel:+551150000101";
const LID: Address = "wa-lid:98765432101";
const USER: Address = "wa-user:BR.1502576394655843";

let world: RouterWorld;
let router: Router;
beforeEach(async () => {
  world = await createRouterWorld({ channel: "whatsapp" });
  router = await startRouter({ ...world, log: silentLog });
});
afterEach(async () => {
  expect(await query("select reason from ledger where state = 'parked'")).toEqual([]);
  await router.stop();
  await world[Symbol.asyncDispose]();
});

const base = (externalId: string) => ({
  externalId,
  idMadeBy: "provider" as const,
  raw: Buffer.from(externalId),
});

function said(id: string, text: string, more: Partial<MessageElement> = {}): MessageElement {
  return { kind: "message", ...base(id), from: PHONE, text, media: [], ...more };
}

function changed(
  id: string,
  of: string,
  change: ChangeElement["change"],
  more: Partial<ChangeElement> = {},
): ChangeElement {
  return { kind: "change", ...base(id), from: PHONE, of, by: "customer", change, ...more };
}

async function route(...elements: readonly InboundElement[]): Promise<void> {
  await world.receive(...elements);
  await world.routed();
}

const query = async (text: string, values: unknown[] = []) =>
  (await world.database.pool.query(text, values)).rows;
const messages = () =>
  query("select text, direction, seq, changes, chat from messages order by conversation_id, seq");
const conversations = () =>
  query(
    "select id, address, status, waiting_on, contact_id from conversations order by arrived_at",
  );

/** An answer of ours, as far as the given state. */
async function sent(text: string, status: string, externalId: string | null = null) {
  const [conversation] = await conversations();
  const id = world.newId();
  await query(
    `with c as (update conversations set last_seq = last_seq + 1, last_public_seq = last_seq + 1
        where id = $1 returning id, last_seq), m as (
      insert into messages (id, conversation_id, seq, previous_public_seq, direction, text)
      select $2, id, last_seq, last_seq - 1, 'outbound', $3 from c)
    insert into deliveries (message_id, conversation_id, inbox_id, seq, status, external_id)
    select $2, id, $4, last_seq, $5, $6 from c`,
    [conversation?.id, id, text, world.inboxId, status, externalId],
  );
  return id;
}
const delivery = async (id: string) =>
  (await query("select status, external_id from deliveries where message_id = $1", [id]))[0];

describe("what one of us wrote on the phone", () => {
  test("joins the customer's conversation as an answer that has left", async () => {
    await route(said("a", "Oi"));
    await route(said("b", "Já vou ver", { writtenBy: "us" }));
    expect(await messages()).toMatchObject([
      { text: "Oi", direction: "inbound", seq: 1 },
      { text: "Já vou ver", direction: "outbound", seq: 2 },
    ]);
    expect(await conversations()).toMatchObject([{ status: "open", waiting_on: "customer" }]);
    expect(await query("select status, external_id from deliveries")).toEqual([
      { status: "sent", external_id: "b" },
    ]);
  });

  test("opens no work where there is no conversation, and the customer's answer does", async () => {
    await route(said("a", "Bom dia, aqui é da loja", { writtenBy: "us" }));
    expect(await conversations()).toMatchObject([{ status: "resolved" }]);
    await route(said("b", "Quero saber do pedido"));
    expect(await conversations()).toMatchObject([{ status: "open", waiting_on: "agent" }]);
    expect(await messages()).toHaveLength(2);
  });

  test("of which we know the id is our own send come back, and nothing new", async () => {
    await route(said("a", "Oi"));
    const id = await sent("Olá!", "sent", "wamid.1");
    await route(said("wamid.1", "Olá!", { writtenBy: "us" }));
    expect(await messages()).toHaveLength(2);
    expect(await delivery(id)).toEqual({ status: "sent", external_id: "wamid.1" });
  });

  test.each(["submitting", "unknown"])(
    "with the words of a send that is %s ends the doubt, once",
    async (status) => {
      await route(said("a", "Oi"));
      const id = await sent("Seu pedido  saiu.", status);
      await route(said("true:1", "Seu pedido saiu.", { writtenBy: "us" }));
      expect(await delivery(id)).toEqual({ status: "sent", external_id: "true:1" });
      expect(await messages()).toHaveLength(2);
      // The same words once more, or more than those, were written by somebody.
      await route(said("true:3", "Seu pedido saiu. E chega amanhã.", { writtenBy: "us" }));
      expect(await messages()).toHaveLength(3);
      await route(said("true:2", "Seu pedido saiu.", { writtenBy: "us" }));
      expect(await messages()).toHaveLength(4);
    },
  );

  test("is ticked by its receipts as any answer", async () => {
    await route(said("a", "Oi", { writtenBy: "us" }));
    const receipt = { kind: "receipt", of: "a", status: "read" } as const;
    await route({ ...receipt, ...base("a:read") });
    expect(await query("select status from deliveries")).toEqual([{ status: "read" }]);
  });
});

test("a receipt under our own id teaches the provider's, which reactions will name", async () => {
  await route(said("a", "Oi"));
  const id = await sent("Olá", "unknown");
  await route({
    kind: "receipt",
    ...base("w:sent"),
    of: id,
    sentAs: "wamid.9",
    status: "sent",
  });
  expect(await delivery(id)).toEqual({ status: "sent", external_id: "wamid.9" });
  await route(changed("r", "wamid.9", { kind: "reaction", emoji: "👍" }));
  expect((await messages())[1]?.changes).toMatchObject({ reactions: [{ emoji: "👍" }] });
});

describe("what people do to messages afterwards", () => {
  test("an edit, a reaction and a revocation of the customer's, in one batch with the message", async () => {
    await route(
      said("a", "Oi"),
      changed("e", "a", { kind: "edited", text: "Olá" }, { at: 5 }),
      changed("r", "a", { kind: "reaction", emoji: "🙏" }),
      changed("d", "a", { kind: "revoked" }),
    );
    expect(await messages()).toMatchObject([
      {
        text: "Olá",
        changes: {
          earlier: [{ text: "Oi", until: 5 }],
          reactions: [{ by: "customer", emoji: "🙏" }],
          revoked: { by: "customer" },
        },
      },
    ]);
    // The list says nothing of what was taken back.
    expect(await query("select preview from conversations")).toEqual([{ preview: "" }]);
  });

  test("the list shows the new words of the newest message, not of an older one", async () => {
    await route(said("a", "Oi"), said("b", "Tudo bem?"));
    await route(changed("e1", "b", { kind: "edited", text: "Tudo certo?" }));
    await route(changed("e2", "a", { kind: "edited", text: "Olá" }));
    expect(await query("select preview from conversations")).toEqual([{ preview: "Tudo certo?" }]);
  });

  test("a reaction that is taken back is gone", async () => {
    await route(said("a", "Oi"), changed("r1", "a", { kind: "reaction", emoji: "🙏" }));
    await route(changed("r2", "a", { kind: "reaction", emoji: undefined }));
    expect((await messages())[0]?.changes).toEqual({
      reactions: [{ by: "customer", at: expect.any(Number) }],
    });
  });

  test("one that comes before its message waits for it, and is applied when it comes", async () => {
    await world.receive(changed("e", "later", { kind: "edited", text: "Olá" }));
    const waits = "select 1 from ledger where attempts > 0 and state = 'accepted'";
    while ((await query(waits)).length === 0) await new Promise((r) => setImmediate(r));
    await route(said("other", "Não sou eu"), said("later", "Oi"));
    expect((await messages()).map(({ text }) => text)).toEqual(["Não sou eu", "Olá"]);
  });

  test("nobody changes another's message by naming its id, nor takes back what the other side wrote", async () => {
    await route(said("a", "Da Ana"));
    const eve: Address = "tel:+551150000199";
    await world.receive(
      said("e", "Da Eva", { from: eve }),
      changed("x1", "a", { kind: "edited", text: "trocado" }, { from: eve }),
      changed("x2", "a", { kind: "revoked" }, { by: "us" }),
    );
    const waits = "select count(*)::int as n from ledger where kind = 'change' and attempts > 0";
    while ((await query(waits))[0]?.n < 2) await new Promise((r) => setImmediate(r));
    expect((await messages()).find((m) => m.text === "Da Ana")?.changes).toBeNull();
  });

  test("one whose message never came is set aside after a day, with its bytes", async () => {
    await query("select 1");
    await world.receive(changed("e", "never", { kind: "revoked" }));
    await query("update ledger set received_at = now() - interval '25 hours', retry_at = null");
    const [row] = await query("select contact_key from ledger");
    await world.bus.jobs.nudge("inbound", [row?.contact_key]);
    await world.routed();
    expect(await query("select state, reason from ledger")).toEqual([
      { state: "suppressed", reason: "unmatched-change" },
    ]);
  });
});

describe("one account, several names", () => {
  const names = [PHONE, LID, USER] as const;
  const orders = names.flatMap((a) =>
    names.filter((b) => b !== a).map((b) => [a, b, names.find((c) => c !== a && c !== b)] as const),
  );

  test.each(orders)(
    "first %s, then %s, then %s: one contact, one conversation",
    async (...order) => {
      const [first, second, third] = order as readonly Address[];
      if (!first || !second || !third) throw new Error("three names");
      await route(said("1", "um", { from: first }));
      await route(said("2", "dois", { from: second, alsoKnownAs: [first] }));
      await route(said("3", "três", { from: third, alsoKnownAs: [second] }));
      await route(said("4", "quatro", { from: second }));
      expect(await conversations()).toMatchObject([{ address: first, status: "open" }]);
      expect((await messages()).map((m) => [m.seq, m.text])).toEqual([
        [1, "um"],
        [2, "dois"],
        [3, "três"],
        [4, "quatro"],
      ]);
      expect(await query("select count(*)::int as n from contacts")).toEqual([{ n: 1 }]);
      expect(await query("select count(*)::int as n from identities")).toEqual([{ n: 3 }]);
    },
  );

  test("names that come together in one batch are one conversation, too", async () => {
    await route(
      said("1", "um", { from: LID }),
      said("2", "dois", { from: PHONE, alsoKnownAs: [LID] }),
      said("3", "três", { from: USER, alsoKnownAs: [PHONE] }),
    );
    expect(await conversations()).toHaveLength(1);
  });

  test("two conversations whose names turn out to be one account's become the older one", async () => {
    await route(said("1", "pelo número", { from: PHONE }));
    await route(said("2", "pelo outro", { from: LID }));
    expect(await conversations()).toHaveLength(2);
    await route(said("3", "sou eu", { from: LID, alsoKnownAs: [PHONE] }));
    const [older, younger] = await conversations();
    expect(older).toMatchObject({ address: PHONE, status: "open" });
    expect(younger).toMatchObject({ status: "closed", contact_id: older?.contact_id });
    expect(await query("select contact_id from identities")).toEqual([
      { contact_id: older?.contact_id },
      { contact_id: older?.contact_id },
    ]);
    // Told with what it was before: a person can take it back.
    expect(await query("select kind, because, data from activities where kind = 'joined'")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          because: "same-account",
          data: expect.objectContaining({ into: older?.id, formerAddress: LID }),
        }),
      ]),
    );
    await route(said("4", "de novo", { from: LID }));
    expect((await messages()).filter((m) => m.text === "de novo")).toMatchObject([{ seq: 3 }]);
  });

  test("an open conversation under the younger name goes on under the older, whose is finished", async () => {
    await route(said("1", "um", { from: PHONE }));
    await query("update conversations set status = 'closed', resolved_at = now()");
    await route(said("2", "dois", { from: LID }));
    await route(said("3", "três", { from: PHONE, alsoKnownAs: [LID] }));
    const [, second] = await conversations();
    expect(second).toMatchObject({ address: PHONE, status: "open" });
    expect(await conversations()).toHaveLength(2);
    expect((await messages()).filter((m) => m.text !== "um").map((m) => m.seq)).toEqual([1, 2]);
  });

  test("three routers at once and all names mixed: one conversation, in the order they came", async () => {
    const others = await Promise.all([1, 2].map(() => startRouter({ ...world, log: silentLog })));
    const at = (n: number): Address => names[n % names.length] ?? PHONE;
    for (let n = 0; n < 36; n++) {
      await world.receive(
        said(`m${n}`, `${n}`, {
          from: at(n),
          alsoKnownAs: names.filter((name) => name !== at(n)),
        }),
      );
    }
    await world.routed();
    await Promise.all(others.map((other) => other.stop()));
    expect(await query("select count(*)::int as n from contacts")).toEqual([{ n: 1 }]);
    expect((await conversations()).filter((c) => c.status === "open")).toHaveLength(1);
    expect((await messages()).map((m) => [m.seq, m.text])).toEqual(
      Array.from({ length: 36 }, (_, n) => [n + 1, `${n}`]),
    );
  });

  test("a number that is given up is nobody's: answers go to the new one, and its next owner is a stranger", async () => {
    const next: Address = "tel:+551150000777";
    const notice = { special: { kind: "notice", event: "number-changed" } } as const;
    await route(said("1", "um", { from: PHONE, alsoKnownAs: [USER] }));
    await route(said("2", "", { from: PHONE, alsoKnownAs: [next], chat: notice }));
    await route(said("3", "três", { from: next }), said("4", "quatro", { from: USER }));
    expect(await conversations()).toMatchObject([{ address: next, status: "open" }]);
    await route(said("5", "quem é?", { from: PHONE }));
    const all = await conversations();
    expect(all).toMatchObject([{ address: next }, { address: PHONE }]);
    expect(all[0]?.contact_id).not.toBe(all[1]?.contact_id);
    expect(await query("select because from activities where kind = 'joined'")).toEqual([
      { because: "number-changed" },
    ]);
  });

  test("two finished conversations that are joined keep a trace of whose they were", async () => {
    await route(said("1", "um", { from: PHONE }), said("2", "dois", { from: LID }));
    await query("update conversations set status = 'closed', resolved_at = now()");
    const [, former] = await conversations();
    await route(said("3", "três", { from: PHONE, alsoKnownAs: [LID] }));
    expect(await query("select data from activities where kind = 'joined'")).toEqual(
      expect.arrayContaining([
        { data: expect.objectContaining({ formerContactId: former?.contact_id }) },
      ]),
    );
  });

  test("a Brazilian number with and without the ninth digit is one conversation", async () => {
    await route(said("1", "com nove", { from: "tel:+5511955500101" }));
    await route(said("2", "sem nove", { from: "tel:+551155500101" }));
    // Eight digits that begin with 5 are a landline: another number.
    expect(await conversations()).toHaveLength(2);
    await route(said("3", "com nove", { from: "tel:+5581991110101" }));
    await route(said("4", "sem nove", { from: "tel:+558191110101" }));
    expect(await conversations()).toHaveLength(3);
    expect(await query("select count(*)::int as n from contacts")).toEqual([{ n: 3 }]);
  });

  test("the same number by SMS is the same person, in a conversation of its own", async () => {
    const sms = asId<typeof world.inboxId>(world.newId());
    await query(
      "insert into inboxes (id, name, channel, settings) values ($1, 'SMS', 'sms', '{}')",
      [sms],
    );
    await route(said("1", "WhatsApp", { from: "tel:+558191110101" }));
    const { ledgerEntry, createLedgerWriter } = await import("@circuito/store");
    const entry = ledgerEntry(sms, said("s", "SMS", { from: "tel:+5581991110101" }));
    await createLedgerWriter(world.database).append([entry]);
    await world.bus.jobs.nudge("inbound", [entry.contactKey]);
    await world.routed();
    const all = await conversations();
    expect(all.map((c) => c.address)).toEqual(["tel:+558191110101", "tel:+5581991110101"]);
    expect(new Set(all.map((c) => c.contact_id)).size).toBe(1);
  });
});

test("the reply window is that of the newest message, whatever order they come in", async () => {
  const end = Date.UTC(2026, 10, 27, 12);
  await route(said("new", "dois", { replyUntil: end }));
  await route(said("old", "um", { replyUntil: end - 60_000 }));
  expect(await query("select address, ends_at, newest from reply_windows")).toEqual([
    { address: PHONE, ends_at: new Date(end), newest: "new" },
  ]);
});
