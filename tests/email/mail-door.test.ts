import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  chooseFreePort,
  type Spawned,
  spawnCircuito,
  untilReady,
} from "../../apps/gateway/src/testing/spawn-circuito.ts";
import { migrateJobs } from "../../packages/bus/src/index.ts";
import { asId } from "../../packages/domain/src/index.ts";
import { type Database, openDatabase, saveInbox } from "../../packages/store/src/index.ts";
import { createTestDatabase, type TestDatabase } from "../../packages/store/src/testing/index.ts";
import { deliver } from "./deliver.ts";
import { writeMail } from "./write-mail.ts";

/** Starts whole processes. */
jest.setTimeout(120_000);

const JOBS = { name: "jobs", version: "1", migrate: migrateJobs };
let testDatabase: TestDatabase;
let database: Database;
let dataDir: string;
const running: Spawned[] = [];

beforeAll(async () => {
  testDatabase = await createTestDatabase({ also: [JOBS] });
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "door" });
  dataDir = mkdtempSync(join(tmpdir(), "circuito-door-"));
});
afterAll(async () => {
  for (const { child } of running) child.kill("SIGKILL");
  await Promise.all(running.map(({ ended }) => ended));
  await database.close();
  await testDatabase.drop();
  rmSync(dataDir, { recursive: true, force: true });
});

test("a gateway told to listen takes mail, has it when it is killed a moment later, and lets go of its port", async () => {
  const [port, mailPort] = [await chooseFreePort(), await chooseFreePort()];
  const settings = {
    DATABASE_URL: testDatabase.url,
    SECRET_KEY: randomBytes(32).toString("base64"),
    DATA_DIR: dataDir,
    PORT: String(port),
    BIND_ADDRESS: "127.0.0.1",
    MAIL_LISTENER_PORT: String(mailPort),
    MAIL_LISTENER_PROTOCOL: "lmtp",
  };
  const first = spawnCircuito(["start"], settings);
  running.push(first);
  await untilReady(first, port);
  const address = `${randomUUID()}@example.org`;
  await database.transaction(({ client }) =>
    saveInbox(client, {
      id: asId(randomUUID()),
      name: "Help",
      channel: "email",
      settings: { address, in: "listener" },
      secretsSealed: null,
      enabled: true,
    }),
  );
  await deliver(mailPort, address, [writeMail(1), writeMail(2)]);
  first.child.kill("SIGKILL");
  await first.ended;
  const taken = await database.pool.query("select external_id from ledger order by id");
  expect(taken.rows.map((row) => row.external_id)).toEqual([
    "mid:1@mail.example.com",
    "mid:2@mail.example.com",
  ]);

  const second = spawnCircuito(["start"], settings);
  running.push(second);
  await untilReady(second, port);
  await deliver(mailPort, address, [writeMail(2), writeMail(3)]);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(second.output()).not.toContain("did not stop");
  const { rows } = await database.pool.query("select count(*)::int as rows from ledger");
  expect(rows).toEqual([{ rows: 3 }]);
  await expect(deliver(mailPort, address, [writeMail(4)])).rejects.toThrow();
});
