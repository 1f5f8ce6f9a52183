import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateJobs } from "@circuito/bus";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import pg from "pg";
import { chooseFreePort, spawnCircuito, untilReady } from "../testing/spawn-circuito.ts";
import { demoListener } from "./demo-listener.ts";

/** Each test starts whole processes. */
jest.setTimeout(120_000);

const JOBS = { name: "jobs", version: "1", migrate: migrateJobs };
const KEY = randomBytes(32).toString("base64");
let database: TestDatabase;
let dataDir: string;
let port: number;

beforeAll(async () => {
  database = await createTestDatabase({ also: [JOBS] });
  dataDir = mkdtempSync(join(tmpdir(), "circuito-start-"));
  port = await chooseFreePort();
});
afterAll(async () => {
  await database.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

function settings(more: Record<string, string> = {}): Record<string, string> {
  return {
    DATABASE_URL: database.url,
    SECRET_KEY: KEY,
    DATA_DIR: dataDir,
    PORT: String(port),
    BIND_ADDRESS: "127.0.0.1",
    DEMO: "true",
    ...more,
  };
}

test("a gateway that is told to stop lets go of everything and ends by itself", async () => {
  const gateway = spawnCircuito(["start"], settings());
  await untilReady(gateway, port);
  expect(await connections()).toBeGreaterThan(0);
  gateway.child.kill("SIGTERM");
  expect(await gateway.ended).toBe(0);
  expect(await connections()).toBe(0);
  await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow();
  expect(gateway.output()).not.toContain("did not stop");
});

test("a stop in the middle of a start leaves nothing, either", async () => {
  const gateway = spawnCircuito(["start"], settings());
  await until(() => gateway.output().includes('"fact":"starting"'));
  gateway.child.kill("SIGINT");
  expect(await gateway.ended).toBe(0);
  expect(await connections()).toBe(0);
});

test("it ends when the process that started it goes away", async () => {
  const gateway = spawnCircuito(["start", "--roles", "timers"], settings(), { ipc: true });
  await untilReady(gateway, port);
  gateway.child.disconnect();
  expect(await gateway.ended).toBe(0);
});

test("another key on the same database is refused, and neither key is printed", async () => {
  const other = randomBytes(32).toString("base64");
  const gateway = spawnCircuito(["start"], settings({ SECRET_KEY: other }));
  expect(await gateway.ended).toBe(1);
  expect(gateway.errors()).toMatch(/^circuito: this database was set up with another SECRET_KEY/);
  expect(gateway.errors() + gateway.output()).not.toContain(other);
  expect(gateway.errors()).not.toMatch(/^\s+at /m);
});

test("a port that is taken is told in a sentence, before anything else is touched", async () => {
  const squatter = createServer().listen(port, "127.0.0.1");
  try {
    const gateway = spawnCircuito(
      ["start"],
      settings({ DATABASE_URL: "postgres://127.0.0.1:1/x" }),
    );
    expect(await gateway.ended).toBe(1);
    expect(gateway.errors()).toMatch(new RegExp(`^circuito: port ${port} is taken`));
  } finally {
    squatter.close();
  }
});

test("a database that nobody answers at is told in a sentence", async () => {
  const away = `postgres://u:canary-password@127.0.0.1:${await chooseFreePort()}/x`;
  const gateway = spawnCircuito(["start"], settings({ DATABASE_URL: away }));
  expect(await gateway.ended).toBe(1);
  expect(gateway.errors()).toMatch(/^circuito: the database could not be brought up to date/);
  expect(gateway.errors() + gateway.output()).not.toMatch(/canary|^\s+at /m);
});

test("a demo listens for mail beside its port, or on another when that one is taken; one it was told, or not at all", async () => {
  const beside = demoListener({ port }).port;
  // Somebody else may have it already, which is as good.
  const squatter = createServer()
    .on("error", () => undefined)
    .listen(beside, "127.0.0.1");
  try {
    const gateway = spawnCircuito(["start"], settings());
    await until(() => gateway.output().includes("Stop with Ctrl-C"));
    const [, other] = /smtp:\/\/127\.0\.0\.1:(\d+)/.exec(gateway.output()) ?? [];
    expect(other).toMatch(/^\d+$/);
    expect(Number(other)).not.toBe(beside);
    expect(gateway.output()).toContain(`/demo/mail`);
    gateway.child.kill("SIGTERM");
    expect(await gateway.ended).toBe(0);

    const told = spawnCircuito(["start"], settings({ MAIL_LISTENER_PORT: String(beside) }));
    expect(await told.ended).toBe(1);
    expect(told.errors()).toMatch(new RegExp(`^circuito: port ${beside} is taken`));
  } finally {
    squatter.close();
  }
});

test.each([
  [4_000, 2_525],
  [4_001, 2_526],
  [80, 0],
  [65_535, 64_060],
])("beside %d a demo listens for mail on %d", (port, expected) => {
  expect(demoListener({ port }).port).toBe(expected);
});

test("settings that are wrong are all told, by name, with exit code 2", async () => {
  const wrong = settings({ PORT: "canary", ROLES: "canary", REDIS_URI: "canary" });
  const gateway = spawnCircuito(["start"], wrong);
  expect(await gateway.ended).toBe(2);
  for (const name of ["PORT", "ROLES", "REDIS_URI"])
    expect(gateway.errors()).toContain(`${name}: `);
  expect(gateway.errors() + gateway.output()).not.toContain("canary");
});

test("the embedded default starts, keeps what it has, and starts again within 15 s", async () => {
  const own = mkdtempSync(join(tmpdir(), "circuito-embedded-"));
  const env = { DATA_DIR: own, PORT: String(await chooseFreePort()) };
  try {
    const firstAt = Date.now();
    const first = spawnCircuito(["start"], env);
    await untilReady(first, Number(env.PORT));
    const firstMs = Date.now() - firstAt;
    await until(() => first.output().includes("Stop with Ctrl-C"));
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    const logins = readFileSync(join(own, "demo-logins.json"), "utf8");
    for (const file of ["demo-logins.json", "secret-key"]) {
      expect(statSync(join(own, file)).mode & 0o777).toBe(0o600);
    }

    const startedAt = Date.now();
    const second = spawnCircuito(["start"], env);
    await untilReady(second, Number(env.PORT));
    // Where the machine is crowded: sooner than the first time, which had everything to make.
    expect(Date.now() - startedAt).toBeLessThan(Math.max(15_000, firstMs));
    await until(() => second.output().includes("Stop with Ctrl-C"));
    expect(readFileSync(join(own, "demo-logins.json"), "utf8")).toBe(logins);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
});

async function connections(): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        -- The server's own vacuum is none of ours.
        and backend_type = 'client backend'`,
  );
  await client.end();
  return rows[0]?.count ?? Number.NaN;
}

async function until(isDone: () => boolean): Promise<void> {
  for (const endsAt = Date.now() + 30_000; !isDone(); ) {
    if (Date.now() > endsAt) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
