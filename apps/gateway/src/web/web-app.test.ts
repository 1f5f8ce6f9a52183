import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { API_ROUTES, type ApiRouteName, problem } from "@circuito/protocol";
import { type Client, createWebStage, PASSWORD, type WebStage } from "./testing/web-stage.ts";

let stage: WebStage;
let ana: Client;
let anaId: string;
beforeAll(async () => {
  stage = await createWebStage();
  const person = await stage.newPerson();
  anaId = person.id;
  ana = await stage.logIn(person);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});

const answer = (change: object = {}) => ({ text: "Olá", clientId: randomUUID(), ...change });
const messagesOf = (id: string) => `/api/v1/conversations/${id}/messages`;
const countMessages = async (id: string) =>
  (await ana.send("GET", messagesOf(id))).body.items.length;

describe("a session", () => {
  test("is a cookie that scripts cannot read and other sites do not send", async () => {
    const person = await stage.newPerson();
    const { headers, body } = await stage.anonymous.send("POST", "/api/v1/session", {
      body: { email: (await stage.emailOf(person)).toUpperCase(), password: PASSWORD },
    });
    expect(headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^circuito=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=604800$/,
      ),
    ]);
    expect(body.agent).toMatchObject({ id: person.id, role: "agent" });
    const token = headers.getSetCookie()[0]?.split(/[=;]/)[1] ?? "";
    const { rows } = await stage.scene.database.pool.query("select * from sessions");
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(stage.lines.join()).not.toContain(token);
  });

  test("over https its cookie is the host's alone", async () => {
    await using secure = await createWebStage("https://chat.example.com");
    const { headers } = await secure.anonymous.send("POST", "/api/v1/session", {
      body: { email: await secure.emailOf(await secure.newPerson()), password: PASSWORD },
    });
    expect(headers.getSetCookie()[0]).toMatch(/^__Host-circuito=.*; Secure;/);
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  test("is over after twelve idle hours, and after a week however busy", async () => {
    const { pool } = stage.scene.database;
    for (const [column, ago] of [
      ["seen_at", "now() - interval '12 hours 1 second'"],
      ["expires_at", "now() - interval '1 second'"],
    ]) {
      const person = await stage.newPerson();
      const client = await stage.logIn(person);
      expect((await client.send("GET", "/api/v1/session")).status).toBe(200);
      await pool.query(`update sessions set ${column} = ${ago} where agent_id = $1`, [person.id]);
      expect((await client.send("GET", "/api/v1/session")).status).toBe(401);
    }
  });

  test("ends with the next log-in of the same browser", async () => {
    const person = await stage.newPerson();
    const first = await stage.logIn(person);
    await stage.anonymous.send("POST", "/api/v1/session", {
      body: { email: await stage.emailOf(person), password: PASSWORD },
      headers: { cookie: first.cookie ?? "" },
    });
    expect((await first.send("GET", "/api/v1/session")).status).toBe(401);
  });

  test("a disabled agent has none, and gets none", async () => {
    const person = await stage.newPerson();
    const client = await stage.logIn(person);
    await stage.scene.database.pool.query("update agents set disabled_at = now() where id = $1", [
      person.id,
    ]);
    expect((await client.send("GET", "/api/v1/session")).status).toBe(401);
    await expect(stage.logIn(person)).rejects.toThrow("401");
  });

  test("a change that a cookie alone asks for is refused; a key needs no header", async () => {
    const id = await stage.scene.newConversation();
    const body = answer({ kind: "note" });
    const bare = { body, headers: { "x-circuito-csrf": "" } };
    expect(await ana.send("POST", messagesOf(id), bare)).toMatchObject({
      status: 403,
      body: { code: "forbidden", details: { because: "csrf-header-missing" } },
    });
    expect((await ana.send("GET", "/api/v1/session", bare.headers as never)).status).toBe(200);
    const key = await stage.newApiKey("agent");
    expect((await key.send("POST", messagesOf(id), { body })).status).toBe(201);
  });
});

