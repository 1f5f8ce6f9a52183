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

const DAY_OF_NO_YEAR = "0000-01-01T00:00:00Z";
const LARGEST = 2 ** 31 - 1;

test.each([
  ["rules compared from a version", "GET", "/routing/diff?from=2147483648", undefined],
  ["rules compared to a version", "GET", "/routing/diff?to=99999999999", undefined],
  [
    "rules brought back after one",
    "POST",
    "/routing/versions/0/restore",
    { inForce: LARGEST, note: "a" },
  ],
  [
    "an attendant saved after one",
    "PUT",
    "/inboxes/INBOX/attendant",
    { version: LARGEST, flow: null },
  ],
  [
    "messages before one",
    "GET",
    "/conversations/CONVERSATION/messages?before=99999999999",
    undefined,
  ],
  [
    "messages after one",
    "GET",
    "/conversations/CONVERSATION/messages?after=99999999999",
    undefined,
  ],
])("%s that no number of ours reaches: refused", async (_, method, path, body) => {
  const conversation = await stage.scene.newConversation({ queueId: stage.scene.solvers });
  const asked = path.replace("INBOX", stage.scene.inboxId).replace("CONVERSATION", conversation);
  expect(await admin.send(method, `/api/v1${asked}`, body && { body })).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
});

test.each([
  ["a back-test", "/routing/back-test", { from: DAY_OF_NO_YEAR }],
  ["what was read", "/taken-back/read", { upTo: DAY_OF_NO_YEAR }],
])("%s of the year 0, which no calendar of ours has: refused", async (_, path, body) => {
  expect(await admin.send("POST", `/api/v1${path}`, { body })).toMatchObject({
    status: 400,
    body: { code: "invalid" },
  });
});
