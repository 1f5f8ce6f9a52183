import { createMailWorld, type MailWorld } from "./testing/mail-world.ts";
import { dumpPersons, holderOf, merge, separate } from "./testing/persons.ts";

let world: MailWorld;
beforeEach(async () => {
  world = await createMailWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const authorsIn = (conversationId: string) =>
  world.rows<{ contact_id: string }>(
    "select contact_id from messages where conversation_id = $1 order by seq",
    [conversationId],
  );

/** Ana asks and copies Bia, who answers in Ana's conversation. */
async function begun() {
  await world.receive({ id: "a1@example.com", from: "ana@example.com", cc: ["bia@example.com"] });
  await world.receive({
    id: "b1@example.com",
    from: "bia@example.com",
    inReplyTo: "a1@example.com",
  });
  const { conversationId } = await world.fate("a1@example.com");
  expect((await world.fate("b1@example.com")).conversationId).toBe(conversationId);
  return {
    conversationId,
    ana: await holderOf(world.database, "mailto:ana@example.com"),
    bia: await holderOf(world.database, "mailto:bia@example.com"),
  };
}

test("what somebody wrote by mail in another's conversation is re-pointed, and back", async () => {
  const { conversationId, ana, bia } = await begun();
  await world.receive({ id: "c1@example.com", from: "carla@example.com" });
  const carla = await holderOf(world.database, "mailto:carla@example.com");
  const before = await dumpPersons(world.database);
  const id = await merge(world.database, carla, bia);
  expect(await authorsIn(conversationId)).toEqual([{ contact_id: ana }, { contact_id: carla }]);
  await separate(world.database, id);
  expect(await dumpPersons(world.database)).toEqual(before);
});

test("what came by mail in between goes with the address it came from", async () => {
  const { conversationId, ana, bia } = await begun();
  const id = await merge(world.database, ana, bia);
  await world.receive({
    id: "b2@example.com",
    from: "bia@example.com",
    inReplyTo: "a1@example.com",
  });
  await world.receive({
    id: "a2@example.com",
    from: "ana@example.com",
    inReplyTo: "a1@example.com",
  });
  await world.receive({ id: "b3@example.com", from: "bia@example.com", subject: "Outra coisa" });
  await separate(world.database, id);
  expect(await authorsIn(conversationId)).toEqual(
    [ana, bia, bia, ana].map((contact_id) => ({ contact_id })),
  );
  const { conversationId: own } = await world.fate("b3@example.com");
  expect(await authorsIn(own)).toEqual([{ contact_id: bia }]);
  expect(await world.rows("select contact_id from conversations where id = $1", [own])).toEqual([
    { contact_id: bia },
  ]);
});

test("an address that several people write from is no requester of somebody's other mails", async () => {
  const { ana, bia } = await begun();
  await merge(world.database, ana, bia);
  await world.rows("update identities set shared = true where address = 'mailto:bia@example.com'");
  await world.receive({ id: "a3@example.com", from: "ana@example.com", subject: "Só minha" });
  await world.receive({
    id: "b4@example.com",
    from: "bia@example.com",
    inReplyTo: "a3@example.com",
  });
  const [own, stranger] = [await world.fate("a3@example.com"), await world.fate("b4@example.com")];
  expect(stranger.conversationId).not.toBe(own.conversationId);
});

test("an address that somebody only claimed is proven by the first mail that its domain vouches for", async () => {
  const evidence = () => world.rows("select evidence from identities");
  await world.receive({ id: "p1@example.com", from: "paulo@example.com", isAuthenticated: false });
  expect(await evidence()).toEqual([{ evidence: "self-declared" }]);
  await world.receive({ id: "p2@example.com", from: "paulo@example.com" });
  expect(await evidence()).toEqual([{ evidence: "channel-proven" }]);
  await world.receive({ id: "p3@example.com", from: "paulo@example.com", isAuthenticated: false });
  expect(await evidence()).toEqual([{ evidence: "channel-proven" }]);
});
