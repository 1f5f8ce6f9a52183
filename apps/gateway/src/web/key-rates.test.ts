import { openDatabase } from "@circuito/store";
import { uuidv7 } from "uuidv7";
import { createKeyRates, KEY_WINDOW_MS, type KeyRates, type KeyStanding } from "./key-rates.ts";
import { createWebStage, type WebStage } from "./testing/web-stage.ts";

const LIMIT = 100;
/** The beginning of a window; later than the database's own clock, by which sessions end. */
const NOON = Math.ceil(Date.UTC(2030, 2, 2, 12) / KEY_WINDOW_MS) * KEY_WINDOW_MS;

let stage: WebStage;
let now = NOON;
beforeAll(async () => {
  stage = await createWebStage(undefined, /^$/, [], { limit: LIMIT, now: () => now });
});
afterAll(() => stage[Symbol.asyncDispose]());
beforeEach(() => {
  now = NOON;
});

async function newKeyId(): Promise<string> {
  const id = uuidv7();
  await stage.scene.database.pool.query(
    "insert into api_keys (id, name, role, hash) values ($1, 'ERP', 'agent', decode(md5($2), 'hex'))",
    [id, id],
  );
  return id;
}

/** A process of its own, with connections of its own. */
async function withProcesses(
  count: number,
  work: (processes: readonly KeyRates[], queries: () => number) => Promise<void>,
): Promise<void> {
  let queries = 0;
  const pools = Array.from({ length: count }, () =>
    openDatabase({ url: stage.scene.databaseUrl, connectionsMax: 2, applicationName: "test" }),
  );
  const processes = pools.map(({ pool }) => {
    const counted = {
      query: (...args: Parameters<typeof pool.query>) => {
        queries += 1;
        return pool.query(...args);
      },
    } as Pick<typeof pool, "query">;
    return createKeyRates({ pool: counted, limit: LIMIT, now: () => now });
  });
  try {
    await work(processes, () => queries);
  } finally {
    await Promise.all(pools.map((one) => one.close()));
  }
}

async function countAll(rates: KeyRates, key: string, times: number): Promise<KeyStanding[]> {
  const counted = await Promise.all(Array.from({ length: times }, () => rates.count(key)));
  return counted.filter((standing) => standing !== undefined);
}

const allowed = (standings: readonly KeyStanding[]) =>
  standings.filter(({ isAllowed }) => isAllowed).length;

test("two processes together let through as many as the limit says, and not one more", async () => {
  const key = await newKeyId();
  await withProcesses(2, async ([one, other]) => {
    if (!one || !other) throw new Error("two were asked for");
    const counted = await Promise.all([countAll(one, key, 80), countAll(other, key, 80)]);
    // What one took for itself and the other wanted is asked for once more, where it is.
    const rest = await Promise.all([countAll(one, key, 20), countAll(other, key, 20)]);
    expect(allowed([...counted, ...rest].flat())).toBe(LIMIT);
  });
});

test("the next window begins anew, for a process whose clock is behind, too", async () => {
  const key = await newKeyId();
  await withProcesses(2, async ([one, behind]) => {
    if (!one || !behind) throw new Error("two were asked for");
    now = NOON + KEY_WINDOW_MS;
    expect(allowed(await countAll(one, key, LIMIT))).toBe(LIMIT);
    now = NOON + KEY_WINDOW_MS - 5_000;
    const [refused] = await countAll(behind, key, 1);
    expect(refused).toMatchObject({ isAllowed: false, left: 0, resetMs: KEY_WINDOW_MS + 5_000 });
    now = NOON + 2 * KEY_WINDOW_MS;
    expect(allowed(await countAll(behind, key, LIMIT + 1))).toBe(LIMIT);
  });
});

test("a window that a wrong clock began far ahead does not shut a key out", async () => {
  const key = await newKeyId();
  await withProcesses(2, async ([wrong, right]) => {
    if (!wrong || !right) throw new Error("two were asked for");
    now = NOON + 90 * KEY_WINDOW_MS;
    expect(allowed(await countAll(wrong, key, LIMIT))).toBe(LIMIT);
    now = NOON;
    expect(allowed(await countAll(right, key, 1))).toBe(1);
  });
});

test("most requests, and all that are refused, ask the database nothing", async () => {
  const key = await newKeyId();
  await withProcesses(1, async ([rates], queries) => {
    if (!rates) throw new Error("one was asked for");
    for (let asked = 0; asked < LIMIT; asked += 1) await rates.count(key);
    const taken = queries();
    expect(taken).toBeLessThan(LIMIT / 2);
    expect(allowed(await countAll(rates, key, 500))).toBe(0);
    expect(queries() - taken).toBeLessThanOrEqual(1);
  });
});

test("a key is told how much it has left, and once it has nothing, when to come back", async () => {
  const client = await stage.newApiKey("admin");
  const ask = () => client.send("GET", "/api/v1/queues");
  const first = await ask();
  expect(first.status).toBe(200);
  expect(first.headers.get("ratelimit-policy")).toBe(`"api-key";q=${LIMIT};w=60`);
  expect(first.headers.get("ratelimit")).toBe(`"api-key";r=${LIMIT - 1};t=60`);

  const { body: limits } = await client.send("GET", "/api/v1/api-limits");
  const used = limits.keys.filter(({ name }: { name: string }) => name === "key of admin");
  expect(limits.requests).toEqual({ limit: LIMIT, windowSeconds: 60 });
  expect(used).toEqual([expect.objectContaining({ used: 2, left: LIMIT - 2 })]);

  const rest = await Promise.all(Array.from({ length: LIMIT }, ask));
  expect(rest.filter(({ status }) => status === 200)).toHaveLength(LIMIT - 2);
  now += 20_000;
  const refused = await ask();
  expect(refused).toMatchObject({
    status: 429,
    body: { code: "rate-limited", details: { because: "api-key-limit", limit: LIMIT } },
  });
  expect(refused.headers.get("retry-after")).toBe("40");
  expect(refused.headers.get("ratelimit")).toBe('"api-key";r=0;t=40');

  const person = await stage.logIn(await stage.newPerson({ role: "admin" }));
  const theirs = await person.send("GET", "/api/v1/queues");
  expect([theirs.status, theirs.headers.get("ratelimit")]).toEqual([200, null]);
});
