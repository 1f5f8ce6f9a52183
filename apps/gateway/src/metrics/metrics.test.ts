import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type Database, openDatabase } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import { fleetMeasures } from "./fleet-measures.ts";
import { createMetrics } from "./metrics.ts";
import { openMetricsDoor } from "./metrics-door.ts";

let testDatabase: TestDatabase;
let database: Database;
let now = Date.now();
const inbox = randomUUID();

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = openDatabase({ url: testDatabase.url, connectionsMax: 2, applicationName: "test" });
  await database.pool.query(
    "insert into inboxes (id, name, channel, settings) values ($1, 'SMS', 'sms', '{}')",
    [inbox],
  );
});
afterAll(async () => {
  await database.close();
  await testDatabase.drop();
});

const receive = (state: string, secondsAgo: number) =>
  database.pool.query(
    `insert into ledger (inbox_id, external_id, kind, contact_key, content_hash, element, state, received_at)
      values ($1, $2, 'message', 1, '\\x00', '{"text":"canary words"}', $3, now() - $4 * interval '1 second')`,
    [inbox, randomUUID(), state, secondsAgo],
  );

/** A number of the exposition by its name and labels. */
const numberOf = (text: string, series: string) => {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};

test("the ledger's balance, what waits and how long are told, and no words", async () => {
  for (const state of ["routed", "routed", "parked", "accepted"]) await receive(state, 90);
  await receive("accepted", 10);
  const metrics = createMetrics({
    own: { canaryRanAt: () => 5_000 },
    fleet: fleetMeasures(database, () => now),
  });
  const text = await metrics.text();
  expect(numberOf(text, "circuito_database_up")).toBe(1);
  expect(numberOf(text, 'circuito_ledger_elements{channel="sms",state="received"}')).toBe(5);
  expect(numberOf(text, 'circuito_ledger_elements{channel="sms",state="routed"}')).toBe(2);
  expect(numberOf(text, 'circuito_ledger_elements{channel="sms",state="in_flight"}')).toBe(2);
  expect(numberOf(text, 'circuito_ledger_difference{channel="sms"}')).toBe(0);
  expect(numberOf(text, 'circuito_unrouted_elements{channel="sms"}')).toBe(2);
  const age = numberOf(text, 'circuito_unrouted_age_seconds{channel="sms"}') ?? 0;
  expect(age).toBeGreaterThanOrEqual(90);
  expect(age).toBeLessThan(150);
  expect(numberOf(text, "circuito_canary_ran_timestamp_seconds")).toBe(5);
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("canary words");

  // What was routed meanwhile waits no more; the whole ledger is counted again a minute later.
  await database.pool.query("update ledger set state = 'routed' where state = 'accepted'");
  const soon = await metrics.text();
  expect(numberOf(soon, 'circuito_unrouted_elements{channel="sms"}')).toBe(0);
  expect(numberOf(soon, 'circuito_ledger_elements{channel="sms",state="routed"}')).toBe(2);
  now += 60_000;
  const later = await metrics.text();
  expect(numberOf(later, 'circuito_ledger_elements{channel="sms",state="routed"}')).toBe(4);
});

test("without the database a process still tells its own numbers, and that it is away", async () => {
  const metrics = createMetrics({
    own: { canaryRanAt: () => undefined },
    fleet: () => Promise.reject(new Error("away")),
  });
  const text = await metrics.text();
  expect(numberOf(text, "circuito_database_up")).toBe(0);
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("circuito_ledger_elements{");
});

test("a process that does not tell the installation's numbers has none of them", async () => {
  const metrics = createMetrics({ own: { canaryRanAt: () => undefined }, fleet: undefined });
  expect(await metrics.text()).not.toContain("circuito_database_up");
});

test("the door answers /metrics and nothing else, and a port that is taken is said", async () => {
  const metrics = createMetrics({ own: { canaryRanAt: () => undefined }, fleet: undefined });
  const door = await openMetricsDoor(metrics, { port: 0, bindAddress: "127.0.0.1" });
  const { port } = door.server.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status).toBe(404);
  await expect(openMetricsDoor(metrics, { port, bindAddress: "127.0.0.1" })).rejects.toThrow(
    `METRICS_PORT ${port} cannot be had`,
  );
  await door.close();
});
