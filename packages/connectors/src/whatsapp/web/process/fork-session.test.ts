import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../testing/until.ts";
import { CallFailed, CallRefused, type WaEvent, type WaSession } from "../wa-session.ts";
import { forkSession } from "./fork-session.ts";
import { memoryOf, processTree } from "./process-tree.ts";

let folder: string;
const sessions: WaSession[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "circuito-fork-"));
});
afterEach(async () => {
  for (const session of sessions.splice(0)) await session.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** A session whose browser is this shell script, and what it told. */
function startWith(script: string) {
  const executablePath = join(folder, "browser");
  writeFileSync(executablePath, `#!/bin/sh\n${script}\n`);
  chmodSync(executablePath, 0o700);
  const told: WaEvent[] = [];
  const session = forkSession(
    {
      folder,
      executablePath,
      args: [],
      acceptsInsecureCerts: false,
      protocolTimeoutMs: 5_000,
      authTimeoutMs: 5_000,
      takeoverAfterMs: 100,
    },
    (event) => told.push(event),
  );
  sessions.push(session);
  const lost = (because: string) =>
    until(
      () => told.some((event) => event.kind === "lost" && event.because === because),
      () => `${because}, told: ${JSON.stringify(told)}`,
    );
  return { session, told, lost };
}

test("what is no browser is said to be none", async () => {
  const { lost, told } = startWith("echo 1.0");
  await lost("could-not-launch");
  expect(told).toMatchObject([{ detail: "the browser does not say its version" }]);
});

test("a browser that does not start is said so", async () => {
  const { lost } = startWith('[ "$1" = --version ] && echo Chromium 1.2.3.4 || exit 3');
  await lost("could-not-launch");
});

test("our surroundings stay here: a page has no use for the database's password", async () => {
  process.env.CIRCUITO_TEST_SECRET = "not for pages";
  try {
    const { lost } = startWith(`env > ${join(folder, "env")}; exit 1`);
    await lost("could-not-launch");
    await until(
      () => existsSync(join(folder, "env")),
      () => "the surroundings",
    );
    const seen = readFileSync(join(folder, "env"), "utf8");
    expect(seen).toContain("PATH=");
    expect(seen).not.toContain("not for pages");
  } finally {
    delete process.env.CIRCUITO_TEST_SECRET;
  }
});

test("what is asked before there is a browser fails, and after its end is refused", async () => {
  const { session, lost } = startWith("sleep 60");
  await expect(session.call("state", {}, 10_000)).rejects.toThrow(CallFailed);
  expect(await session.memoryBytes()).toBeGreaterThan(1_000_000);
  await session.kill();
  await lost("process-gone");
  await expect(session.call("state", {}, 10_000)).rejects.toThrow(CallRefused);
  await session.kill();
});

test("a process and all below it are one tree, with memory of their own", async () => {
  const { session } = startWith("sleep 60");
  await until(
    () => sessions.length === 1,
    () => "the session",
  );
  const tree = await processTree(process.pid);
  expect(tree[0]).toBe(process.pid);
  expect(tree.length).toBeGreaterThan(1);
  expect(await memoryOf([process.pid])).toBeGreaterThan(10_000_000);
  expect(await memoryOf([2 ** 30])).toBe(0);
  expect(await session.memoryBytes()).toBeGreaterThan(0);
});
