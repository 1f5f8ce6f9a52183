import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateJobs } from "@circuito/bus";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { unzipSync } from "fflate";
import pg from "pg";
import {
  chooseFreePort,
  type Spawned,
  spawnCircuito,
  untilReady,
} from "../testing/spawn-circuito.ts";
import { runCli } from "./run-cli.ts";

/** A whole gateway is started beside the tests. */
jest.setTimeout(60_000);

let database: TestDatabase;
let dataDir: string;
let settings: Record<string, string>;
let gateway: Spawned;
let origin: string;
let metricsPort: number;

beforeAll(async () => {
  database = await createTestDatabase({
    also: [{ name: "jobs", version: "1", migrate: migrateJobs }],
  });
  dataDir = mkdtempSync(join(tmpdir(), "circuito-cli-"));
  const port = await chooseFreePort();
  origin = `http://localhost:${port}`;
  metricsPort = await chooseFreePort();
  settings = {
    DATABASE_URL: database.url,
    SECRET_KEY: randomBytes(32).toString("base64"),
    DATA_DIR: dataDir,
    PORT: String(port),
    BIND_ADDRESS: "127.0.0.1",
    METRICS_PORT: String(metricsPort),
  };
  gateway = spawnCircuito(["start", "--demo"], settings);
  await untilReady(gateway, port);
});

