import { type AgentId, asId, stateSpans } from "@circuito/domain";
import { uuidv7 } from "uuidv7";
import { type Database, openDatabase } from "../database.ts";
import { settleReachability } from "../maintenance/presence.ts";
import { setWantedPresence } from "../people/agent-facts.ts";
import { markSeen } from "../people/heartbeat.ts";
import * as schema from "../schema/index.ts";
import { createTestDatabase, type TestDatabase } from "../testing/index.ts";
import { forgetPresenceHistory, loadPresenceHistories } from "./history.ts";
import { saveIdleAwayMs, sendIdleAway } from "./send-away.ts";

let testDatabase: TestDatabase;
let database: Database;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "test" });
});
afterEach(async () => {
  await database.close();
  await testDatabase.drop();
});

async function newAgent(name = "Ana"): Promise<AgentId> {
  const id = asId<AgentId>(uuidv7());
  const email = `${id}@example.com`;
  await database.drizzle
    .insert(schema.agents)
    .values({ id, name, email, passwordHash: "-", role: "agent" });
  return id;
}

const HOUR_MS = 60 * 60_000;
async function historyOf(id: AgentId) {
  const time = { from: Date.now() - HOUR_MS, to: Date.now() + HOUR_MS };
  const [one] = await loadPresenceHistories(database.pool, { agentIds: [id] }, time);
  return one?.changes ?? [];
}
const told = async (id: AgentId) =>
  (await historyOf(id)).map(({ wanted, reason, reachable }) => [wanted, reason, reachable]);

test("each change of a state is written down, whoever makes it, and what is none is not", async () => {
  const id = await newAgent();
  const { pool } = database;
  await markSeen(pool, [id], [id]);
  await setWantedPresence(pool, id, "available", undefined);
  await setWantedPresence(pool, id, "available", undefined);
  await markSeen(pool, [id], []);
  await setWantedPresence(pool, id, "away", "lunch");
  await setWantedPresence(pool, id, "away", "own:Ginástica laboral");
  await setWantedPresence(pool, id, "available", undefined);
  await pool.query("update agents set active_at = now() - interval '1 hour'");
  await saveIdleAwayMs(pool, 60_000);
  await sendIdleAway(pool);
  await setWantedPresence(pool, id, "available", undefined);
  await pool.query("update agents set seen_at = now() - interval '1 hour'");
  await settleReachability(pool);
  expect(await told(id)).toEqual([
    ["offline", null, false],
    ["offline", null, true],
    ["available", null, true],
    ["away", "lunch", true],
    ["away", "own:Ginástica laboral", true],
    ["available", null, true],
    ["away", "idle", true],
    ["available", null, true],
    ["available", null, false],
  ]);
});

test("a change that is rolled back was none", async () => {
  const id = await newAgent();
  const undone = database.transaction(async ({ client }) => {
    await setWantedPresence(client, id, "available", undefined);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await told(id)).toEqual([["offline", null, false]]);
});

test("what somebody was as the time began comes with what they changed to in it", async () => {
  const id = await newAgent();
  await put(id, -5, "busy");
  await put(id, -3, "available");
  await put(id, -1, "away");
  const time = { from: Date.now() - 2 * HOUR_MS, to: Date.now() - HOUR_MS / 2 };
  const [one] = await loadPresenceHistories(database.pool, { agentIds: [id] }, time);
  expect(one?.changes.map(({ wanted }) => wanted)).toEqual(["available", "away"]);
  expect(stateSpans(one?.changes ?? [], time).map(({ state }) => state)).toEqual([
    "available",
    "away",
  ]);
});

test("what is too old goes, and what somebody was since then stays", async () => {
  const id = await newAgent();
  await put(id, -50, "busy");
  await put(id, -40, "available");
  await put(id, -2, "away");
  await forgetPresenceHistory(database.pool, 30 * HOUR_MS);
  const time = { from: Date.now() - 20 * HOUR_MS, to: Date.now() };
  const [one] = await loadPresenceHistories(database.pool, { agentIds: [id] }, time);
  expect(one?.changes.map(({ wanted }) => wanted)).toEqual(["available", "away", "offline"]);
  const { rows } = await database.pool.query("select count(*)::int as n from presence_changes");
  expect(rows[0]?.n).toBe(3);
});

/** As if it had happened some hours from now. */
async function put(id: AgentId, hours: number, wanted: string): Promise<void> {
  await database.pool.query(
    `insert into presence_changes (agent_id, at, wanted, reason, reachable)
      values ($1, now() + $2 * interval '1 hour', $3, null, true)`,
    [id, hours, wanted],
  );
}
