import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Journal, parseJournal } from "../journal.ts";
import { readSent } from "../oracle/sent.ts";
import { judgeAnswer } from "../post-signed.ts";
import { runClosedLoop } from "./closed-loop.ts";
import { summarizeLatency } from "./latency.ts";
import { runOpenLoop } from "./open-loop.ts";
import { DEFAULT_PROFILE, type LoadProfile, type PlannedRequest, planRequests } from "./plan.ts";
import { makePrng } from "./prng.ts";
import { WebhookClient } from "./webhook-client.ts";
import { externalIdOf, readMark } from "./words.ts";

const PROFILE: LoadProfile = { ...DEFAULT_PROFILE, run: "r1", seed: "7" };
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

function take(profile: LoadProfile, count: number): PlannedRequest[] {
  const plan = planRequests(profile);
  return Array.from({ length: count }, () => plan.next().value);
}

test("the same seed gives the same plan, another seed another one", () => {
  expect(take(PROFILE, 500)).toEqual(take(PROFILE, 500));
  expect(take({ ...PROFILE, seed: "8" }, 500)).not.toEqual(take(PROFILE, 500));
});

test("without repeats and shuffling the same original messages are written", () => {
  const plain = take({ ...PROFILE, duplicateShare: 0, shuffleShare: 0 }, 300);
  const rough = new Set(take(PROFILE, 800).map((request) => JSON.stringify(request)));
  expect(plain.filter((request) => !rough.has(JSON.stringify(request)))).toEqual([]);
});

test("about a fifth of the requests are repeats, whole and unchanged", () => {
  const requests = take(PROFILE, 12_000);
  const originals = new Map<string, PlannedRequest>();
  let repeats = 0;
  for (const request of requests) {
    const original = originals.get(request.id);
    if (original) expect(request).toEqual(original);
    if (original) repeats++;
    else originals.set(request.id, request);
  }
  expect(repeats / originals.size).toBeGreaterThan(0.17);
  expect(repeats / originals.size).toBeLessThan(0.23);
});

test("every text can be recognized, and stays so with the strangest seasoning", () => {
  for (const { messages } of take(PROFILE, 1_000)) {
    for (const message of messages) {
      const mark = readMark(message.text);
      expect(mark && externalIdOf(mark)).toBe(message.externalId);
    }
  }
});

test("the generator draws evenly and from independent streams", () => {
  const prng = makePrng("1", "a");
  const other = makePrng("1", "b");
  const draws = Array.from({ length: 20_000 }, () => prng.next());
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  expect(mean).toBeCloseTo(0.5, 1);
  expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...draws)).toBeLessThan(1);
  expect(draws.slice(0, 5)).not.toEqual(Array.from({ length: 5 }, () => other.next()));
});

test("percentiles are exact", () => {
  const samples = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(summarizeLatency(samples)).toEqual({ samples: 100, p50Ms: 50, p99Ms: 99, maxMs: 100 });
});

test.each([
  [204, "ok"],
  [400, "fail"],
  [401, "fail"],
  [408, "info"],
  [429, "info"],
  [500, "info"],
  [503, "info"],
  [undefined, "info"],
] as const)("an answer %p counts as %s", (answer, meaning) => {
  expect(judgeAnswer(answer)).toBe(meaning);
});

async function withServer(
  listener: RequestListener,
  run: (client: WebhookClient, journal: Journal) => Promise<void>,
): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/1`;
  const journal = new Journal({ run: "r1", seed: "7", actor: "sender" });
  const client = new WebhookClient(
    { url, secret: SECRET, account: "sms-1", to: "+551100" },
    journal,
  );
  try {
    await run(client, journal);
  } finally {
    client[Symbol.dispose]();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

test("a cut connection is unknown, and the same request is repeated until it is accepted", async () => {
  const ids: unknown[] = [];
  const listener: RequestListener = (request, response) => {
    ids.push(request.headers["webhook-id"]);
    if (ids.length < 3) request.socket.destroy();
    else response.writeHead(204).end();
  };
  await withServer(listener, async (client, journal) => {
    const [request] = take({ ...PROFILE, batchShare: 0 }, 1);
    if (!request) throw new Error("empty plan");
    expect(await client.deliver(request, performance.now() + 10_000)).toBe(true);
    expect(ids).toEqual([request.id, request.id, request.id]);
    expect(journal.events.map(({ type }) => type)).toEqual(["invoke", "info", "info", "ok"]);
    const lines = journal.events.map((event) => JSON.stringify(event)).join("\n");
    expect(parseJournal(lines)).toEqual(journal.events);
    expect([...readSent(journal.events).values()]).toMatchObject([{ outcome: "accepted" }]);
  });
});

test("a refusal is definite and is not repeated", async () => {
  let requests = 0;
  const listener: RequestListener = (_, response) => {
    requests++;
    response.writeHead(401).end();
  };
  await withServer(listener, async (client, journal) => {
    const [request] = take({ ...PROFILE, batchShare: 0 }, 1);
    if (!request) throw new Error("empty plan");
    expect(await client.deliver(request, performance.now() + 10_000)).toBe(false);
    expect(requests).toBe(1);
    expect([...readSent(journal.events).values()]).toMatchObject([{ outcome: "refused" }]);
  });
});

test("a closed loop never has more in flight than it should", async () => {
  let now = 0;
  let most = 0;
  const listener: RequestListener = (request, response) => {
    most = Math.max(most, ++now);
    request.resume().on("end", () => {
      now--;
      response.writeHead(204).end();
    });
  };
  await withServer(listener, async (client) => {
    const plan = planRequests(PROFILE);
    const result = await runClosedLoop(client, plan, 8, { forMs: 150, patienceMs: 5_000 });
    expect(most).toBeLessThanOrEqual(8);
    expect(result.requests).toBeGreaterThan(8);
  });
});

test("an open loop keeps its rate while nothing is answered, and dates messages by the plan", async () => {
  const held: (() => void)[] = [];
  const listener: RequestListener = (request, response) => {
    request.resume();
    held.push(() => response.writeHead(204).end());
  };
  await withServer(listener, async (client) => {
    const intended: number[] = [];
    const plan = planRequests({ ...PROFILE, batchShare: 0 });
    const options = { forMs: 200, patienceMs: 5_000 };
    const running = runOpenLoop(client, plan, 100, {
      ...options,
      onSend: (_, atMs) => intended.push(atMs),
    });
    while (held.length < 20) await new Promise((resolve) => setImmediate(resolve));
    for (const release of held) release();
    expect((await running).requests).toBe(20);
    const first = intended[0] ?? 0;
    expect(intended.map((atMs) => Math.round(atMs - first))).toEqual(
      Array.from({ length: 20 }, (_, i) => i * 10),
    );
  });
});
