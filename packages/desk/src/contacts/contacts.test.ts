import { type AgentId, asId, type Channel, type ContactId } from "@circuito/domain";
import { schema } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createScene, type Person, type Scene } from "../testing/scene.ts";
import { changeContact } from "./change-contact.ts";
import { dismissSuggestion } from "./dismiss-suggestion.ts";
import { mergeContacts } from "./merge-contacts.ts";
import { separateContacts } from "./separate-contacts.ts";

let scene: Scene;
let agent: Person;
beforeEach(async () => {
  scene = await createScene();
  agent = await scene.newAgent({ name: "Bia" });
});
afterEach(() => scene[Symbol.asyncDispose]());

let numbers = 0;

/** A customer who writes on a channel, with a message said. */
async function newCustomer(channel: Channel, assigneeId: AgentId | null = null) {
  numbers += 1;
  const contactId = asId<ContactId>(uuidv7());
  const address = `tel:+5511940${String(numbers).padStart(6, "0")}` as const;
  const { drizzle } = scene.database;
  await drizzle.insert(schema.contacts).values({ id: contactId, name: `Cliente ${numbers}` });
  await drizzle
    .insert(schema.identities)
    .values({ address, contactId, evidence: "channel-proven" });
  const conversationId = await scene.newConversation({ channel, contactId, address, assigneeId });
  await drizzle.insert(schema.messages).values({
    ...{ id: asId(uuidv7()), conversationId, seq: 1, previousPublicSeq: 0, text: "oi" },
    ...{ direction: "inbound", contactId },
  });
  return { contactId, conversationId };
}

async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await scene.database.pool.query(text, [...values])).rows;
}

/** Without `version`, which counts what was shown and never goes back. */
async function dump() {
  return {
    contacts: await rows("select * from contacts order by id"),
    identities: await rows("select * from identities order by address"),
    conversations: await rows(
      "select to_jsonb(c) - 'version' as row from conversations c order by id",
    ),
    messages: await rows("select * from messages order by id"),
  };
}

test("merged by a person and taken apart, everything is as it was, also whom a conversation prefers", async () => {
  const [ana, other] = [await newCustomer("sms"), await newCustomer("whatsapp", agent.id)];
  const before = await dump();
  const input = { contactId: ana.contactId, otherId: other.contactId };
  expect(await mergeContacts(scene.desk, agent, input)).toEqual({
    kind: "done",
    contactId: ana.contactId,
  });
  expect(
    await rows("select sticky_agent_id from conversations where id = $1", [ana.conversationId]),
  ).toEqual([{ sticky_agent_id: agent.id }]);
  const [merge] = await rows<{ id: string }>("select id, actor_id from contact_merges");
  expect(merge).toMatchObject({ actor_id: agent.id });

  const undo = { contactId: ana.contactId, mergeId: merge?.id ?? "" };
  expect(await separateContacts(scene.desk, agent, undo)).toMatchObject({ kind: "done" });
  expect(await dump()).toEqual(before);
  // Said again, it is so already.
  expect(await separateContacts(scene.desk, agent, undo)).toMatchObject({ kind: "done" });
  expect(await dump()).toEqual(before);
});

test("ten people who merge the same two at the same moment make one merge", async () => {
  const [ana, other] = [await newCustomer("sms"), await newCustomer("sms")];
  const results = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      mergeContacts(
        scene.desk,
        agent,
        i % 2 === 0
          ? { contactId: ana.contactId, otherId: other.contactId }
          : { contactId: other.contactId, otherId: ana.contactId },
      ),
    ),
  );
  expect(results.map(({ kind }) => kind)).toEqual(Array(10).fill("done"));
  expect(new Set(results.map((one) => "contactId" in one && one.contactId)).size).toBe(1);
  expect(await rows("select count(*)::int as n from contact_merges")).toEqual([{ n: 1 }]);
});

test("ten people who take the same merge apart do it once", async () => {
  const [ana, other] = [await newCustomer("sms"), await newCustomer("sms")];
  const before = await dump();
  await mergeContacts(scene.desk, agent, {
    contactId: ana.contactId,
    otherId: other.contactId,
  });
  const [merge] = await rows<{ id: string }>("select id from contact_merges");
  const undo = { contactId: ana.contactId, mergeId: merge?.id ?? "" };
  await Promise.all(Array.from({ length: 10 }, () => separateContacts(scene.desk, agent, undo)));
  expect(await dump()).toEqual(before);
  expect(
    await rows("select count(*)::int as n from activities where kind = 'person-separated'"),
  ).toEqual([{ n: 2 }]);
});

test("everybody who looks at either is told of a merge", async () => {
  const [ana, other] = [await newCustomer("sms"), await newCustomer("sms")];
  await rows("delete from outbox");
  await mergeContacts(scene.desk, agent, {
    contactId: ana.contactId,
    otherId: other.contactId,
  });
  const told = await rows<{ conversation_id: string }>(
    "select distinct conversation_id from outbox where type = 'activity.created'",
  );
  expect(told.map((one) => one.conversation_id).sort()).toEqual(
    [ana.conversationId, other.conversationId].sort(),
  );
  expect(scene.woken()).toBe(1);
});

test("whoever was dismissed may still be merged by hand, and is then one person", async () => {
  const [ana, other] = [await newCustomer("sms"), await newCustomer("sms")];
  const input = { contactId: ana.contactId, otherId: other.contactId };
  await dismissSuggestion(scene.desk, agent, input);
  expect(await mergeContacts(scene.desk, agent, input)).toMatchObject({ kind: "done" });
  expect(await rows("select state from contact_links")).toEqual([]);
});

test("a change that changes nothing tells nobody", async () => {
  const { contactId } = await newCustomer("sms");
  await changeContact(scene.desk, agent, { contactId, segments: ["vip"] });
  await rows("delete from outbox");
  await changeContact(scene.desk, agent, { contactId, segments: ["vip"], attributes: {} });
  expect(await rows("select type from outbox")).toEqual([]);
});
