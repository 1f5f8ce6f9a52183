import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { MediaUnavailable, openDatabase } from "@circuito/store";
import { createTestDatabase } from "@circuito/store/testing";
import { memoryMedia } from "../testing/memory-media.ts";
import { startTcpProxy } from "../testing/tcp-proxy.ts";
import {
  CANARY_AGE_MAX_MS,
  type Check,
  createHealthDoor,
  jobsCheck,
  mediaCheck,
  postgresCheck,
} from "./health.ts";
import { createHttpServer } from "./server.ts";

type Ask = (path: string) => Promise<{ status: number; body: unknown }>;

async function withHealth(
  checks: readonly Check[],
  work: (ask: Ask) => Promise<void>,
  isStopping = () => false,
): Promise<void> {
  const door = createHealthDoor(checks, isStopping, (nonce) => `proof of ${nonce}`);
  const http = createHttpServer((request, response) => void door(request, response));
  await http.listen(0, "127.0.0.1");
  const { port } = http.server.address() as AddressInfo;
  try {
    await work(async (path) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return { status: response.status, body: await response.json() };
    });
  } finally {
    const closed = once(http.server, "close");
    await http.close();
    await closed.catch(() => undefined);
  }
}

test("not ready while the media store cannot be written to", async () => {
  const media = memoryMedia();
  let isFull = false;
  const check = async () => {
    if (isFull) throw new MediaUnavailable("the media folder cannot be written to");
  };
  await withHealth([mediaCheck({ ...media, check })], async (ask) => {
    expect(await ask("/readyz")).toMatchObject({ status: 200 });
    isFull = true;
    expect(await ask("/readyz")).toEqual({
      status: 503,
      body: { ok: false, checks: { media: { ok: false, why: "no-answer" } } },
    });
  });
});

test("ready while PostgreSQL answers, not ready while it is away or silent, ready again after", async () => {
  await using testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  await using proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${proxy.port}`;
  const database = openDatabase({ url: url.href, connectionsMax: 2, applicationName: "test" });
  await withHealth([postgresCheck(database)], async (ask) => {
    expect(await ask("/readyz")).toEqual({
      status: 200,
      body: { ok: true, checks: { postgres: { ok: true } } },
    });
    for (const trouble of ["cut", "stall"] as const) {
      proxy[trouble]();
      expect(await ask("/readyz")).toEqual({
        status: 503,
        body: { ok: false, checks: { postgres: { ok: false, why: "no-answer" } } },
      });
      expect((await ask("/healthz")).status).toBe(200);
      proxy.cut();
      proxy.restore();
    }
    // The pool finds out one connection at a time which ones are dead.
    let status = 0;
    for (let tries = 0; tries < 5 && status !== 200; tries++) ({ status } = await ask("/readyz"));
    expect(status).toBe(200);
  });
  await database.close();
});

test("jobs count as done only if one really ran a short while ago", async () => {
  let now = 1_000_000;
  let lastRanAt: number | undefined;
  const check = jobsCheck(
    () => ({ lastRanAt }),
    now,
    () => now,
  );
  const dead = { ok: false, why: "no-job-ran" };
  expect(await check.run()).toEqual({ ok: true });
  now += CANARY_AGE_MAX_MS + 1;
  expect(await check.run()).toEqual(dead);
  lastRanAt = now;
  expect(await check.run()).toEqual({ ok: true });
  now += CANARY_AGE_MAX_MS + 1;
  expect(await check.run()).toEqual(dead);
});

test("whoever stops takes no new callers, and nothing of our inside is told", async () => {
  const broken: Check = {
    name: "postgres",
    run: () => Promise.reject(new Error("password canary refused for user circuito")),
  };
  await withHealth(
    [broken],
    async (ask) => {
      const { status, body } = await ask("/readyz");
      expect(status).toBe(503);
      expect(body).toMatchObject({ checks: { process: { ok: false, why: "stopping" } } });
      expect(JSON.stringify(body)).not.toContain("canary");
    },
    () => true,
  );
});