afterAll(async () => {
  gateway.child.kill("SIGTERM");
  await gateway.ended;
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

const PATIENCE_MS = 20_000;

/** What was read, as soon as it is so; at the end of patience, what it was then. */
async function untilMatches(read: () => Promise<string>, wanted: RegExp): Promise<string> {
  for (const endsAt = Date.now() + PATIENCE_MS; Date.now() < endsAt; ) {
    const text = await read();
    if (wanted.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return read();
}

interface Said {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

async function circuito(...args: string[]): Promise<Said> {
  let output = "";
  let errors = "";
  const code = await runCli(args, {
    env: settings,
    out: (text) => {
      output += text;
    },
    err: (text) => {
      errors += text;
    },
  });
  return { code, output, errors };
}

test("an admin who was just made can log in with the password that was shown", async () => {
  const made = await circuito("admin", "create", "--email", "Eva@Example.com", "--name", "Eva");
  expect(made).toMatchObject({ code: 0, errors: "" });
  const password = /password {2}(\S+)/.exec(made.output)?.[1] ?? "";
  const response = await fetch(`${origin}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: "eva@example.com", password }),
  });
  expect(response.status).toBe(200);
  const { agent } = await response.json();
  expect(agent).toMatchObject({ name: "Eva", role: "admin" });
  const [session = ""] = response.headers.getSetCookie();
  const audit = await fetch(`${origin}/api/v1/audit?object=people/${agent.id}`, {
    headers: { cookie: session.split(";")[0] ?? "" },
  });
  expect((await audit.json()).items).toMatchObject([
    { action: "logIn", actor: { kind: "agent", id: agent.id } },
    { action: "createAdmin", actor: { kind: "cli" }, objectName: "Eva" },
  ]);

  const again = await circuito("admin", "create", "--email", "eva@example.com", "--name", "Eva");
  expect(again).toMatchObject({ code: 1, output: "" });
  expect(again.errors).toMatch(/^circuito: there is somebody with the e-mail address/);
});

test("an API key opens what its role may see, and only that", async () => {
  const made = await circuito("api-key", "create", "--name", "CRM", "--role", "agent");
  const key = /^\s+(ck_\S+)$/m.exec(made.output)?.[1] ?? "";
  const ask = (path: string) =>
    fetch(`${origin}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask("/queues")).status).toBe(200);
  expect((await ask("/ledger/balance")).status).toBe(403);
});

test("a test message goes through the door, and the ledger tells its story", async () => {
  const sent = await circuito(
    ...["send", "--inbox", "SMS da loja", "--from", "+5511900000009", "--text", "meu boleto"],
  );
  expect(sent).toMatchObject({ code: 0, errors: "" });
  const id = /ledger (\S+)/.exec(sent.output)?.[1] ?? "";
  let told = await circuito("ledger", id);
  for (let tries = 0; told.output.includes("waits to be routed") && tries < 10; tries++) {
    told = await circuito("ledger", id);
  }
  expect(told.code).toBe(0);
  expect(told.output).toContain(`message ${id}`);
  expect(told.output).toMatch(/received by SMS da loja \(sms\)/);
  expect(told.output).toMatch(/contact: new-address/);
  expect(told.output).toMatch(/conversation: first-contact/);
  expect(told.output).toMatch(/queue: Direcionamento, rule-matched "Cobrança e pagamentos"/);
  expect(told.output).toMatch(/message 1 of conversation/);
  // The story of a message is not the message.
  expect(told.output).not.toContain("boleto");
});

test("what came through the door is counted where Prometheus reads", async () => {
  const numbers = async () => await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  // The count of what was routed follows the commit that the test before saw.
  await expect(
    untilMatches(numbers, /^circuito_route_lag_seconds_count\{channel="sms"\} 1$/m),
  ).resolves.toMatch(/^circuito_accepted_elements_total\{channel="sms",outcome="new"\} 1$/m);
});

test("what was set aside is released by its external id, and the sweeper brings it to the router", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, reason)
     select inbox_id, 'set-aside', kind, contact_key, content_hash, element, 'parked', 'a defect'
     from ledger where kind = 'message' limit 1`,
  );
  await client.end();
  expect((await circuito("ledger", "set-aside")).output).toMatch(/parked .*: a defect/);
  const released = await circuito("ledger", "release", "set-aside");
  expect(released).toMatchObject({ code: 0, errors: "" });
  expect(released.output).toMatch(/^ledger row \d+: released/);
  let told = await circuito("ledger", "set-aside");
  const deadline = Date.now() + 20_000;
  while (told.output.includes("waits to be routed") && Date.now() < deadline) {
    told = await circuito("ledger", "set-aside");
  }
  expect(told.output).toMatch(
    /released by operator at the command line; it had been parked \(a defect\)/,
  );
  expect(told.output).toMatch(/message 2 of conversation/);
  expect(await circuito("ledger", "release", "set-aside")).toMatchObject({
    code: 1,
    output: expect.stringMatching(/not released, it is routed/),
  });
});

test("the exit code is the process's", async () => {
  const spawned = spawnCircuito(["start", "--rolls", "web"], settings);
  expect(await spawned.ended).toBe(2);
  expect(spawned.errors()).toMatch(/^circuito: Unknown option '--rolls'/);
});

test("migrating what is up to date changes nothing", async () => {
  expect(await circuito("migrate")).toEqual({
    code: 0,
    output: "The database is up to date.\n",
    errors: "",
  });
});

test.each([
  [["ledger", "nothing-like-it"], 1, /nothing with the external id/],
  [
    ["send", "--inbox", "Fax", "--from", "x", "--text", "x"],
    2,
    /there is no inbox "Fax"; there are: .*SMS da loja/,
  ],
  [
    ["send", "--inbox", "Chat do site", "--from", "x", "--text", "x"],
    1,
    /can only be made by its provider/,
  ],
  [["send", "--inbox", "SMS da loja", "--from", "x"], 2, /--text is missing/],
  [["admin", "create", "--email", "nobody", "--name", "N"], 2, /--email must be an e-mail address/],
  [["api-key", "create", "--name", "x", "--role", "root"], 2, /--role must be/],
  [["ledger"], 2, /say one external id/],
  [["ledger", "release"], 2, /say one external id/],
  [["ledger", "release", "nothing-like-it"], 1, /nothing with the external id/],
  [["dance"], 2, /there is no command "dance"/],
])("circuito %j is refused in a sentence", async (args, code, says) => {
  const said = await circuito(...args);
  expect(said.code).toBe(code);
  expect(said.errors).toMatch(/^circuito: /);
  expect(said.errors).toMatch(says);
  expect(said.errors).not.toMatch(/^\s+at /m);
});

test("the doctor finds a running demo in order, by the way its browsers and providers go", async () => {
  const said = await circuito("doctor", "--json");
  const seen = said.output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { check: string; status: string; because: string });
  const found = seen.map(({ because }) => because);
  expect(found).toEqual(
    expect.arrayContaining([
      ...["address-answers", "sockets-work", "certificate-none", "webhook-works"],
      ...["mailbox-demo", "redis-unused", "clock-right", "files-kept"],
      ...["backups-unknown", "browser-unused"],
    ]),
  );
  // A server for tests may not wait for the disk, and the machine's disk is its own affair.
  const others = seen.filter(({ check }) => check !== "database" && check !== "disk");
  expect(others.filter(({ status }) => status === "broken")).toEqual([]);
  const statuses = new Set(seen.map(({ status }) => status));
  expect(said.code).toBe(statuses.has("broken") ? 1 : statuses.has("warning") ? 3 : 0);
  expect(said.errors).toBe("");
});

test("the doctor says what is broken and how to mend it, while nothing answers", async () => {
  const port = String(await chooseFreePort());
  let output = "";
  const code = await runCli(["doctor"], {
    env: {
      ...settings,
      PORT: port,
      DATABASE_URL: `postgres://somebody:s3cret-word@127.0.0.1:${port}/nothing`,
      REDIS_URL: `redis://:s3cret-word@127.0.0.1:${port}`,
      BACKUP_PATH: join(dataDir, "no-backups"),
    },
    out: (text) => {
      output += text;
    },
    err: (text) => {
      output += text;
    },
  });
  expect(code).toBe(1);
  expect(output).toContain(`BROKEN   Public address: http://localhost:${port} does not answer`);
  expect(output).toContain("BROKEN   PostgreSQL: PostgreSQL does not answer (ECONNREFUSED).");
  expect(output).toContain("BROKEN   Redis: Redis does not answer (ECONNREFUSED).");
  expect(output).toContain("BROKEN   Backups: There is nothing at ");
  expect(output).toMatch(/→ Look whether it runs/);
  expect(output).not.toContain("s3cret-word");
});

