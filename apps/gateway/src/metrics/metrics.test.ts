import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { type Database, openDatabase } from "@circuito/store";
import { createTestDatabase, type TestDatabase } from "@circuito/store/testing";
import fc from "fast-check";
import { fleetMeasures } from "./fleet-measures.ts";
import { METRICS, type MetricName } from "./metric-table.ts";
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

const idle = { canaryRanAt: () => undefined, jobs: () => [] };

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
    own: { ...idle, canaryRanAt: () => 5_000 },
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
    own: idle,
    fleet: () => Promise.reject(new Error("away")),
  });
  const text = await metrics.text();
  expect(numberOf(text, "circuito_database_up")).toBe(0);
  expect(text).toContain("process_cpu_seconds_total");
  expect(text).not.toContain("circuito_ledger_elements{");
});

test("what was told while the database answered is told no more once it is away", async () => {
  let isAway = false;
  const read = fleetMeasures(database, () => now);
  const fleet = () => (isAway ? Promise.reject(new Error("away")) : read());
  const metrics = createMetrics({ own: idle, fleet });
  expect(await metrics.text()).toContain("circuito_webhook_age_seconds 0");
  await receive("accepted", 5);
  isAway = true;
  const text = await metrics.text();
  for (const line of text.split("\n").filter((one) => one.startsWith("circuito_"))) {
    const [name = "", value] = line.split(" ");
    const row = METRICS[name.replace("circuito_", "") as MetricName];
    if (row?.of === "fleet") expect(value).toBe("0");
  }
});

test("the ledger's numbers are those of its rows, whatever became of them (O12)", async () => {
  const states = ["accepted", "routed", "suppressed", "parked"] as const;
  const amounts = fc.sample(fc.tuple(...states.map(() => fc.nat({ max: 4 }))), {
    numRuns: 3,
    seed: 12,
  });
  for (const each of amounts) {
    await database.pool.query("delete from ledger_duplicates");
    await database.pool.query("delete from ledger");
    for (const [at, amount] of each.entries()) {
      for (let n = 0; n < amount; n++) await receive(states[at] ?? "", n);
    }
    await database.pool.query(
      "insert into ledger_duplicates (inbox_id, ledger_id) select inbox_id, id from ledger where id % 2 = 0",
    );
    const fleet = fleetMeasures(database, () => now);
    const text = await createMetrics({ own: idle, fleet }).text();
    const told = (state: string) =>
      numberOf(text, `circuito_ledger_elements{channel="sms",state="${state}"}`);
    const { rows } = await database.pool.query<{ state: string; count: number }>(
      `select state, count(*)::int as count from ledger group by state
        union all select 'duplicate', count(*)::int from ledger_duplicates
        union all select 'received', (select count(*) from ledger) + (select count(*) from ledger_duplicates)`,
    );
    const counted = new Map(rows.map(({ state, count }) => [state, Number(count)]));
    for (const state of ["routed", "suppressed", "parked", "duplicate", "received"]) {
      expect([state, told(state)]).toEqual([state, counted.get(state) ?? 0]);
    }
    expect(told("in_flight")).toBe(counted.get("accepted") ?? 0);
    expect(numberOf(text, 'circuito_ledger_difference{channel="sms"}')).toBe(0);
  }
});

test("a process counts what it takes in, routes, claims and sends, and its sockets and jobs", async () => {
  const own = { ...idle, jobs: () => [["inbound", { placed: 3, taken: 2 }] as const] };
  const metrics = createMetrics({ own, fleet: undefined });
  const { work } = metrics;
  work.accepted("sms", ["new", "duplicate", "new"], 20);
  work.routed([
    { channel: "sms", waitedMs: 100 },
    { channel: "email", waitedMs: -5 },
  ]);
  work.keptOut("too-many-requests");
  work.claimed("sms", 2_000);
  work.tried("sms", "taken", 300);
  work.tried("sms", "credentials", 100);
  work.countSockets(() => ({ agent: 2, chat: 5 }));
  await metrics.text();
  // Asked again, what stands is told, and not added.
  const text = await metrics.text();
  for (const [series, value] of [
    ['accepted_elements_total{channel="sms",outcome="new"}', 2],
    ['accepted_elements_total{channel="sms",outcome="duplicate"}', 1],
    ['kept_out_webhooks_total{because="too-many-requests"}', 1],
    ['accept_seconds_count{channel="sms"}', 1],
    ['route_lag_seconds_sum{channel="sms"}', 0.1],
    ['route_lag_seconds_sum{channel="email"}', 0],
    ['claim_lag_seconds_sum{channel="sms"}', 2],
    ['send_tries_total{channel="sms",outcome="taken"}', 1],
    ['send_tries_total{channel="sms",outcome="credentials"}', 1],
    ['socket_clients{namespace="chat"}', 5],
    ['jobs_placed_total{kind="inbound"}', 3],
    ['jobs_taken_total{kind="inbound"}', 2],
  ] as const) {
    expect([series, numberOf(text, `circuito_${series}`)]).toEqual([series, value]);
  }
});

test("a process that does not tell the installation's numbers has none of them", async () => {
  const metrics = createMetrics({ own: idle, fleet: undefined });
  expect(await metrics.text()).not.toContain("circuito_database_up");
});

test("the door answers /metrics and nothing else, and a port that is taken is said", async () => {
  const metrics = createMetrics({ own: idle, fleet: undefined });
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

test("until when is told of channels that are compared now, and not of one that was", async () => {
  const metrics = createMetrics({ own: idle, fleet: undefined });
  metrics.work.comparedUntil(new Map([["sms", 5_000]]));
  const series = 'circuito_compared_until_timestamp_seconds{channel="sms"}';
  expect(numberOf(await metrics.text(), series)).toBe(5);
  metrics.work.comparedUntil(new Map());
  expect(numberOf(await metrics.text(), series)).toBeUndefined();
});
