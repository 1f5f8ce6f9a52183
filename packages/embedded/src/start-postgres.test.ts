import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { type RunningPostgres, startPostgres } from "./start-postgres.ts";

/** initdb, start and crash recovery on a busy machine. */
jest.setTimeout(60_000);

/** Only there can a process be seen to be dead and not buried. */
const onLinux = process.platform === "linux" ? test : test.skip;

const folders: string[] = [];
const servers: RunningPostgres[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test("the first start makes a database that survives an orderly stop", async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  expect(first.found).toBe("started");
  await query(first.url, "create table kept as select 1 as n");
  await first.stop();
  await expect(query(first.url, "select")).rejects.toThrow("ECONNREFUSED");

  const second = await start(dataDir);
  expect(second.found).toBe("started");
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select n from kept")).toEqual([{ n: 1 }]);
});

test("letters beyond ASCII are folded and compared as letters", async () => {
  const { url } = await start(newFolder());
  const [row] = await query(url, "select lower('ÇÃO') as lower, 'SITUAÇÃO' ilike '%ção' as found");
  expect(row).toEqual({ lower: "ção", found: true });
});

test("the password is readable by its owner only and the server wants it", async () => {
  const dataDir = newFolder();
  const { url } = await start(dataDir);
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
  await expect(query(url.replace(/:[^:@]+@/, ":wrong@"), "select")).rejects.toThrow(
    "password authentication failed",
  );
});

test("a second launcher finds the running server and leaves it to the first", async () => {
  const dataDir = newFolder();
  const owner = await start(dataDir);
  const guest = await start(dataDir);
  expect(guest.found).toBe("running");
  expect(guest.url).toBe(owner.url);
  await guest.stop();
  expect(await query(owner.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("two first starts at the same time end with one server", async () => {
  const dataDir = newFolder();
  const [one, other] = await Promise.all([start(dataDir), start(dataDir)]);
  expect(one?.url).toBe(other?.url);
  expect([one?.found, other?.found].sort()).toEqual(["running", "started"]);
});

test("a server whose launcher was killed is adopted, and stopped at the end", async () => {
  const dataDir = newFolder();
  const script = `import { startPostgres } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
    await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, durable: false, log: () => {} });
    process.stdout.write("ready"); setInterval(() => {}, 1000);`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const launcher = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  await once(launcher.stdout, "data");
  launcher.kill("SIGKILL");
  await once(launcher, "exit");

  const heir = await start(dataDir);
  expect(heir.found).toBe("running");
  await heir.stop();
  await expect(query(heir.url, "select")).rejects.toThrow("ECONNREFUSED");
});

onLinux("an owner that is dead but not buried owns nothing", async () => {
  const dataDir = newFolder();
  const { url } = await start(dataDir);
  // Its shell becomes a program that never waits for children: a child that ends from then on stays a zombie.
  const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 61"]);
  const [pid] = await once(parent.stdout, "data");
  await untilStatus(Number(parent.pid), /^\d+ \(sleep\)/);
  process.kill(Number(pid), "SIGKILL");
  const port = Number(new URL(url).port);
  writeFileSync(join(dataDir, "state.json"), JSON.stringify({ port, owner: Number(pid) }));
  await untilStatus(Number(pid), /\) Z/);

  const heir = await start(dataDir);
  await heir.stop();
  parent.kill("SIGKILL");
  await expect(query(url, "select")).rejects.toThrow("ECONNREFUSED");
});

test("a killed server is started again at the same address, with all that was committed", async () => {
  const dataDir = newFolder();
  const { url } = await start(dataDir, { durable: true });
  await query(url, "create table kept as select 1 as n");
  process.kill(serverPid(dataDir), "SIGKILL");
  await untilAnswers(url);
  expect(await query(url, "select n from kept")).toEqual([{ n: 1 }]);
});

test("the lock file of a killed server does not stand in the way of the next start", async () => {
  const dataDir = newFolder();
  const first = await start(dataDir);
  await first.stop();
  // This very process: alive, as a zombie's or a reused id would be, and no Postgres.
  writeFileSync(join(dataDir, "cluster", "postmaster.pid"), `${process.pid}\n${dataDir}\n`);
  const second = await start(dataDir);
  expect(await query(second.url, "select 1 as n")).toEqual([{ n: 1 }]);
});

test("a server somebody stopped in an orderly way is not started again", async () => {
  const dataDir = newFolder();
  const { url } = await start(dataDir);
  process.kill(serverPid(dataDir), "SIGINT");
  await expect(untilRefused(url)).resolves.toBe(true);
});

test("data of another major version are refused and left alone", async () => {
  const dataDir = newFolder();
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, "cluster", "PG_VERSION"), "13\n");
  await expect(start(dataDir)).rejects.toThrow("made by PostgreSQL 13");
  expect(readFileSync(join(dataDir, "cluster", "PG_VERSION"), "utf8")).toBe("13\n");
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "circuito-embedded-"));
  chmodSync(folder, 0o755); // root's server runs as nobody
  folders.push(folder);
  return folder;
}

async function start(dataDir: string, { durable } = { durable: false }): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, durable, log: () => undefined });
  servers.push(server);
  return server;
}

function serverPid(dataDir: string): number {
  return Number.parseInt(readFileSync(join(dataDir, "cluster", "postmaster.pid"), "utf8"), 10);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Until the kernel's line of the process (its id, its program, its state, proc(5)) says so. */
async function untilStatus(pid: number, wanted: RegExp): Promise<void> {
  for (const endsAt = Date.now() + 10_000; Date.now() < endsAt; ) {
    if (wanted.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`${pid} never became ${wanted}`);
}

async function untilAnswers(url: string): Promise<void> {
  for (const endsAt = Date.now() + 20_000; ; ) {
    try {
      await query(url, "select");
      return;
    } catch (error) {
      if (Date.now() > endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** Whether the address stays dead for as long as a new start would take. */
async function untilRefused(url: string): Promise<boolean> {
  let refusals = 0;
  for (const endsAt = Date.now() + 20_000; Date.now() < endsAt && refusals < 20; ) {
    const refused = await query(url, "select").then(
      () => false,
      () => true,
    );
    refusals = refused ? refusals + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return refusals === 20;
}
