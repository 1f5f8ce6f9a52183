import { randomBytes, randomUUID } from "node:crypto";
import { type Address, asId, type ContactId, type InboxId } from "@circuito/domain";
import {
  beginErasure,
  createTombstoneSeal,
  findPerson,
  listQueues,
  loadConversationViews,
  previewErasure,
  schema,
} from "@circuito/store";
import { type BeginDesk, type BeginInput, begin, claim, reopen } from "./index.ts";
import { createScene, type Person, type Scene } from "./testing/index.ts";

const tombstones = createTombstoneSeal(randomBytes(32));
let scene: Scene;
let desk: BeginDesk;
let ana: Person;
let bia: Person;
const mailbox = asId<InboxId>(randomUUID());
beforeAll(async () => {
  scene = await createScene();
  desk = { ...scene.desk, tombstones };
  ana = await scene.newAgent({ name: "Ana" });
  bia = await scene.newAgent({ name: "Bia" });
  await scene.database.drizzle.insert(schema.inboxes).values({
    id: mailbox,
    name: "Ajuda",
    channel: "email",
    settings: { address: "help@example.org", displayName: "Loja" },
  });
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

let numbers = 0;
const newNumber = (): Address => {
  numbers += 1;
  return `tel:+5511700${String(numbers).padStart(6, "0")}`;
};

async function newContact(...addresses: readonly Address[]): Promise<ContactId> {
  const id = asId<ContactId>(randomUUID());
  await scene.database.drizzle.insert(schema.contacts).values({ id, name: "Caio" });
  for (const address of addresses) {
    await scene.database.drizzle
      .insert(schema.identities)
      .values({ address, contactId: id, evidence: "channel-proven" });
  }
  return id;
}

const words = (change: Partial<BeginInput> = {}): BeginInput => ({
  inboxId: scene.inboxId,
  clientId: randomUUID(),
  text: "Seu pedido chegou à loja.",
  wantsTemplates: false,
  ...change,
});

async function rows<T>(text: string, values: unknown[] = []): Promise<T[]> {
  return (await scene.database.pool.query(text, values)).rows;
}
const count = async (table: "contacts" | "conversations" | "deliveries") =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

async function begun(who: Person, input: BeginInput) {
  const done = await begin(desk, who, input);
  if (done.kind !== "done") throw new Error(JSON.stringify(done));
  const [view] = await loadConversationViews(scene.database.pool, [done.conversationId]);
  if (!view) throw new Error("read what was begun");
  return { ...done, view };
}

test("the words leave as a reply does, and the conversation is the writer's from then on", async () => {
  const address = newNumber();
  const contactId = await newContact(address);
  const { view, messageId } = await begun(ana, words({ contactId }));
  expect(view).toMatchObject({
    ...{ status: "open", waitingOn: "customer", lastSeq: 1, waitingSince: null },
    ...{ queueId: scene.solvers, assignee: { id: ana.id } },
    contact: { id: contactId, name: "Caio", address },
  });
  expect(view.protocol).toMatch(/^\d{6}-/);
  const deliveries = await rows(
    "select status, seq, inbox_id from deliveries where message_id = $1",
    [messageId],
  );
  expect(deliveries).toEqual([{ status: "queued", seq: 1, inbox_id: scene.inboxId }]);
  const story = await rows(
    "select kind, because, actor_id from activities where conversation_id = $1 order by id",
    [view.id],
  );
  expect(story).toEqual([
    { kind: "opened", because: "begun-by-agent", actor_id: ana.id },
    { kind: "claimed", because: "replied", actor_id: ana.id },
  ]);
  expect(scene.nudged).toContain(`deliver ${messageId}`);
});

test("somebody new is a contact of whom one of us said where they are reached", async () => {
  const address = newNumber();
  const { view } = await begun(ana, words({ address }));
  expect(
    await rows("select contact_id, evidence from identities where address = $1", [address]),
  ).toEqual([{ contact_id: view.contact.id, evidence: "agent-asserted" }]);
});

test("said again under its client id it is the same conversation, also after it is over", async () => {
  const input = words({ address: newNumber() });
  const first = await begun(ana, input);
  expect((await begun(ana, input)).conversationId).toBe(first.conversationId);
  await rows("update conversations set status = 'resolved' where id = $1", [first.conversationId]);
  expect((await begun(ana, input)).conversationId).toBe(first.conversationId);
});

test("other words under the same client id are not lost: the conversation is told, and they are still there", async () => {
  const input = words({ address: newNumber() });
  const first = await begun(ana, input);
  expect(await begin(desk, ana, { ...input, text: "Outra coisa." })).toMatchObject({
    ...{ because: "another-is-open", openId: first.conversationId },
  });
});

test("where one is open that one is told, and nothing is begun", async () => {
  const address = newNumber();
  const first = await begun(ana, words({ address }));
  const before = await count("conversations");
  expect(await begin(desk, bia, words({ address }))).toEqual({
    ...{ kind: "refused", code: "wrong-state", because: "another-is-open" },
    openId: first.conversationId,
  });
  expect(await count("conversations")).toBe(before);
});

test("of a mail, too", async () => {
  const address: Address = "mailto:caio@example.com";
  const mail = words({ address, inboxId: mailbox, subject: "Seu pedido" });
  const { conversationId: openId, messageId } = await begun(ana, mail);
  const [written] = await rows<{ subject: string; people: { to: unknown[] } }>(
    "select subject, people from message_mails where message_id = $1",
    [messageId],
  );
  expect(written?.subject).toBe("Seu pedido");
  expect(written?.people.to).toEqual([{ name: "", address: "caio@example.com" }]);
  expect(await begin(desk, bia, { ...mail, clientId: randomUUID() })).toMatchObject({
    ...{ because: "another-is-open", openId },
  });
});

test("what follows a conversation knows it, and that one is not opened again beside it", async () => {
  const address = newNumber();
  const contactId = await newContact(address);
  const former = await scene.newConversation({
    ...{ address, contactId, status: "resolved", language: "es" },
  });
  const { view } = await begun(ana, words({ contactId }));
  const [{ follows_id: follows, language } = {}] = await rows<{
    follows_id: string;
    language: string;
  }>("select follows_id, language from conversations where id = $1", [view.id]);
  expect({ follows, language }).toEqual({ follows: former, language: "es" });
  expect(await reopen(scene.desk, ana, { conversationId: former })).toMatchObject({
    because: "another-is-open",
  });
});

test.each<[string, Partial<BeginInput>, object]>([
  ["an inbox that is not there", { inboxId: randomUUID() }, { because: "no-such-inbox" }],
  ["a contact that is not there", { contactId: randomUUID() }, { because: "no-such-contact" }],
  ["nobody", { address: undefined }, { because: "no-address" }],
  ["a queue that is not there", { queueId: randomUUID() }, { because: "no-such-queue" }],
  [
    "a mail without a subject",
    { address: "mailto:d@example.com", inboxId: mailbox },
    { because: "no-subject" },
  ],
  [
    "one of our own addresses",
    { address: "mailto:help@example.org", inboxId: mailbox, subject: "Eu" },
    { because: "no-recipient" },
  ],
  [
    "an address of another channel",
    { address: "mailto:d@example.com" },
    { because: "other-channel" },
  ],
  ["free words where templates are wanted", { wantsTemplates: true }, { code: "outside-window" }],
  ["no words", { text: "" }, { because: "no-words" }],
])("%s: refused, and nothing stays of it", async (_what, change, refusal) => {
  const before = [await count("conversations"), await count("contacts"), await count("deliveries")];
  const input = words({ address: newNumber(), ...change });
  expect(await begin(desk, ana, input)).toMatchObject({ kind: "refused", ...refusal });
  expect([
    await count("conversations"),
    await count("contacts"),
    await count("deliveries"),
  ]).toEqual(before);
});

test("who asked for no more messages is not written to", async () => {
  const address = newNumber();
  await rows("insert into opt_outs (address, channel) values ($1, 'sms')", [address]);
  expect(await begin(desk, ana, words({ address }))).toEqual({
    kind: "refused",
    code: "opted-out",
  });
});

test("whoever serves another queue names it in vain; a supervisor writes from any", async () => {
  const input = words({ address: newNumber(), queueId: scene.technical });
  expect(await begin(desk, ana, input)).toMatchObject({ because: "not-a-member" });
  const sofia = await scene.newAgent({ role: "supervisor", queueIds: [] });
  expect((await begun(sofia, input)).view).toMatchObject({ queueId: scene.technical, level: 2 });
});

test("a template goes where there is no window", async () => {
  const definition = {
    ...{ name: "pedido", language: "pt_BR", category: "UTILITY", body: "Olá {{1}}.", buttons: [] },
    variables: { header: 0, body: 1 },
  };
  const chosen = { name: "pedido", language: "pt_BR", header: [], body: ["Caio"], buttons: [] };
  const { view } = await begun(
    ana,
    words({
      address: newNumber(),
      text: "",
      wantsTemplates: true,
      template: { chosen, definition },
    }),
  );
  expect(view.preview).toBe("Olá Caio.");
});

test("one address of several is to be named, and it must be theirs", async () => {
  const [one, other] = [newNumber(), newNumber()];
  const contactId = await newContact(one, other);
  expect(await begin(desk, ana, words({ contactId }))).toMatchObject({
    because: "no-address",
  });
  expect(await begin(desk, ana, words({ contactId, address: newNumber() }))).toMatchObject({
    because: "no-such-address",
  });
  expect((await begun(ana, words({ contactId, address: other }))).view.contact.address).toBe(other);
});

test("an account is written to under the name that it has here", async () => {
  const whatsapp = asId<InboxId>(randomUUID());
  await scene.database.drizzle
    .insert(schema.inboxes)
    .values({ id: whatsapp, name: "WhatsApp", channel: "whatsapp", settings: {} });
  const [asked, address]: [Address, Address] = ["tel:+5511981110001", "wa-lid:77"];
  await rows("insert into point_aliases (inbox_id, alias, address) values ($1, $2, $3)", [
    whatsapp,
    asked,
    address,
  ]);
  const contactId = await newContact(asked, address);
  await scene.newConversation({
    ...{ inboxId: whatsapp, channel: "whatsapp", address, contactId, status: "resolved" },
    lastInboundAt: Date.now(),
  });
  const { view } = await begun(ana, words({ inboxId: whatsapp, contactId, address: asked }));
  expect(view.contact.address).toBe(address);
});

test("whoever serves the same person elsewhere learns of it", async () => {
  const address: Address = "mailto:eva@example.com";
  const contactId = await newContact(newNumber(), address);
  const there = await scene.newConversation({ contactId, assigneeId: bia.id });
  const { view } = await begun(
    ana,
    words({ contactId, address, inboxId: mailbox, subject: "Troca" }),
  );
  const told = await rows<{ conversation_id: string }>(
    "select conversation_id from activities where kind = 'writes-elsewhere' order by id",
  );
  expect(told.map((line) => line.conversation_id)).toEqual([view.id, there]);
});

test("what one of us began waited for nobody: it tells nothing of how fast the queue goes", async () => {
  const queueId = await scene.newQueue("Vendas", 1, "solver");
  const caio = await scene.newAgent({ queueIds: [queueId] });
  const takenIn = async () =>
    (await listQueues(scene.database.pool)).find(({ id }) => id === queueId)?.taken;
  await begun(caio, words({ address: newNumber() }));
  expect(await takenIn()).toBe(0);
  const waited = await scene.newConversation({ queueId, arrivedAt: Date.now() - 60_000 });
  await claim(scene.desk, caio, { conversationId: waited });
  expect(await takenIn()).toBe(1);
});

test("of many who begin at once one does, and the others learn which", async () => {
  const address = newNumber();
  const people = await Promise.all(Array.from({ length: 12 }, () => scene.newAgent()));
  const all = await Promise.all(people.map((who) => begin(desk, who, words({ address }))));
  const [first, ...more] = all.filter((one) => one.kind === "done");
  expect(more).toEqual([]);
  const openId = first?.kind === "done" ? first.conversationId : undefined;
  expect(all.filter((one) => one.kind === "refused")).toEqual(
    Array.from({ length: 11 }, () => ({
      ...{ kind: "refused", code: "wrong-state", because: "another-is-open", openId },
    })),
  );
  expect(await rows("select from conversations where address = $1", [address])).toHaveLength(1);
  expect(await rows("select from identities where address = $1", [address])).toHaveLength(1);
});

test("who asked for no more messages and was erased is not written to first, until they write again", async () => {
  const { pool } = scene.database;
  const address = newNumber();
  const contactId = await newContact(address);
  await rows("insert into opt_outs (address, channel) values ($1, 'sms')", [address]);
  const person = await findPerson(pool, contactId);
  if (!person) throw new Error("nobody");
  const { digest } = await previewErasure(pool, person);
  expect(await beginErasure(scene.database, contactId, digest, tombstones)).toMatchObject({
    kind: "begun",
  });
  expect(await rows("select from opt_outs where address = $1", [address])).toEqual([]);
  expect(await begin(desk, ana, words({ address }))).toMatchObject({ code: "opted-out" });
  const other = { ...desk, tombstones: createTombstoneSeal(randomBytes(32)) };
  const begunAnyhow = await begin(other, ana, words({ address }));
  expect(begunAnyhow.kind).toBe("done");
  // As after their next message.
  await rows(
    "update conversations set status = 'resolved', last_inbound_at = now() where address = $1",
    [address],
  );
  expect((await begin(desk, ana, words({ address }))).kind).toBe("done");
});
