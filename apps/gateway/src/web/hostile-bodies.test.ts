import { randomUUID } from "node:crypto";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
beforeAll(async () => {
  stage = await createWebStage();
  admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

async function newContact(): Promise<string> {
  const id = randomUUID();
  await stage.scene.database.pool.query("insert into contacts (id) values ($1)", [id]);
  return id;
}

/** A flow with this many menus within each other. */
const menus = (count: number) =>
  `{"version":0,"flow":{"language":"en","greeting":{"en":"Hi"},"misunderstandingsMax":2,
    "answerWithinMs":60000,"menu":${'{"words":{},"options":[{"id":"a","label":{},"menu":'.repeat(count)}
    {"words":{},"options":[]}${"}]}".repeat(count)}}}`;

test.each([
  [
    "half a character of a contact's attribute",
    "PATCH",
    "contact",
    '{"attributes":{"a":"\\ud83d"}}',
  ],
  ["half a character of a contact's name", "PATCH", "contact", '{"name":"\\udc00a"}'],
  ["half a character in the name of a field", "PATCH", "contact", '{"attributes":{"\\ud83d":"a"}}'],
  ["the name that makes an object inherit", "PATCH", "contact", '{"attributes":{"__proto__":"a"}}'],
  [
    "lists within lists without end",
    "PATCH",
    "contact",
    `{"name":${"[".repeat(9_000)}${"]".repeat(9_000)}}`,
  ],
  ["menus within menus without end", "PUT", "attendant", menus(2_000)],
  ["more menus than a schema has a stack for", "PUT", "attendant", menus(500)],
])("%s is refused, and the fault is not ours", async (_, method, what, raw) => {
  const path =
    what === "contact"
      ? `/api/v1/contacts/${await newContact()}`
      : `/api/v1/inboxes/${stage.scene.inboxId}/attendant`;
  expect(await admin.send(method, path, { raw })).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
});

test("who is not logged in gets no fault of ours by nesting, either", async () => {
  const raw = `{"email":${"[".repeat(200_000)}${"]".repeat(200_000)},"password":"a"}`;
  expect(await stage.anonymous.send("POST", "/api/v1/session", { raw })).toMatchObject({
    status: 400,
  });
});

test("an address with U+0000 is an address of nothing", async () => {
  const path = `/api/v1/contacts/${await newContact()}/addresses/mailto%3Aa%00@b.com/shared`;
  expect(await admin.send("PUT", path, { body: { shared: true } })).toMatchObject({ status: 404 });
});

test("whole characters of every plane are kept", async () => {
  const path = `/api/v1/contacts/${await newContact()}`;
  const body = { name: "Zoë 😀", attributes: { crm: "𠮷野家" } };
  expect(await admin.send("PATCH", path, { body })).toMatchObject({
    ...{ status: 200, body: { name: body.name } },
  });
  expect(await admin.send("POST", `${path}/attributes/reveal`, { body: {} })).toMatchObject({
    ...{ status: 200, body: { attributes: body.attributes } },
  });
});
