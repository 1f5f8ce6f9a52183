import { randomBytes, randomUUID } from "node:crypto";
import { type Address, asId, type ContactId } from "@circuito/domain";
import {
  beginErasure,
  contactKey,
  createTombstoneSeal,
  type ErasureBegun,
  findPerson,
  holdErasure,
  lockContactPoints,
  previewErasure,
  schema,
} from "@circuito/store";
import { begin, keepDraft } from "../index.ts";
import { createScene, type Person, type Scene } from "../testing/index.ts";
import { changeContact, mergeContacts, shareContactAddress } from "./index.ts";

/* What was asked before a person was erased, and comes to its turn afterwards. */

const seal = createTombstoneSeal(randomBytes(32));
let scene: Scene;
let ana: Person;
beforeAll(async () => {
  scene = await createScene();
  ana = await scene.newAgent({ name: "Ana" });
});
afterAll(() => scene[Symbol.asyncDispose]());

let numbers = 0;
async function somebody(): Promise<{ id: ContactId; address: Address }> {
  const id = asId<ContactId>(randomUUID());
  const address: Address = `tel:+5511700${String(++numbers).padStart(6, "0")}`;
  await scene.database.drizzle.insert(schema.contacts).values({ id, name: "Caio" });
  await scene.database.drizzle
    .insert(schema.identities)
    .values({ address, contactId: id, evidence: "channel-proven" });
  return { id, address };
}

async function erase(id: ContactId): Promise<ErasureBegun> {
  const person = await findPerson(scene.database.pool, id);
  if (!person) throw new Error("nobody");
  const { digest } = await previewErasure(scene.database.pool, person);
  return beginErasure(scene.database, id, digest, seal);
}

test("nobody is merged with, changed, or told apart from somebody who was erased", async () => {
  const { id, address } = await somebody();
  const other = await somebody();
  expect(await erase(id)).toMatchObject({ kind: "begun" });
  const notFound = { kind: "refused", code: "not-found" };
  const { desk } = scene;
  expect(await mergeContacts(desk, ana, { contactId: other.id, otherId: id })).toEqual(notFound);
  expect(await mergeContacts(desk, ana, { contactId: id, otherId: other.id })).toEqual(notFound);
  expect(await changeContact(desk, ana, { contactId: id, name: "Caio" })).toEqual(notFound);
  expect(await shareContactAddress(desk, ana, { contactId: id, address, shared: true })).toEqual(
    notFound,
  );
});

test("what somebody on hold wrote in their conversation keeps it", async () => {
  const one = await somebody();
  const other = await somebody();
  const conversationId = await scene.newConversation({ contactId: one.id, status: "resolved" });
  await scene.database.pool.query(
    `insert into messages (id, conversation_id, seq, previous_public_seq, direction, contact_id, text)
     values (gen_random_uuid(), $1, 1, 0, 'inbound', $2, 'em cópia')`,
    [conversationId, other.id],
  );
  await holdErasure(scene.database.pool, [other.id], { reason: "processo 9", byName: "Ana" });
  const person = await findPerson(scene.database.pool, one.id);
  if (!person) throw new Error("nobody");
  const preview = await previewErasure(scene.database.pool, person);
  expect(preview).toMatchObject({ hold: null, othersOnHold: 1, counts: { ofOthers: 1 } });
  expect(await erase(one.id)).toEqual({ kind: "refused", because: "others-on-hold" });
  await holdErasure(scene.database.pool, [other.id], null);
  expect(await erase(one.id)).toMatchObject({ kind: "begun" });
});

test("a console that is still open brings no draft back", async () => {
  const conversationId = await scene.newConversation({ status: "resolved" });
  const draft = {
    ...{ conversationId, room: "reply" as const, version: 0 },
    content: { text: "Caro Caio" } as never,
  };
  expect(await keepDraft(scene.desk, ana, draft)).toMatchObject({ kind: "done" });
  await scene.database.pool.query(
    "update conversations set address = 'erased:' || id where id = $1",
    [conversationId],
  );
  expect(await keepDraft(scene.desk, ana, { ...draft, version: 1 })).toMatchObject({
    code: "not-found",
  });
});

test("who is written to first while they are erased gets nothing", async () => {
  const { id, address } = await somebody();
  const desk = { ...scene.desk, tombstones: seal };
  let writing: ReturnType<typeof begin> | undefined;
  await scene.database.transaction(async ({ client }) => {
    await lockContactPoints(client, [contactKey(address)]);
    writing = begin(desk, ana, {
      ...{ inboxId: scene.inboxId, contactId: id, clientId: randomUUID(), text: "Oi" },
      wantsTemplates: false,
    });
    await untilWaiting();
    await client.query("delete from identities where address = $1", [address]);
  });
  expect(await writing).toMatchObject({ kind: "refused", because: "no-such-address" });
});

/** Somebody waits for a lock of ours. */
async function untilWaiting(): Promise<void> {
  for (;;) {
    const { rowCount } = await scene.database.pool.query(
      `select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and not l.granted limit 1`,
    );
    if (rowCount) return;
  }
}
