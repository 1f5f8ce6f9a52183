import { randomUUID } from "node:crypto";
import { newSaid } from "./testing/new-said.ts";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let supervisor: Client;
let own: string;
let foreign: string;
let bia: { readonly id: string };
beforeAll(async () => {
  stage = await createWebStage();
  bia = await stage.newPerson({ role: "agent", name: "Bia" });
  agent = await stage.logIn(bia as never);
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor" }));
  const { scene } = stage;
  own = await scene.newConversation({ contactName: "Marina", queueId: scene.solvers });
  foreign = await scene.newConversation({ contactName: "Otávio", queueId: scene.technical });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const search = (who: Client, query: Readonly<Record<string, string>>) =>
  who.send("GET", `/api/v1/messages/search?${new URLSearchParams(query)}`);
const texts = ({ body }: { body: { items: { excerpt: { text: string } }[] } }) =>
  body.items.map(({ excerpt }) => excerpt.text);

test("a message is found with its words marked, its place and its conversation", async () => {
  await newSaid(stage, own, { text: "Meu boleto não chegou" });
  const { body } = await search(agent, { words: "boletos cheg" });
  expect(body.items).toHaveLength(1);
  const [hit] = body.items;
  expect(hit).toMatchObject({
    authorName: "Marina",
    direction: "inbound",
    conversation: { id: own, contactName: "Marina" },
  });
  const { text, marks } = hit.excerpt;
  expect(marks.map(([begin, end]: [number, number]) => text.slice(begin, end))).toEqual([
    "boleto",
    "chegou",
  ]);
});

test("what was said where one may not look is not found, and not counted", async () => {
  await newSaid(stage, foreign, { text: "A senha da caldeira é azul" });
  expect(texts(await search(agent, { words: "caldeira" }))).toEqual([]);
  expect(texts(await search(supervisor, { words: "caldeira" }))).toHaveLength(1);
  expect(texts(await search(agent, { words: "caldeira", conversationId: foreign }))).toEqual([]);
});

test("author, files, time, queue and contact narrow what is found", async () => {
  const file = { fileName: "nf.pdf", mimeType: "application/pdf", sizeBytes: 1, state: "stored" };
  await newSaid(stage, own, { text: "zinco um", at: "2026-01-05T12:00:00.000Z" });
  await newSaid(stage, own, {
    text: "zinco dois",
    direction: "outbound",
    agentId: bia.id,
    media: [file],
    at: "2026-02-05T12:00:00.000Z",
  });
  const of = async (query: Readonly<Record<string, string>>) =>
    texts(await search(agent, { words: "zinco", ...query }));
  expect(await of({})).toEqual(["zinco dois", "zinco um"]);
  expect(await of({ authorName: "bia" })).toEqual(["zinco dois"]);
  expect(await of({ authorName: "marin" })).toEqual(["zinco um"]);
  expect(await of({ hasFile: "true" })).toEqual(["zinco dois"]);
  expect(await of({ since: "2026-02-01T00:00:00.000Z" })).toEqual(["zinco dois"]);
  expect(await of({ until: "2026-02-01T00:00:00.000Z" })).toEqual(["zinco um"]);
  expect(await of({ channel: "email" })).toEqual([]);
  expect(await of({ queueId: stage.scene.technical })).toEqual([]);
  expect(await of({ contactId: randomUUID() })).toEqual([]);
});

test("pages follow each other without overlap, newest first", async () => {
  for (let day = 1; day <= 5; day += 1) {
    await newSaid(stage, own, { text: `cobalto ${day}`, at: `2026-03-0${day}T12:00:00.000Z` });
  }
  const first = await search(agent, { words: "cobalto", limit: "3" });
  const second = await search(agent, {
    words: "cobalto",
    limit: "3",
    cursor: first.body.nextCursor,
  });
  expect([...texts(first), ...texts(second)].map((text) => text.at(-1))).toEqual([..."54321"]);
  expect(second.body.nextCursor).toBeNull();
});

test.each(["'", "' | 'x", ":*", "!boleto & (", "\\", "é".repeat(150), "%", "🙂"])(
  "%s is words like any other, or none",
  async (words) => {
    expect((await search(agent, { words })).status).toBe(200);
  },
);

test("contacts are found by a part of their name or address, among those one may see", async () => {
  const find = async (who: Client, words: string) => {
    const { body } = await who.send("GET", `/api/v1/contacts?search=${words}`);
    return body.items.map(({ name }: { name: string }) => name);
  };
  expect(await find(agent, "mari")).toEqual(["Marina"]);
  expect(await find(agent, "ot")).toEqual([]);
  expect(await find(supervisor, "ot")).toEqual(["Otávio"]);
});