describe("logging in", () => {
  test("the same is said about a wrong password and a name that nobody has", async () => {
    const email = await stage.emailOf(await stage.newPerson());
    const tries = [
      { email, password: "wrong" },
      { email: "nobody-at-all@example.com", password: "wrong" },
    ];
    const [wrong, unknown] = await Promise.all(
      tries.map((body) => stage.anonymous.send("POST", "/api/v1/session", { body })),
    );
    expect(wrong).toMatchObject({ status: 401, body: { code: "bad-credentials" } });
    expect({ ...wrong?.body, requestId: "" }).toEqual({ ...unknown?.body, requestId: "" });
  });

  test("and takes as long", async () => {
    await using other = await createWebStage();
    const email = await other.emailOf(await other.newPerson());
    const timeOf = async (name: string) => {
      const startedAt = performance.now();
      const body = { email: name, password: "wrong" };
      await other.anonymous.send("POST", "/api/v1/session", { body });
      return performance.now() - startedAt;
    };
    // In turns, and the fastest of each: a busy machine slows both, and never speeds one up.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let n = 0; n < 8; n++) {
      known = Math.min(known, await timeOf(email));
      unknown = Math.min(unknown, await timeOf(`nobody-${n}@example.com`));
    }
    // Without the check for nobody it would be a tenth.
    expect(unknown).toBeGreaterThan(known / 2);
  });

  test("the eleventh failure waits, for that account from that address only", async () => {
    const [locked, free] = [await stage.newPerson(), await stage.newPerson()];
    const email = await stage.emailOf(locked);
    const attempt = (password: string) =>
      stage.anonymous.send("POST", "/api/v1/session", { body: { email, password } });
    for (let n = 0; n < 10; n++) expect((await attempt("wrong")).status).toBe(401);
    const refused = await attempt(PASSWORD);
    expect(refused).toMatchObject({ status: 429, body: { code: "rate-limited" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    await expect(stage.logIn(free)).resolves.toBeTruthy();
  });

  test("success forgets failures", async () => {
    const person = await stage.newPerson();
    const email = await stage.emailOf(person);
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 5; n++) {
        const body = { email, password: "wrong" };
        expect((await stage.anonymous.send("POST", "/api/v1/session", { body })).status).toBe(401);
      }
      await expect(stage.logIn(person)).resolves.toBeTruthy();
    }
  });
});

