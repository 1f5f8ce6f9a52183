import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import {
  DEFAULT_PROFILE,
  type DemoGateway,
  type FinalFacts,
  flushRedis,
  Journal,
  judge,
  LAB_ACCOUNT,
  makePrng,
  planRequests,
  readFinally,
  runOpenLoop,
  startDemoGateway,
  WebhookClient,
} from "../packages/lab/src/index.ts";
import { ledgerBalanceView } from "../packages/protocol/src/index.ts";
import { createTestDatabase } from "../packages/store/src/testing/index.ts";
import { Chaos, type Fault, planFaults } from "./crash/chaos.ts";

/** Another seed is another schedule; the one that found something is worth keeping here. */
const SEED = process.env.CHAOS_SEED ?? "2026-11-22";
const PER_SECOND = 150;
/** Long enough for more than a thousand messages, fewer of which the oracle does not judge. */
const LOAD_MS = 1_000 * Number(process.env.CHAOS_SECONDS ?? 10);
/** A fault about every second and a half: a process that was killed is back by then, or just not. */
const REQUESTS_BETWEEN_FAULTS = 225;
/** After the load: what a killed process had in hand is found by others within seconds. */
const QUIET_TIMEOUT_MS = 30_000;
const QUIET_LOOK_EVERY_MS = 50;
const TEST_TIMEOUT_MS = LOAD_MS + 120_000;

const GATEWAY = join(import.meta.dirname, "../apps/gateway/dist/main.js");

/** Other tests have the server's first database: emptying it would take their jobs. */
const redisUrl = process.env.TEST_REDIS_URL && new URL("/9", process.env.TEST_REDIS_URL).href;

describe.each([
  ["PostgreSQL", undefined],
  ["Redis", redisUrl],
])("with jobs on %s", (backend, redis) => {
  const isHere = backend === "PostgreSQL" || redis !== undefined;
  const name = "kill -9 of door and router under load loses, doubles and disorders nothing";
  if (!isHere) {
    test.skip(`${name}: Redis is not on this machine`, () => {});
    return;
  }

  test(
    name,
    async () => {
      if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
      await using database = await createTestDatabase();
      const run = `crash-${backend.toLowerCase()}`;
      const origin = { run, seed: SEED };
      await using gateway = await startDemoGateway({
        program: [GATEWAY, "start"],
        databaseUrl: database.url,
        ...(redis === undefined ? {} : { redisUrl: redis }),
        providerJournal: new Journal({ ...origin, actor: "provider" }),
      });
      const sending = new Journal({ ...origin, actor: "sender" });
      const seeing = new Journal({ ...origin, actor: "observer" });
      using client = new WebhookClient(gateway.target, sending);
      using observer = await gateway.observe(seeing);

      const chaos = new Chaos(
        planFaults(makePrng(SEED, "chaos"), faultsOf(gateway, redis), {
          requests: (LOAD_MS / 1_000) * PER_SECOND,
          requestsBetween: REQUESTS_BETWEEN_FAULTS,
        }),
      );
      const plan = planRequests({ ...DEFAULT_PROFILE, run, seed: SEED });
      await runOpenLoop(client, plan, PER_SECOND, {
        forMs: LOAD_MS,
        patienceMs: QUIET_TIMEOUT_MS,
        onSend: chaos.onSend,
      });
      await chaos.over();

      const read = await untilQuiet(database.url, gateway, (facts) =>
        facts.messages.every(({ ext }) => ext === null || observer.seen.has(ext)),
      );
      const { channels: publishedBalance } = ledgerBalanceView.parse(
        await gateway.admin.get("/ledger/balance"),
      );
      const verdicts = judge({
        history: [...sending.events, ...seeing.events],
        read: { ...read, publishedBalance },
        storedByChannel: read.storedByChannel,
      });
      expect(verdicts.filter(({ verdict }) => verdict !== "valid")).toEqual([]);
      expect(read.aside).toEqual([]);
      expect(new Set(chaos.struck)).toEqual(new Set(faultsOf(gateway, redis).map((f) => f.name)));
    },
    TEST_TIMEOUT_MS,
  );
});

function faultsOf(gateway: DemoGateway, redis: string | undefined): [Fault, ...Fault[]] {
  const { web, router } = gateway;
  const killed = (name: string, processes: readonly (typeof web)[]): Fault => ({
    name: `kill -9 ${name}`,
    strike: async () => {
      await Promise.all(processes.map((one) => one.kill()));
      await Promise.all(processes.map((one) => one.start()));
    },
  });
  return [
    killed("router", [router]),
    killed("web", [web]),
    killed("both", [web, router]),
    ...(redis === undefined ? [] : [{ name: "flush", strike: () => flushRedis(redis) }]),
  ];
}

/** Polls until nothing is in flight and the agent has seen it all, or time is up; then reads. */
async function untilQuiet(
  databaseUrl: string,
  gateway: DemoGateway,
  isSeen: (facts: FinalFacts) => boolean,
): Promise<FinalFacts> {
  const accountOf = (inboxId: string): string =>
    inboxId === gateway.inboxId ? LAB_ACCOUNT : inboxId;
  for (const endsAtMs = performance.now() + QUIET_TIMEOUT_MS; ; ) {
    const facts = await readFinally(databaseUrl, accountOf);
    const isSettled = facts.balance.every(({ inFlight }) => inFlight === 0);
    // The oracle says what is missing; here it is only given the time it may take.
    if ((isSettled && isSeen(facts)) || performance.now() > endsAtMs) return facts;
    await pause(QUIET_LOOK_EVERY_MS);
  }
}
