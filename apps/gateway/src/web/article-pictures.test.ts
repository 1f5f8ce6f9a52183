import { randomUUID } from "node:crypto";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let agent: Client;
let other: Client;
let supervisor: Client;
beforeAll(async () => {
  stage = await createWebStage();
  agent = await stage.logIn(await stage.newPerson({ role: "agent", name: "Bia" }));
  other = await stage.logIn(await stage.newPerson({ role: "agent", name: "Caio" }));
  supervisor = await stage.logIn(await stage.newPerson({ role: "supervisor", name: "Rui" }));
});
afterAll(() => stage[Symbol.asyncDispose]());

/** The smallest: one transparent pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
/** Its first bytes say how large it is. */
function pngOf(width: number, height: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(PNG);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

async function upload(who: Client, bytes: Buffer<ArrayBuffer>): Promise<string> {
  const answer = await fetch(`${stage.url}/api/v1/media?name=tela`, {
    method: "POST",
    headers: { "content-type": "image/png", cookie: who.cookie ?? "", "x-circuito-csrf": "1" },
    body: bytes,
  });
  return (JSON.parse(await answer.text()) as { id: string }).id;
}
const add = (who: Client, uploadId: string) =>
  who.send("POST", "/api/v1/article-pictures", { body: { uploadId } });

async function publish(body: string) {
  const id = randomUUID();
  const text = { title: `Artigo ${id.slice(0, 8)}`, body, keywords: "", slug: "" };
  const place = { categoryId: null, audience: "public" };
  await agent.send("POST", "/api/v1/articles", { body: { id, locale: "pt-BR", text, ...place } });
  return supervisor.send("POST", `/api/v1/articles/${id}/texts/pt-BR/publish`, {
    body: { revision: 1, note: "" },
  });
}

test("a file becomes a picture of ours, which whoever works here sees before anybody reads it", async () => {
  const { status, body } = await add(agent, await upload(agent, pngOf(1280, 720)));
  expect([status, body]).toMatchObject([201, { width: 1280, height: 720 }]);
  expect(body.path).toBe(`/help/pictures/${body.id}-1280x720`);
  const shown = await fetch(`${stage.url}/api/v1/article-pictures/${body.id}`, {
    headers: { cookie: other.cookie ?? "" },
  });
  expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(pngOf(1280, 720));
  const stranger = await fetch(`${stage.url}/api/v1/article-pictures/${body.id}`);
  expect(stranger.status).toBe(401);
});

test("it is judged by its bytes, and an upload is its uploader's, once", async () => {
  const because = async (who: Client, uploadId: string) =>
    (await add(who, uploadId)).body.details.because;
  expect(await because(agent, await upload(agent, Buffer.from("<svg/>")))).toBe("no-picture");
  expect(await because(agent, await upload(agent, pngOf(5_000, 10)))).toBe("too-wide");
  expect(await because(agent, await upload(agent, Buffer.alloc(2_000_001, 1)))).toBe("too-large");
  const theirs = await upload(other, PNG);
  expect(await because(agent, theirs)).toBe("no-such-file");
  expect((await add(other, theirs)).status).toBe(201);
  expect(await because(other, theirs)).toBe("no-such-file");
});

test("an article is published with pictures that are there and say in words what they show", async () => {
  const { body: picture } = await add(agent, await upload(agent, PNG));
  expect((await publish(`![A tela](${picture.path})`)).body.state).toBe("published");
  const mistakes = async (body: string) => (await publish(body)).body.details.mistakes;
  expect(await mistakes(`Veja ![ ](${picture.path})`)).toEqual([
    { because: "picture-without-words", src: picture.path },
  ]);
  const nobodys = picture.path.replace(picture.id, randomUUID());
  expect(await mistakes(`![A tela](${nobodys})`)).toEqual([
    { because: "picture-elsewhere", src: nobodys },
  ]);
});
