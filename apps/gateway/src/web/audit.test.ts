import { verifyAudit } from "@circuito/store";
import { type Client, createWebStage, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let adminId: string;
beforeEach(async () => {
  stage = await createWebStage();
  const person = await stage.newPerson({ role: "admin" });
  adminId = person.id;
  admin = await stage.logIn(person);
});
afterEach(() => stage[Symbol.asyncDispose]());

const entries = async (query = "") => (await admin.send("GET", `/api/v1/audit${query}`)).body.items;

test("what an admin sets is told with what was and what is", async () => {
  const made = await admin.send("POST", "/api/v1/queues", {
    body: { name: "Vendas", role: "solver", level: 1 },
  });
  await admin.send("PATCH", `/api/v1/queues/${made.body.id}`, {
    body: { strategy: "weighted" },
  });
  const [changed, created] = await entries(`?object=queues/${made.body.id}`);
  expect(created).toMatchObject({
    action: "createQueue",
    outcome: "done",
    actor: { kind: "agent", id: adminId },
    objectName: "Vendas",
  });
  expect(created.differences).toContainEqual({ path: "name", after: "Vendas" });
  expect(changed.differences).toEqual([
    { path: "strategy", before: "longest-idle", after: "weighted" },
  ]);
});

test("a key is shown once: the audit tells that it was made, and not what it is", async () => {
  const { body } = await admin.send("POST", "/api/v1/api-keys", {
    body: { name: "ERP", role: "agent" },
  });
  const [entry] = await entries("?action=createApiKey");
  expect(entry).toMatchObject({ object: `api-keys/${body.apiKey.id}`, objectName: "ERP" });
  expect(JSON.stringify(await entries())).not.toContain(body.key);
});

test("who got in is told, and who did not", async () => {
  await stage.anonymous.send("POST", "/api/v1/session", {
    body: { email: "quem@example.com", password: "errada" },
  });
  const [failed, entered] = await entries("?action=logIn");
  expect(failed).toMatchObject({ outcome: "bad-credentials", actor: { kind: "nobody" } });
  expect(entered).toMatchObject({ outcome: "done", actor: { kind: "agent", id: adminId } });
  expect(JSON.stringify(failed)).not.toContain("errada");
});

test("what was refused or only tried out leaves no entry, and the chain is whole", async () => {
  await admin.send("POST", "/api/v1/queues", { body: { name: "", role: "solver", level: 1 } });
  await admin.send("POST", "/api/v1/routing/patterns/check", { body: { pattern: "a" } });
  expect((await entries()).map(({ action }: { action: string }) => action)).toEqual(["logIn"]);
  expect((await verifyAudit(stage.scene.database.pool)).brokenAt).toBeUndefined();
});

test("a rotated key opens for the overlap, its successor at once; a revoked one opens nothing", async () => {
  const old = (
    await admin.send("POST", "/api/v1/api-keys", { body: { name: "ERP", role: "agent" } })
  ).body;
  const asks = async (key: string) =>
    (
      await stage.anonymous.send("GET", "/api/v1/queues", {
        headers: { authorization: `Bearer ${key}` },
      })
    ).status;
  const next = (
    await admin.send("POST", `/api/v1/api-keys/${old.apiKey.id}/rotate`, {
      body: { overlapHours: 1 },
    })
  ).body;
  expect(next.apiKey).toMatchObject({ name: "ERP", role: "agent", expiresAt: null });
  expect([await asks(old.key), await asks(next.key)]).toEqual([200, 200]);
  const listed = (await admin.send("GET", "/api/v1/api-keys")).body.items;
  expect(listed.map((key: { lastUsedAt: unknown }) => key.lastUsedAt !== null)).toEqual([
    true,
    true,
  ]);

  await admin.send("POST", `/api/v1/api-keys/${next.apiKey.id}/rotate`, {
    body: { overlapHours: 0 },
  });
  await admin.send("DELETE", `/api/v1/api-keys/${old.apiKey.id}`);
  expect([await asks(old.key), await asks(next.key)]).toEqual([401, 401]);
});
