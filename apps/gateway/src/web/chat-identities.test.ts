import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let chat: string;

beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const created = await admin.send("POST", "/api/v1/inboxes", {
    body: {
      name: "Chat",
      channel: "webchat",
      settings: {
        companyName: "Loja",
        accentColor: "#1f6feb",
        allowedOrigins: ["https://shop.example"],
        tokenSecret: "t".repeat(43),
      },
    },
  });
  chat = String(created.body.id);
});
afterAll(() => stage[Symbol.asyncDispose]());

const make = (body: unknown, inbox = chat) =>
  admin.send("POST", `/api/v1/inboxes/${inbox}/identity-secret`, { body });
const settings = async () => {
  const { body } = await admin.send("GET", "/api/v1/inboxes");
  return body.items.find((one: { id: string }) => one.id === chat).settings;
};
const require = async () =>
  admin.send("PATCH", `/api/v1/inboxes/${chat}`, {
    body: { settings: { ...(await settings()), identityRequired: true } },
  });
async function check(secret: string) {
  const token = await new SignJWT({})
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(chat)
    .setSubject("customer-42")
    .setExpirationTime("10m")
    .sign(new TextEncoder().encode(secret));
  const { body } = await admin.send("POST", `/api/v1/inboxes/${chat}/identity-check`, {
    body: { token },
  });
  return body.because;
}

test("a secret is shown once, and the one before it holds as long as was said", async () => {
  expect((await require()).status).toBe(400);
  const first = await make({});
  expect(first.body).toMatchObject({ beforeUntil: null });
  expect(await check(first.body.secret)).toBeNull();
  expect((await require()).status).toBe(200);

  const second = await make({ overlapHours: 24 });
  expect(Date.parse(second.body.beforeUntil)).toBeGreaterThan(Date.now());
  expect(await check(second.body.secret)).toBeNull();
  expect(await check(first.body.secret)).toBeNull();

  const shown = await settings();
  expect(shown).toMatchObject({ identityRequired: true, identityBeforeUntil: expect.any(String) });
  expect(JSON.stringify(shown)).not.toContain(first.body.secret);
  expect(JSON.stringify(shown)).not.toContain(second.body.secret);

  const third = await make({ overlapHours: 0 });
  expect(await check(third.body.secret)).toBeNull();
  expect(await check(second.body.secret)).toBe("signature");
  expect(await settings()).not.toHaveProperty("identityBeforeUntil");
});

test("a chat that is not there has none", async () => {
  expect((await make({}, randomUUID())).status).toBe(404);
});

test.each([{ overlapHours: -1 }, { overlapHours: 169 }, { overlapHours: 1.5 }, { secret: "mine" }])(
  "%j is no way to make one",
  async (body) => {
    expect((await make(body)).status).toBe(400);
  },
);
