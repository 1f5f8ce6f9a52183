import { createWebStage, type WebStage } from "./testing/web-stage.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** After the people of the stage logged in: a session of theirs is by the database's own clock. */
const NOON = Date.UTC(2030, 2, 2, 12);

let stage: WebStage;
let now = NOON;
beforeAll(async () => {
  stage = await createWebStage(undefined, /^$/, [], { limit: 0, now: () => now });
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => {
  now = NOON;
});

const asks = async (key: string) =>
  (
    await stage.anonymous.send("GET", "/api/v1/api-keys", {
      headers: { authorization: `Bearer ${key}` },
    })
  ).status;

test.each([
  { overlapHours: 1, opensMs: HOUR_MS },
  { overlapHours: 24, opensMs: DAY_MS },
  { overlapHours: 168, opensMs: 7 * DAY_MS },
])("a rotated key opens for $overlapHours h more, and its successor goes on", async (row) => {
  const admin = await stage.newApiKey("admin");
  const made = (body: object) => admin.send("POST", "/api/v1/api-keys", { body });
  const old = (await made({ name: "ERP", role: "admin", expiresInDays: 90 })).body;
  now += 80 * DAY_MS;
  const { overlapHours, opensMs } = row;
  const rotate = (id: string) =>
    admin.send("POST", `/api/v1/api-keys/${id}/rotate`, { body: { overlapHours } });
  const next = (await rotate(old.apiKey.id)).body;
  // As long as the old one was made for, from now on.
  expect(next.apiKey).toMatchObject({
    name: "ERP",
    role: "admin",
    expiresAt: new Date(now + 90 * DAY_MS).toISOString(),
    replacedBy: null,
  });
  expect([await asks(old.key), await asks(next.key)]).toEqual([200, 200]);

  const listed = (await admin.send("GET", "/api/v1/api-keys")).body.items;
  expect(listed.find(({ id }: { id: string }) => id === old.apiKey.id)).toMatchObject({
    replacedBy: next.apiKey.id,
    expiresAt: new Date(now + opensMs).toISOString(),
  });
  // A second successor would be one that nobody knows of.
  expect(await rotate(old.apiKey.id)).toMatchObject({
    status: 409,
    body: { code: "wrong-state", details: { because: "key-replaced" } },
  });

  now += opensMs - 1;
  expect([await asks(old.key), await asks(next.key)]).toEqual([200, 200]);
  now += 1;
  expect([await asks(old.key), await asks(next.key)]).toEqual([401, 200]);

  const { body } = await admin.send("GET", "/api/v1/audit?action=rotateApiKey&limit=1");
  expect(body.items[0]).toMatchObject({ objectName: "ERP", outcome: "done" });
  expect(JSON.stringify(body)).not.toContain(next.key);
});

test("of two who rotate a key at once one makes its successor", async () => {
  const admin = await stage.newApiKey("admin");
  const { apiKey } = (
    await admin.send("POST", "/api/v1/api-keys", { body: { name: "Loja", role: "agent" } })
  ).body;
  const both = await Promise.all(
    [1, 24].map((overlapHours) =>
      admin.send("POST", `/api/v1/api-keys/${apiKey.id}/rotate`, { body: { overlapHours } }),
    ),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
});
