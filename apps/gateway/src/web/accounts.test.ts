import { randomUUID } from "node:crypto";
import { createWebStage, PASSWORD, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
beforeAll(async () => {
  stage = await createWebStage();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const address = () => `${randomUUID()}@example.com`;
const newAdmin = async () => stage.logIn(await stage.newPerson({ role: "admin" }));
const CHOSEN = "uma frase que eu lembro";

async function invite(admin: Awaited<ReturnType<typeof newAdmin>>, email = address()) {
  const { body } = await admin.send("POST", "/api/v1/people", {
    body: { people: [{ name: "Ana", email }], queueIds: [stage.scene.solvers] },
  });
  return { email, ...body.items[0] };
}
const choose = (token: string, password = CHOSEN) =>
  stage.anonymous.send("POST", "/api/v1/password-link/use", { body: { token, password } });
const logInWith = (email: string, password: string) =>
  stage.anonymous.send("POST", "/api/v1/session", { body: { email, password } });

test("who is invited chooses a password by the link, once, and is logged in", async () => {
  const admin = await newAdmin();
  const { email, token, personId } = await invite(admin);
  expect(await logInWith(email, "")).toMatchObject({ status: 401 });
  const whose = await stage.anonymous.send("POST", "/api/v1/password-link", { body: { token } });
  expect(whose).toMatchObject({ status: 200, body: { name: "Ana", email, isInvitation: true } });
  const list = async () =>
    (await admin.send("GET", "/api/v1/people")).body.items.find(
      (one: { id: string }) => one.id === personId,
    );
  expect(await list()).toMatchObject({
    state: "invited",
    memberships: [{ queueId: stage.scene.solvers, weight: 1 }],
  });
  const chosen = await choose(token);
  expect(chosen).toMatchObject({ status: 200, body: { agent: { id: personId, email } } });
  expect(chosen.headers.get("set-cookie")).toContain("circuito=");
  expect(await choose(token)).toMatchObject({
    status: 410,
    body: { details: { because: "link-over" } },
  });
  expect(await list()).toMatchObject({ state: "active", linkUntil: null });
  expect(await logInWith(email, CHOSEN)).toMatchObject({ status: 200 });
});

test("a list of people is invited at once; whose address is known is told, and the others are", async () => {
  const admin = await newAdmin();
  const { email } = await invite(admin);
  const other = address();
  const { body } = await admin.send("POST", "/api/v1/people", {
    body: {
      people: [
        { name: "Bia", email: email.toUpperCase() },
        { name: "Caio", email: other },
        { name: "Caio outra vez", email: other },
      ],
      role: "supervisor",
    },
  });
  expect(body.items.map((one: { outcome: string }) => one.outcome)).toEqual([
    "taken",
    "invited",
    "taken",
  ]);
});

test("a new link ends the one before it, and its use ends every session", async () => {
  const admin = await newAdmin();
  const ana = await stage.newPerson();
  const client = await stage.logIn(ana);
  const link = async () =>
    (await admin.send("POST", `/api/v1/people/${ana.id}/password-link`, { body: {} })).body.token;
  const [first, second] = [await link(), await link()];
  expect((await choose(first)).status).toBe(410);
  expect((await client.send("GET", "/api/v1/session")).status).toBe(200);
  expect((await choose(second)).status).toBe(200);
  expect((await client.send("GET", "/api/v1/session")).status).toBe(401);
});

test("a link's token is in no table, and a short password is refused before it is used", async () => {
  const { token } = await invite(await newAdmin());
  expect(await choose(token, "curta")).toMatchObject({ status: 400, body: { code: "invalid" } });
  const { rows } = await stage.scene.database.pool.query(
    "select l::text as row from password_links l",
  );
  expect(rows.map(({ row }) => row).join()).not.toContain(token);
  expect((await choose(token)).status).toBe(200);
});

test("somebody's name, role, queues and skills change in one go", async () => {
  const admin = await newAdmin();
  const { personId } = await invite(admin);
  const { technical } = stage.scene;
  const { body } = await admin.send("PATCH", `/api/v1/people/${personId}`, {
    body: {
      name: "Ana Souza",
      role: "supervisor",
      capacity: 4,
      skills: { cobrança: 4 },
      languages: ["pt"],
      channelLimits: { webchat: 2 },
      memberships: [{ queueId: technical, weight: 3 }],
    },
  });
  expect(body).toMatchObject({
    name: "Ana Souza",
    role: "supervisor",
    capacity: 4,
    skills: { cobrança: 4 },
    channelLimits: { webchat: 2 },
    memberships: [{ queueId: technical, weight: 3 }],
    queueIds: [technical],
  });
});

test("two people have not one e-mail address", async () => {
  const admin = await newAdmin();
  const [ana, bia] = [await invite(admin), await invite(admin)];
  const path = `/api/v1/people/${bia.personId}`;
  const again = await admin.send("PATCH", path, { body: { email: ana.email } });
  expect(again).toMatchObject({ status: 409, body: { details: { because: "email-taken" } } });
  const unknown = await admin.send("PATCH", path, { body: { shiftId: randomUUID() } });
  expect(unknown).toMatchObject({ status: 400 });
});

test("whose account is closed is out at once, and what they hold waits in its queue again", async () => {
  const admin = await newAdmin();
  const ana = await stage.newPerson({ queueIds: [stage.scene.solvers] });
  const client = await stage.logIn(ana);
  const id = await stage.scene.newConversation({
    queueId: stage.scene.solvers,
    assigneeId: ana.id,
  });
  const closed = await admin.send("POST", `/api/v1/people/${ana.id}/disable`, {
    body: { handTo: null },
  });
  expect(closed).toMatchObject({
    status: 200,
    body: { handedOver: 0, putBack: 1, person: { state: "disabled", held: 0 } },
  });
  expect((await client.send("GET", "/api/v1/session")).status).toBe(401);
  const { body } = await admin.send("GET", `/api/v1/conversations/${id}`);
  expect(body).toMatchObject({ assignee: null, queueId: stage.scene.solvers });
  const story = await admin.send("GET", `/api/v1/conversations/${id}/activities`);
  expect(story.body.items.at(-1)).toMatchObject({
    kind: "released",
    data: { rule: "account-closed" },
  });
  await admin.send("POST", `/api/v1/people/${ana.id}/enable`, { body: {} });
  expect(await logInWith(await stage.emailOf(ana), PASSWORD)).toMatchObject({ status: 200 });
});

test("a colleague gets what they serve of it, with the note", async () => {
  const admin = await newAdmin();
  const { solvers, technical } = stage.scene;
  const ana = await stage.newPerson({ queueIds: [solvers, technical] });
  const bia = await stage.newPerson({ queueIds: [solvers] });
  const hers = await stage.scene.newConversation({ queueId: solvers, assigneeId: ana.id });
  const not = await stage.scene.newConversation({ queueId: technical, assigneeId: ana.id });
  const { body } = await admin.send("POST", `/api/v1/people/${ana.id}/disable`, {
    body: { handTo: { personId: bia.id, note: "Ana saiu da empresa" } },
  });
  expect(body).toMatchObject({ handedOver: 1, putBack: 1 });
  const of = async (id: string) => (await admin.send("GET", `/api/v1/conversations/${id}`)).body;
  expect(await of(hers)).toMatchObject({
    assignee: { id: bia.id },
    handOver: { note: "Ana saiu da empresa" },
  });
  expect(await of(not)).toMatchObject({ assignee: null, queueId: technical });
});

test("the last admin stays one, and nobody closes their own account", async () => {
  const fresh = await createWebStage();
  try {
    const ana = await fresh.newPerson({ role: "admin" });
    const admin = await fresh.logIn(ana);
    const path = `/api/v1/people/${ana.id}`;
    const down = await admin.send("PATCH", path, { body: { role: "agent" } });
    expect(down).toMatchObject({ status: 409, body: { details: { because: "last-admin" } } });
    const out = await admin.send("POST", `${path}/disable`, { body: { handTo: null } });
    expect(out).toMatchObject({ status: 409, body: { details: { because: "own-account" } } });
    const key = await fresh.newApiKey("admin");
    const byKey = await key.send("POST", `${path}/disable`, { body: { handTo: null } });
    expect(byKey).toMatchObject({ status: 409, body: { details: { because: "last-admin" } } });
    await fresh.newPerson({ role: "admin" });
    expect((await admin.send("PATCH", path, { body: { role: "agent" } })).status).toBe(200);
  } finally {
    await fresh[Symbol.asyncDispose]();
  }
});

test("two admins who end each other at once do not both", async () => {
  const fresh = await createWebStage();
  try {
    const [ana, bia] = [
      await fresh.newPerson({ role: "admin" }),
      await fresh.newPerson({ role: "admin" }),
    ];
    const [first, second] = [await fresh.logIn(ana), await fresh.logIn(bia)];
    const end = (client: typeof first, id: string) =>
      client.send("POST", `/api/v1/people/${id}/disable`, { body: { handTo: null } });
    const answers = await Promise.all([end(first, bia.id), end(second, ana.id)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  } finally {
    await fresh[Symbol.asyncDispose]();
  }
});

test("one's password changes with the present one, and other devices are logged out", async () => {
  const ana = await stage.newPerson();
  const [here, there] = [await stage.logIn(ana), await stage.logIn(ana)];
  const put = (current: string, next: string) =>
    here.send("PUT", "/api/v1/session/password", { body: { current, next } });
  expect(await put("errada", CHOSEN)).toMatchObject({
    status: 400,
    body: { details: { because: "wrong-password" } },
  });
  expect((await put(PASSWORD, CHOSEN)).status).toBe(200);
  expect((await here.send("GET", "/api/v1/session")).status).toBe(200);
  expect((await there.send("GET", "/api/v1/session")).status).toBe(401);
});

test("somebody who tries passwords at an open console is slowed down", async () => {
  const client = await stage.logIn(await stage.newPerson());
  const answers = [];
  for (let i = 0; i < 11; i += 1) {
    answers.push(
      (
        await client.send("PUT", "/api/v1/session/password", {
          body: { current: "errada", next: CHOSEN },
        })
      ).status,
    );
  }
  expect(answers.slice(0, 10)).toEqual(Array(10).fill(400));
  expect(answers[10]).toBe(429);
});

test("devices are listed, and another one's session ends", async () => {
  const ana = await stage.newPerson();
  const [here, there] = [await stage.logIn(ana), await stage.logIn(ana)];
  const { body } = await here.send("GET", "/api/v1/session/all");
  expect(body.items).toHaveLength(2);
  const other = body.items.find((one: { isOwn: boolean }) => !one.isOwn);
  expect(JSON.stringify(body)).not.toContain(here.cookie?.split("=")[1] ?? "no cookie");
  const left = await here.send("DELETE", `/api/v1/session/all/${other.id}`);
  expect(left.body.items).toMatchObject([{ isOwn: true }]);
  expect((await there.send("GET", "/api/v1/session")).status).toBe(401);
});

test("nobody ends a session of somebody else", async () => {
  const [ana, bia] = [await stage.newPerson(), await stage.newPerson()];
  const client = await stage.logIn(ana);
  await stage.logIn(bia);
  const admin = await newAdmin();
  const { body } = await admin.send("GET", `/api/v1/people/${bia.id}/sessions`);
  const hers = body.items[0].id;
  expect((await client.send("DELETE", `/api/v1/session/all/${hers}`)).status).toBe(404);
  expect((await admin.send("DELETE", `/api/v1/people/${bia.id}/sessions`)).body.items).toEqual([]);
});

test("a planned absence is listed until it is taken back, and none that is over is taken", async () => {
  const admin = await newAdmin();
  const ana = await stage.newPerson();
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const plan = (from: number, until: number) =>
    admin.send("POST", `/api/v1/people/${ana.id}/absences`, {
      body: { from: at(from), until: at(until), putsBack: true },
    });
  expect((await plan(-3, -1)).status).toBe(400);
  expect((await plan(5, 4)).status).toBe(400);
  const { body } = await plan(24, 48);
  expect(body.absences).toMatchObject([{ putsBack: true }]);
  const gone = await admin.send(
    "DELETE",
    `/api/v1/people/${ana.id}/absences/${body.absences[0].id}`,
  );
  expect(gone.body.absences).toEqual([]);
});

test("what roles may do is the table of routes itself", async () => {
  const { body } = await (await stage.logIn(await stage.newPerson())).send(
    "GET",
    "/api/v1/permissions",
  );
  expect(body.items).toContainEqual(
    expect.objectContaining({ name: "listPeople", area: "people", role: "admin" }),
  );
  expect(body.items).not.toContainEqual(expect.objectContaining({ name: "logIn" }));
});