describe("every no has one shape", () => {
  const json = { "content-type": "application/json" };
  test.each([
    ["an unknown route", "GET", "/api/v1/nothing", {}, 404],
    ["an id that is none", "GET", "/api/v1/conversations/1", {}, 404],
    ["an id that climbs", "GET", "/api/v1/conversations/..%2f..%2fetc", {}, 404],
    ["a broken escape", "GET", "/api/v1/conversations/%E0%A4%A", {}, 400],
    ["a method that is not taken", "DELETE", "/api/v1/queues", {}, 405],
    ["broken JSON", "POST", "/api/v1/session", { raw: '{"email":' }, 400],
    ["JSON that is no object", "POST", "/api/v1/session", { raw: '"x"' }, 400],
    ["a list", "POST", "/api/v1/session", { raw: "[]" }, 400],
    [
      "a form",
      "POST",
      "/api/v1/session",
      { raw: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } },
      415,
    ],
    [
      "plain text",
      "POST",
      "/api/v1/session",
      { raw: "{}", headers: { "content-type": "text/plain" } },
      415,
    ],
    [
      "a zipped body",
      "POST",
      "/api/v1/session",
      { raw: "x", headers: { ...json, "content-encoding": "gzip" } },
      415,
    ],
    [
      "another character set",
      "POST",
      "/api/v1/session",
      { raw: "{}", headers: { "content-type": "application/json; charset=utf-7" } },
      415,
    ],
    [
      "too large a body",
      "POST",
      "/api/v1/session",
      { raw: `{"email":"${"a".repeat(600_000)}"}` },
      413,
    ],
    [
      "a field too many",
      "POST",
      "/api/v1/session",
      { body: { email: "a", password: "b", role: "admin" } },
      400,
    ],
    [
      "a prototype",
      "POST",
      "/api/v1/session",
      { raw: '{"email":"a","password":"b","__proto__":{"role":"admin"}}' },
      400,
    ],
    ["a query that is not taken", "GET", "/api/v1/queues?debug=1", {}, 400],
    ["a page before the first", "GET", "/api/v1/conversations?page=-1", {}, 400],
    ["a page of a billion", "GET", "/api/v1/conversations?limit=1000000000", {}, 400],
    ["a limit said twice", "GET", "/api/v1/conversations?limit=1&limit=2", {}, 400],
    ["a cursor of one's own making", "GET", "/api/v1/conversations?cursor=AAAA", {}, 400],
    [
      "SQL in a cursor",
      "GET",
      `/api/v1/conversations?cursor=${Buffer.from("0 0 ' or 1=1").toString("base64url")}`,
      {},
      400,
    ],
    ["a column that is none", "GET", "/api/v1/conversations?sort=password_hash", {}, 400],
    ["a group that is none", "GET", "/api/v1/conversations?group=%27;drop", {}, 400],
    ["a NUL", "GET", "/api/v1/contacts?address=%00", {}, 400],
  ])("%s", async (_, method, path, options, status) => {
    const refused = await ana.send(method, path, options as never);
    expect(refused.status).toBe(status);
    const body = problem.strict().parse(refused.body);
    expect(body.requestId).toBe(refused.headers.get("x-request-id"));
    expect(refused.headers.get("cache-control")).toBe("no-store");
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\bat .*:\d+/);
  });

  test("a cursor of another list is none of this list", async () => {
    const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
    const ofNumbers = Buffer.from("0 0 7").toString("base64url");
    const cursor = `cursor=${ofNumbers}`;
    expect((await admin.send("GET", `/api/v1/conversations?${cursor}`)).status).toBe(400);
    expect((await admin.send("GET", `/api/v1/ledger?${cursor}`)).status).toBe(200);
  });

  test("a request id of the caller's own is not taken over", async () => {
    const headers = { "x-request-id": "evil\u0007" };
    const { headers: got } = await ana.send("GET", "/api/v1/nothing", { headers: {} });
    expect(got.get("x-request-id")).not.toBe(headers["x-request-id"]);
    expect(got.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("a body that lies about its length is cut off", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(`${stage.url}/api/v1/session`, {
        method: "POST",
        headers: { "content-type": "application/json", "transfer-encoding": "chunked" },
      });
      request.on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.write(`{"email":"${"a".repeat(700_000)}`);
      request.end('","password":"b"}');
    });
    expect(status).toBe(413);
  });

  test("a fault of ours says nothing of our inside, and the log says it all", async () => {
    await using broken = await createWebStage();
    const client = await broken.logIn(await broken.newPerson());
    await broken.scene.database.pool.query("alter table queues rename to gone");
    const failed = await client.send("GET", "/api/v1/queues");
    expect(failed).toMatchObject({
      status: 500,
      body: { code: "internal", message: "something went wrong on our side" },
    });
    const line = broken.lines.find((text) => text.includes("request failed")) ?? "";
    expect(JSON.parse(line)).toMatchObject({ level: "error", requestId: failed.body.requestId });
    await broken.scene.database.pool.query("alter table gone rename to queues");
  });

  test("without the database callers are told to come back", async () => {
    const away = await createWebStage();
    const client = await away.logIn(await away.newPerson());
    const { database } = away.scene;
    const held = await Promise.all(Array.from({ length: 20 }, () => database.pool.connect()));
    const refused = await client.send("GET", "/api/v1/queues");
    for (const connection of held) connection.release();
    expect(refused).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(refused.headers.get("retry-after")).toBe("2");
    expect((await client.send("GET", "/api/v1/queues")).status).toBe(200);
    await away[Symbol.asyncDispose]();
  });

  test("every answer has the headers of data that is kept nowhere", async () => {
    for (const path of ["/api/v1/queues", "/api/v1/openapi.json", "/api/v1/nothing"]) {
      const { headers } = await ana.send("GET", path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers.get("x-powered-by")).toBeNull();
      expect(headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("mass assignment", () => {
  const epoch = { epoch: 0 };
  test.each([
    ["reply", "messages", answer({ agentId: randomUUID() })],
    ["reply", "messages", answer({ direction: "inbound" })],
    ["claim", "claim", { assigneeId: randomUUID() }],
    ["resolve", "resolve", { ...epoch, status: "closed" }],
    ["snooze", "snooze", { ...epoch, until: "2030-01-01T00:00:00Z", priority: 10 }],
    ["return", "return", { ...epoch, reason: "x", queueId: randomUUID() }],
    ["reopen", "reopen", { owner: "me" }],
  ])("%s takes no field it does not know: %s %j", async (_, verb, body) => {
    const id = await stage.scene.newConversation();
    const refused = await ana.send("POST", `/api/v1/conversations/${id}/${verb}`, { body });
    expect(refused).toMatchObject({ status: 400, body: { code: "invalid" } });
    expect(refused.body.details.issues[0].problem).toMatch(/^unknown: /);
  });
});

describe("an Idempotency-Key", () => {
  const headers = (key: string) => ({ "idempotency-key": key });

  test("gives the first answer to every repeat, and the work is done once", async () => {
    const id = await stage.scene.newConversation();
    const sent = { body: answer(), headers: headers(randomUUID()) };
    const first = await ana.send("POST", messagesOf(id), sent);
    const repeats = await Promise.all(
      Array.from({ length: 5 }, () => ana.send("POST", messagesOf(id), sent)),
    );
    for (const repeat of repeats) expect(repeat.body).toEqual(first.body);
    expect(await countMessages(id)).toBe(1);
  });

  test("while the first runs, repeats are told to wait", async () => {
    const id = await stage.scene.newConversation({ assigneeId: anaId as never });
    const sent = { body: { epoch: 0 }, headers: headers(randomUUID()) };
    const path = `/api/v1/conversations/${id}/resolve`;
    const all = await Promise.all(Array.from({ length: 6 }, () => ana.send("POST", path, sent)));
    const statuses = all.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    for (const { status, body } of all) {
      if (status !== 200) expect(body.details.because).toBe("still-running");
    }
    expect((await ana.send("POST", path, sent)).status).toBe(200);
  });

  test("used with another body is a mistake", async () => {
    const id = await stage.scene.newConversation();
    const key = headers(randomUUID());
    await ana.send("POST", messagesOf(id), { body: answer(), headers: key });
    const other = await ana.send("POST", messagesOf(id), { body: answer(), headers: key });
    expect(other).toMatchObject({ status: 422, body: { code: "idempotency-mismatch" } });
    expect(await countMessages(id)).toBe(1);
  });

  test("of somebody else is another key", async () => {
    const id = await stage.scene.newConversation();
    const key = headers(randomUUID());
    const bia = await stage.logIn(await stage.newPerson());
    const note = () => ({ body: answer({ kind: "note" }), headers: key });
    expect((await ana.send("POST", messagesOf(id), note())).status).toBe(201);
    expect((await bia.send("POST", messagesOf(id), note())).status).toBe(201);
  });

  test("keeps a no as well as a yes", async () => {
    const id = await stage.scene.newConversation({ status: "closed" });
    const sent = { body: answer(), headers: headers(randomUUID()) };
    const first = await ana.send("POST", messagesOf(id), sent);
    expect(first).toMatchObject({ status: 410, body: { code: "gone" } });
    expect((await ana.send("POST", messagesOf(id), sent)).body).toEqual(first.body);
  });

  test.each(["", " ", "a".repeat(256), "a".repeat(10_000), "ação"])(
    "that is none is refused: %#",
    async (key) => {
      const id = await stage.scene.newConversation();
      expect(await rawStatus(id, key)).toBe(400);
      expect(await countMessages(id)).toBe(0);
    },
  );

  /** fetch would refuse some of these itself. */
  function rawStatus(id: string, key: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(`${stage.url}${messagesOf(id)}`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-circuito-csrf": "1",
          cookie: ana.cookie ?? "",
          "idempotency-key": Buffer.from(key).toString("latin1"),
        },
      });
      request.on("response", (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on("error", reject);
      request.end(JSON.stringify(answer()));
    });
  }
});

describe("the description of the API", () => {
  test("names every route, its roles and its schemas, in OpenAPI 3.1", async () => {
    const { body } = await stage.anonymous.send("GET", "/api/v1/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    const operations = Object.values<Record<string, { operationId: string }>>(body.paths).flatMap(
      (path) => Object.values(path),
    );
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
      Object.keys(API_ROUTES).sort(),
    );
    for (const name of Object.keys(API_ROUTES) as ApiRouteName[]) {
      const route = API_ROUTES[name];
      const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
      const operation = body.paths[path][route.method.toLowerCase()];
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => id);
      const inPath = operation.parameters.filter((p: { in: string }) => p.in === "path");
      expect(inPath.map((p: { name: string }) => p.name)).toEqual(named);
      expect(operation.responses.default.content["application/json"].schema.$ref).toBe(
        "#/components/schemas/Problem",
      );
      expect(operation.security.length > 0).toBe(route.role !== "public");
    }
    expect(JSON.stringify(body)).not.toContain("$schema");
  });
});