test.each([
  ["start"],
  ["doctor"],
  ["migrate"],
  ["admin", "create"],
  ["api-key", "create"],
  ["send"],
  ["ledger"],
  ["ledger", "release"],
])("circuito %s %s explains itself", async (...words) => {
  const named = words.filter((word) => typeof word === "string");
  const said = await circuito(...named, "--help");
  expect(said).toMatchObject({ code: 0, errors: "" });
  expect(said.output).toContain(`circuito ${named.join(" ")}`);
});

test("a customer's data are written into a file, once, and it is written down", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `with c as (insert into contacts (id, name) values (gen_random_uuid(), 'Rita Canario') returning id)
      insert into identities (address, contact_id, evidence)
        select 'mailto:rita@example.com', id, 'channel-proven' from c returning contact_id as id`,
  );
  const id = rows[0]?.id ?? "";
  const to = join(dataDir, "rita.zip");
  const made = await circuito("contact", "export", "Rita@Example.com", "--to", to);
  expect(made).toMatchObject({ code: 0, errors: "", output: expect.stringContaining(to) });
  const files = unzipSync(readFileSync(to));
  expect(Buffer.from(files["index.html"] ?? []).toString()).toContain("Rita Canario");
  expect(statSync(to).mode & 0o777).toBe(0o600);

  const again = await circuito("contact", "export", id, "--to", to);
  expect(again).toMatchObject({ code: 1, output: "" });
  expect(statSync(to).size).toBeGreaterThan(0);
  const entries = await client.query(
    "select actor_kind, object from audit_entries where action = 'exportContact'",
  );
  await client.end();
  expect(entries.rows[0]).toEqual({ actor_kind: "cli", object: `contacts/${id}` });

  expect(await circuito("contact", "export", "nobody@example.com", "--to", `${to}2`)).toMatchObject(
    {
      code: 1,
      errors: expect.stringContaining("there is no contact"),
    },
  );
  expect(await circuito("contact", "export", id)).toMatchObject({ code: 2 });
});

test("a customer's data are erased as a preview said, and only then", async () => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    `with c as (insert into contacts (id, name) values (gen_random_uuid(), 'Saul Canario') returning id)
      insert into identities (address, contact_id, evidence)
        select 'tel:+5511987650088', id, 'channel-proven' from c returning contact_id as id`,
  );
  const id = rows[0]?.id ?? "";
  const shown = await circuito("contact", "erase", "+55 11 98765-0088");
  expect(shown).toMatchObject({ code: 0, errors: "" });
  expect(shown.output).not.toContain("Canario");
  const digest = /--confirm ([0-9a-f]+)/.exec(shown.output)?.[1] ?? "";
  expect(await circuito("contact", "erase", id, "--confirm", "000000000000")).toMatchObject({
    code: 1,
    errors: expect.stringContaining("something changed since that preview"),
  });
  const done = await circuito("contact", "erase", id, "--confirm", digest);
  expect(done).toMatchObject({ code: 0, errors: "" });
  const after = await client.query(
    "select name, erased_at is not null as erased from contacts where id = $1",
    [id],
  );
  const audit = await client.query(
    "select actor_kind, object_name from audit_entries where action = 'eraseContact' and object = $1",
    [`contacts/${id}`],
  );
  await client.end();
  expect(after.rows).toEqual([{ name: null, erased: true }]);
  expect(audit.rows).toEqual([{ actor_kind: "cli", object_name: null }]);
  expect(await circuito("contact", "erase", "+55 11 98765-0088")).toMatchObject({ code: 1 });
});
