import { randomUUID } from "node:crypto";
import { claimDeliveries, listMessagesAfter } from "@circuito/store";
import { reply } from "./index.ts";
import { createScene, type Scene } from "./testing/index.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
  await scene.database.pool.query("update inboxes set tells_protocol = true");
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
});

const say = async (conversationId: string, text: string, clientId: string = randomUUID()) =>
  reply(scene.desk, await scene.newAgent({ role: "supervisor" }), {
    ...{ conversationId, clientId, text },
    kind: "reply",
  });
const footers = async (id: string) =>
  (await listMessagesAfter(scene.database.pool, id, 0, 50)).items.map(({ footer }) => footer);
const protocolOf = async (id: string) => {
  const { rows } = await scene.database.pool.query<{ protocol: string }>(
    "select protocol from conversations where id = $1",
    [id],
  );
  return rows[0]?.protocol;
};

test("the first answer tells the number below its words, the second does not", async () => {
  const id = await scene.newConversation();
  await say(id, "Olá!");
  await say(id, "Em que posso ajudar?");
  const line = `Protocolo: ${await protocolOf(id)}`;
  expect(await footers(id)).toEqual([line, null]);
  const [first] = await claimDeliveries(scene.database.pool, { leaseMs: 1_000, limit: 1 });
  expect(first?.text).toBe(`Olá!\n\n${line}`);
});

test("an answer that is said again is the same one, number and all", async () => {
  const id = await scene.newConversation();
  const clientId = randomUUID();
  const lead = await scene.newAgent({ role: "supervisor" });
  const said = { conversationId: id, clientId, text: "Olá!", kind: "reply" } as const;
  const first = await reply(scene.desk, lead, said);
  expect(await reply(scene.desk, lead, said)).toEqual({ ...first, repeated: true });
  expect(await footers(id)).toHaveLength(1);
});

test("who was told by the attendant is not told again, nor whose chat window shows it", async () => {
  const told = await scene.newConversation({ protocolToldAt: Date.now() });
  const chat = await scene.newConversation({ channel: "webchat" });
  for (const id of [told, chat]) {
    await say(id, "Olá!");
    expect(await footers(id)).toEqual([null]);
  }
});

test("an inbox that tells none is silent about it", async () => {
  await scene.database.pool.query("update inboxes set tells_protocol = false");
  const id = await scene.newConversation();
  await say(id, "Olá!");
  expect(await footers(id)).toEqual([null]);
});
