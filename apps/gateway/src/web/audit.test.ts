import { verifyAudit } from "@circuito/store";
import { AUDIT_FILE_ENTRIES_MAX } from "./audit-file.ts";
import { type Client, createWebStage, PASSWORD, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let admin: Client;
let adminId: string;
let email: string;
beforeEach(async () => {
  stage = await createWebStage();
  const person = await stage.newPerson({ role: "admin" });
  adminId = person.id;
  email = await stage.emailOf(person);
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

const tries = (typed: string, password: string) =>
  stage.anonymous.send("POST", "/api/v1/session", { body: { email: typed, password } });

test("who got in is told", async () => {
  const [entered] = await entries("?action=logIn");
  expect(entered).toMatchObject({
    outcome: "done",
    actor: { kind: "agent", id: adminId },
    object: `people/${adminId}`,
  });
});

test("whose account was tried is told, and nothing that was typed", async () => {
  await tries(email.toUpperCase(), "errada");
  await tries("minha senha secreta", "");
  const [unknown, known] = await entries("?action=logIn");
  expect(known).toMatchObject({
    outcome: "bad-credentials",
    actor: { kind: "nobody", id: null, name: "" },
    object: `people/${adminId}`,
  });
  expect(unknown).toMatchObject({ outcome: "bad-credentials", object: null, objectName: null });
  expect(JSON.stringify([unknown, known])).not.toMatch(/errada|secreta|@/i);
});

test("what the limit of attempts turns away leaves no entry", async () => {
  let last = 401;
  while (last === 401) last = (await tries("quem@example.com", "errada")).status;
  await tries("quem@example.com", "errada");
  expect(last).toBe(429);
  const outcomes = (await entries("?action=logIn")).map((one: { outcome: string }) => one.outcome);
  expect(new Set(outcomes)).toEqual(new Set(["done", "bad-credentials"]));
});

test("a password that was changed or chosen by a link is told, and what it is is not", async () => {
  await admin.send("PUT", "/api/v1/session/password", {
    body: { current: PASSWORD, next: "uma frase que eu lembro" },
  });
  const { id } = await stage.newPerson();
  const { token } = (await admin.send("POST", `/api/v1/people/${id}/password-link`, { body: {} }))
    .body;
  await stage.anonymous.send("POST", "/api/v1/password-link/use", {
    body: { token, password: "outra frase que eu lembro" },
  });
  const told = await entries();
  expect(told.slice(0, 3)).toMatchObject([
    { action: "usePasswordLink", actor: { kind: "agent", id }, object: `people/${id}` },
    { action: "makePasswordLink", actor: { id: adminId }, object: `people/${id}` },
    { action: "changePassword", actor: { id: adminId }, object: `people/${adminId}` },
  ]);
  expect(JSON.stringify(told)).not.toMatch(new RegExp(`frase|${token}`));
});

test("each who is invited is told, with the role they are given", async () => {
  const people = ["ana", "bia"].map((name) => ({ name, email: `${name}@example.com` }));
  const { body } = await admin.send("POST", "/api/v1/people", {
    body: { people, role: "supervisor" },
  });
  const invited = await entries("?action=invitePeople");
  const objects = body.items.map(({ personId }: { personId: string }) => `people/${personId}`);
  expect(invited.map(({ object }: { object: string }) => object)).toEqual(objects.reverse());
  expect(invited[0]).toMatchObject({ objectName: "bia" });
  expect(invited[0].differences).toContainEqual({ path: "role", after: "supervisor" });
  expect(JSON.stringify(invited)).not.toContain(body.items[0].token);
});

test("what is done to many is told with its reason, and with nothing else that changed meanwhile", async () => {
  await admin.send("POST", "/api/v1/failures/outbound/settle", {
    body: { messageIds: [adminId], how: "discarded", reason: "um teste" },
  });
  const [entry] = await entries("?action=settleSends");
  expect(entry).toMatchObject({ said: "um teste", objectName: null, differences: [] });
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

const file = (query = "") => admin.send("GET", `/api/v1/audit/file${query}`);

test("what is filtered leaves as a table that computes nothing, and that it left is an entry", async () => {
  await admin.send("POST", "/api/v1/queues", {
    body: { name: "=1+1", role: "solver", level: 1 },
  });
  const { status, headers, body } = await file("?action=createQueue&language=pt-BR");
  expect([status, headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  const [heads, row, ...rest] = body.split("\r\n");
  // Reading it as text takes the mark of the byte order away.
  expect(heads).toMatch(/^Número;Quando \(UTC\);Quem;/);
  expect(row).toContain(";createQueue;done;;queues/");
  expect(row).toContain(";'=1+1;");
  expect(rest).toEqual([""]);
  const [entry] = await entries("?action=getAuditFile");
  expect(entry).toMatchObject({ object: "audit/file", discloses: "records" });
  expect(entry.differences).toContainEqual({ path: "action", after: "createQueue" });
});

test("the file has every entry there was, page after page, in one order", async () => {
  const { pool } = stage.scene.database;
  await pool.query(`insert into audit_entries (actor_kind, actor_name, action, outcome)
    select 'cli', 'ops', 'createAdmin', 'done' from generate_series(1, 2300)`);
  const { body } = await file("?actorKind=cli&language=en");
  const numbers = body
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line: string) => Number.parseInt(line, 10));
  expect(numbers).toEqual(Array.from({ length: 2300 }, (_, n) => 2301 - n));
});

test("too much for a file is said with how much fits, and nothing leaves", async () => {
  const { pool } = stage.scene.database;
  await pool.query("alter table audit_entries disable trigger user");
  await pool.query(`insert into audit_entries
      (seq, at, actor_kind, actor_name, action, outcome, prev_hash, hash)
    select 10 + n, now(), 'cli', 'ops', 'createAdmin', 'done', '', ''
    from generate_series(1, ${AUDIT_FILE_ENTRIES_MAX + 1}) n`);
  await pool.query("alter table audit_entries enable trigger user");
  const refused = await file();
  expect(refused.status).toBe(413);
  expect(refused.body.details).toEqual({
    because: "too-many-entries",
    entriesMax: AUDIT_FILE_ENTRIES_MAX,
  });
  expect(await entries("?action=getAuditFile")).toEqual([]);
});

test("what was seen that few may see is marked, and found among the rest", async () => {
  await admin.send("POST", "/api/v1/queues", { body: { name: "A", role: "solver", level: 1 } });
  await admin.send("POST", "/api/v1/api-keys", { body: { name: "ERP", role: "agent" } });
  const marked = await entries("?disclosures=1");
  expect(marked.map((one: { action: string }) => one.action)).toEqual(["createApiKey"]);
  expect((await entries()).map((one: { discloses: string }) => one.discloses)).toEqual([
    "secret",
    null,
    null,
  ]);
});

test("a look without taking is told once, and nothing of the customer", async () => {
  const { scene } = stage;
  const conversationId = await scene.newConversation({ queueId: scene.solvers });
  for (let look = 0; look < 2; look++) {
    await admin.send("POST", `/api/v1/conversations/${conversationId}/peek`, { body: {} });
  }
  expect(await entries("?action=peek")).toMatchObject([
    {
      object: `conversations/${conversationId}`,
      objectName: null,
      differences: [],
      discloses: "person",
    },
  ]);
});

test("by what way somebody came, and since when entries are kept", async () => {
  const program = await stage.newApiKey("admin");
  await program.send("POST", "/api/v1/queues", { body: { name: "B", role: "solver", level: 1 } });
  const { body } = await admin.send("GET", "/api/v1/audit?actorKind=api-key");
  expect(body.items.map((one: { action: string }) => one.action)).toEqual(["createQueue"]);
  const [oldest] = (await entries()).slice(-1);
  expect(body.keptSince).toBe(oldest.at);
});
