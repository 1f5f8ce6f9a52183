import { randomUUID } from "node:crypto";
import { LOGO_BYTES_MAX } from "@circuito/domain";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let other: Client;

beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  other = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterAll(() => stage[Symbol.asyncDispose]());

/** A picture of one pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const SETTINGS = {
  companyName: "Loja",
  accentColor: "#1f6feb",
  allowedOrigins: ["https://shop.example"],
};

async function newChat(): Promise<string> {
  const settings = { ...SETTINGS, tokenSecret: "x".repeat(43) };
  const body = { name: "Chat", channel: "webchat", settings };
  return (await admin.send("POST", "/api/v1/inboxes", { body })).body.id;
}

async function upload(who: Client, bytes: Uint8Array<ArrayBuffer>, type = "image/png") {
  const answer = await fetch(`${stage.url}/api/v1/media?name=logo`, {
    method: "POST",
    headers: { "content-type": type, cookie: who.cookie ?? "", "x-circuito-csrf": "1" },
    body: bytes,
  });
  const { id }: { id: string } = JSON.parse(await answer.text());
  return id;
}

const save = (inbox: string, logo: unknown) =>
  admin.send("PATCH", `/api/v1/inboxes/${inbox}`, { body: { settings: { ...SETTINGS, logo } } });

test("a picture is judged and kept with the chat; its words change without it, and it goes", async () => {
  const chat = await newChat();
  const logo = { uploadId: await upload(admin, Buffer.from(PNG)), alt: " Loja Ipê " };
  const { body } = await save(chat, logo);
  const kept = {
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    ...{ type: "image/png", width: 1, height: 1, alt: "Loja Ipê" },
  };
  expect(body.settings.logo).toEqual(kept);
  const again = await save(chat, { ...body.settings.logo, width: 900, alt: "Ipê" });
  expect(again.body.settings.logo).toEqual({ ...kept, alt: "Ipê" });
  expect((await save(chat, undefined)).body.settings.logo).toBeUndefined();
});

test("a picture may come with the chat itself", async () => {
  const logo = { uploadId: await upload(admin, Buffer.from(PNG)) };
  const settings = { ...SETTINGS, tokenSecret: "x".repeat(43), logo };
  const made = await admin.send("POST", "/api/v1/inboxes", {
    body: { name: "Chat", channel: "webchat", settings },
  });
  expect(made.body.settings.logo).toMatchObject({ type: "image/png", alt: "" });
});

const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const wide = Buffer.from(PNG);
wide.writeUInt32BE(20_000, 16);

test.each([
  ["a drawing that is a program", SVG, "image/svg+xml", "no-picture"],
  ["a page called a picture", Buffer.from("<!doctype html><p>"), "image/png", "no-picture"],
  ["a picture that unpacks into much", wide, "image/png", "too-wide"],
  ["a large file", Buffer.alloc(LOGO_BYTES_MAX + 1, PNG), "image/png", "too-large"],
])("%s is refused, and the chat stays as it was", async (_name, bytes, type, problem) => {
  const chat = await newChat();
  const uploadId = await upload(admin, Buffer.from(bytes), type);
  expect(await save(chat, { uploadId })).toMatchObject({
    status: 400,
    body: { details: { issues: [{ path: "body.settings.logo", problem }] } },
  });
  const { body } = await admin.send("GET", "/api/v1/inboxes");
  const found = body.items.find(({ id }: { id: string }) => id === chat);
  expect(found.settings).not.toHaveProperty("logo");
});

test("which bytes it is comes from nobody's settings: another's upload and a digest are refused", async () => {
  const chat = await newChat();
  const { sha256 } = await stage.media.put(PNG);
  const logo = { digest: sha256, type: "image/png", width: 1, height: 1, alt: "" };
  const refused = { status: 400, body: { details: { issues: [{ problem: "no-such-file" }] } } };
  expect(await save(chat, logo)).toMatchObject(refused);
  expect(await save(chat, { uploadId: randomUUID() })).toMatchObject(refused);
  const theirs = await upload(other, Buffer.from(PNG));
  expect(await save(chat, { uploadId: theirs })).toMatchObject(refused);
});