describe("what an agent does all day", () => {
  test("lists what waits, takes one, answers, hands it on, and all of it can be read", async () => {
    await using day = await createWebStage();
    const solver = await day.newPerson({ name: "Ana" });
    const client = await day.logIn(solver);
    const late = await day.scene.newConversation({ waitingSince: Date.now() - 60_000 });
    const later = await day.scene.newConversation({ waitingSince: Date.now() - 1_000 });
    const list = await client.send("GET", "/api/v1/conversations?group=to-do");
    expect(list.body.items.map(({ id }: { id: string }) => id)).toEqual([late, later]);
    expect(list.body.position).toMatch(/^\d+-\d+$/);

    const path = `/api/v1/conversations/${late}`;
    const claimed = await client.send("POST", `${path}/claim`, { body: { epoch: 0 } });
    expect(claimed.body).toMatchObject({ assignee: { id: solver.id, name: "Ana" }, epoch: 1 });

    const other = await day.logIn(await day.newPerson({ name: "Bia" }));
    expect(await other.send("POST", `${path}/claim`, { body: {} })).toMatchObject({
      status: 409,
      body: {
        code: "conflict",
        message: "Ana has this conversation",
        details: { because: "other-owner", owner: { id: solver.id, name: "Ana" }, epoch: 1 },
      },
    });

    const text = "Olá,\r\nem que posso ajudar?";
    const said = await client.send("POST", `${path}/messages`, { body: answer({ text }) });
    expect(said).toMatchObject({
      status: 201,
      body: { seq: 1, text: "Olá,\nem que posso ajudar?", delivery: { status: "queued" } },
    });

    const stale = { queueId: day.scene.directors, note: "é com vocês", epoch: 0 };
    expect(await client.send("POST", `${path}/transfer`, { body: stale })).toMatchObject({
      status: 409,
      body: { details: { because: "stale-epoch", epoch: 1 } },
    });
    const handed = await client.send("POST", `${path}/transfer`, { body: { ...stale, epoch: 1 } });
    expect(handed.body).toMatchObject({
      queueId: day.scene.directors,
      assignee: null,
      epoch: 2,
      handOver: { kind: "transfer", byName: "Ana", note: "é com vocês" },
    });
    // It left her queue, and with it her sight.
    expect((await client.send("GET", path)).status).toBe(404);

    const director = await day.logIn(await day.newPerson({ queueIds: [day.scene.directors] }));
    const story = await director.send("GET", `${path}/activities`);
    expect(story.body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
      "claimed",
      "transferred",
    ]);
    const back = await director.send("POST", `${path}/return`, {
      body: { reason: "falta o CPF", epoch: 2 },
    });
    expect(back.body).toMatchObject({ queueId: day.scene.solvers, handOver: { kind: "return" } });
  });

  test("an inbox keeps its secrets: they go in, and never come out", async () => {
    const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
    const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
    const created = await admin.send("POST", "/api/v1/inboxes", {
      body: { name: "Eco", channel: "loopback", settings: { secret, ownName: "eco" } },
    });
    expect(created).toMatchObject({ status: 201, body: { settings: { ownName: "eco" } } });
    const path = `/api/v1/inboxes/${created.body.id}`;
    const renamed = await admin.send("PATCH", path, {
      body: { name: "Eco 2", settings: { ownName: "outro" } },
    });
    expect(renamed.body).toMatchObject({ name: "Eco 2", settings: { ownName: "outro" } });
    const wrong = await admin.send("PATCH", path, { body: { settings: { secret: "curto" } } });
    expect(wrong).toMatchObject({ status: 400 });
    const { rows } = await stage.scene.database.pool.query(
      "select settings, secrets_sealed from inboxes where id = $1",
      [created.body.id],
    );
    expect(rows[0].secrets_sealed).toMatch(/^v1\./);
    const everywhere = JSON.stringify([created.body, renamed.body, wrong.body, rows, stage.lines]);
    expect(everywhere).not.toContain(secret);
    expect(everywhere).not.toContain("curto");
  });

  test("a stored password goes to no other server than the one it was typed for", async () => {
    const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
    const open = {
      address: "help@example.org",
      imapHost: "imap.example.org",
      imapUser: "help",
      smtpHost: "smtp.example.org",
    };
    const secrets = { imapPassword: "Xq7-of-the-mailbox", smtpPassword: "Xq7-of-the-server" };
    const settings = { ...open, ...secrets };
    const created = await admin.send("POST", "/api/v1/inboxes", {
      body: { name: "Ajuda", channel: "email", settings },
    });
    const path = `/api/v1/inboxes/${created.body.id}`;
    const change = (change: object) =>
      admin.send("PATCH", path, { body: { settings: { ...open, ...change } } });
    const stolen = await change({ imapHost: "imap.example.net", smtpHost: "smtp.example.net" });
    expect(stolen).toMatchObject({
      status: 400,
      body: {
        details: {
          issues: [
            { path: "body.settings.imapPassword", problem: "needed-again" },
            { path: "body.settings.smtpPassword", problem: "needed-again" },
          ],
        },
      },
    });
    const { rows } = await stage.scene.database.pool.query(
      "select settings from inboxes where id = $1",
      [created.body.id],
    );
    expect(rows[0].settings).toMatchObject({ imapHost: "imap.example.org" });
    const moved = { imapHost: "imap.example.net", imapPassword: "Xq7-of-the-new-one" };
    expect((await change(moved)).status).toBe(200);
  });

  test("a mailbox is an inbox: its passwords stay in, and what came before can be asked for", async () => {
    const admin = await stage.logIn(await stage.newPerson({ role: "admin" }));
    const settings = {
      address: "help@example.org",
      imapHost: "imap.example.org",
      imapUser: "help",
      imapPassword: "Xq7-of-the-mailbox",
      smtpHost: "smtp.example.org",
      smtpPassword: "Xq7-of-the-server",
    };
    const body = { name: "Ajuda", channel: "email", settings };
    const created = await admin.send("POST", "/api/v1/inboxes", { body });
    expect(created).toMatchObject({ status: 201, body: { channel: "email", webhookUrl: null } });
    const path = `/api/v1/inboxes/${created.body.id}`;
    const nobody = await admin.send("PATCH", path, { body: { settings: { address: "no" } } });
    expect(nobody.body.details.issues.map((issue: { path: string }) => issue.path)).toContain(
      "body.settings.address",
    );
    const range = { since: "2026-01-01T00:00:00Z", until: "2026-01-05T00:00:00Z" };
    const asked = await admin.send("POST", `${path}/backfill`, { body: range });
    expect(asked).toMatchObject({
      status: 202,
      body: { settings: { address: "help@example.org", backfill: range } },
    });
    const wrong = { since: range.until, until: range.since };
    expect((await admin.send("POST", `${path}/backfill`, { body: wrong })).status).toBe(400);
    const { imapPassword: _, ...open } = settings;
    const taken = (secret: object) =>
      admin.send("PATCH", path, { body: { settings: { ...open, ...secret } } });
    expect((await taken({ imapPassword: null })).status).toBe(400);
    const oauth = {
      oauthTokenUrl: "https://id.example.org/token",
      oauthClientId: "client",
      oauthRefreshToken: "Xq7-of-the-grant",
      smtpUser: "help",
    };
    expect((await taken({ imapPassword: null, ...oauth })).status).toBe(200);
    // Only the grant is left: without it nothing fetches.
    expect((await taken({ oauthRefreshToken: null })).status).toBe(400);
    const { rows } = await stage.scene.database.pool.query(
      "select settings from inboxes where id = $1",
      [created.body.id],
    );
    expect(
      JSON.stringify([created.body, nobody.body, asked.body, rows, stage.lines]),
    ).not.toContain("Xq7");
  });

  test("a replay of a reply that was lost on the way back is the same message", async () => {
    const id = await stage.scene.newConversation();
    const body = answer();
    const first = await ana.send("POST", messagesOf(id), { body });
    const again = await ana.send("POST", messagesOf(id), { body });
    expect(again.body).toEqual(first.body);
    const other = await ana.send("POST", messagesOf(id), { body: { ...body, text: "outra" } });
    expect(other).toMatchObject({
      status: 409,
      body: { details: { because: "client-id-reused" } },
    });
  });
});
