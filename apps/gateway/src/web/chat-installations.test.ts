import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let shop: Server;
let shopUrl: string;
const chat: string = randomUUID();

beforeAll(async () => {
  stage = await createWebStage(undefined, /^127\.0\.0\.1$/);
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const moved: Readonly<Record<string, string>> = { "/": "/loja", "/round": "/round" };
  shop = createServer(({ url = "" }, response) => {
    const location = moved[url];
    if (location !== undefined) response.writeHead(302, { location }).end();
    else if (url !== "/loja") response.writeHead(404).end();
    else {
      response.setHeader("content-type", "text/html");
      response.end(`<script async src="${stage.url}/widget/v1/${chat}/widget.js"></script>`);
    }
  });
  await new Promise<void>((listening) => shop.listen(0, "127.0.0.1", listening));
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
  await stage.scene.database.pool.query(
    "insert into inboxes (id, name, channel, settings) values ($1, 'Chat', 'webchat', $2)",
    [chat, { allowedOrigins: [shopUrl] }],
  );
});
afterAll(async () => {
  shop.close();
  await stage[Symbol.asyncDispose]();
});

const look = (url: string, inbox = chat) =>
  admin.send("POST", `/api/v1/inboxes/${inbox}/installation-check`, { body: { url } });

test("a page that loads the chat is told, wherever it moved", async () => {
  expect((await look(`${shopUrl}/`)).body).toEqual({
    found: "found",
    origin: shopUrl,
    isAllowed: true,
  });
});

test.each(["/nothing", "/round"])(
  "of %s nothing more is told than that it is no page",
  async (path) => {
    expect((await look(shopUrl + path)).body).toMatchObject({ found: "unreachable" });
  },
);

test("what may not be reached sounds as what is not there", async () => {
  expect((await look("http://169.254.169.254/latest/meta-data/")).body).toEqual({
    found: "unreachable",
    origin: "http://169.254.169.254",
    isAllowed: false,
  });
});

test("only chats are installed, and only on the web", async () => {
  expect((await look(shopUrl, stage.scene.inboxId)).status).toBe(404);
  expect((await look("file:///etc/passwd")).status).toBe(400);
});

test("of a pasted identity the check that fails is told, by the inbox's own keys, and only of chats", async () => {
  const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbmEifQ.AAAA";
  const judge = (inbox: string) =>
    admin.send("POST", `/api/v1/inboxes/${inbox}/identity-check`, { body: { token } });
  const said = { algorithm: "HS256", subject: "ana", audience: null, expiresAt: null };
  expect((await judge(chat)).body).toMatchObject({ because: "no-key", said });
  await stage.scene.database.pool.query(
    "update inboxes set settings = settings || $2 where id = $1",
    [chat, { identitySecret: "a-secret-of-more-than-32-characters!" }],
  );
  expect((await judge(chat)).body).toMatchObject({ because: "signature", said });
  expect((await judge(stage.scene.inboxId)).status).toBe(404);
  const { status } = await admin.send("POST", `/api/v1/inboxes/${chat}/identity-check`, {
    body: { token: " " },
  });
  expect(status).toBe(400);
});

test("the script that pages load is told to admins, and only of chats", async () => {
  const urls = async (of: Client) => {
    const { body } = await of.send("GET", "/api/v1/inboxes");
    return (body as { items: { widgetUrl?: string }[] }).items.map(({ widgetUrl }) => widgetUrl);
  };
  expect((await urls(admin)).filter((url) => url !== undefined)).toEqual([
    `${stage.url}/widget/v1/${chat}/widget.js`,
  ]);
  const agent = await stage.logIn(await stage.newPerson({ role: "agent" }));
  expect((await urls(agent)).filter((url) => url !== undefined)).toEqual([]);
});

test("the set-up is told step by step", async () => {
  const { body } = await admin.send("GET", "/api/v1/setup");
  expect(body).toMatchObject({ channel: true, hours: false, answered: false });
});
