import { setTimeout as pause } from "node:timers/promises";
import { READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import {
  type DemoGateway,
  LAB_ACCOUNT,
  startDemoGateway,
} from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import { DEFAULT_PROFILE, planRequests } from "../../load/plan.ts";
import { WebhookClient } from "../../load/webhook-client.ts";
import { signedJsonWire } from "../../load/wire.ts";
import { judge, type Sample, type Verdict } from "../../oracle/index.ts";
import type { BreakablePostgres } from "../../servers/index.ts";
import { armedProgram } from "../armed-program.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import { verdictRow } from "../proof-report.ts";
import type { ProofTools } from "../run-proof.ts";
import { flood } from "./flood.ts";
import type { OverloadOptions } from "./overload-options.ts";
import { answersRow, CALM_WITHIN_MS, calmRow, offeredRow } from "./overload-rows.ts";
import { sampleProcess } from "./sample-process.ts";

/** So many that no conversation is longer than people's are. */
const CUSTOMERS = 3_000;
/**
 * The connections are opened beforehand, as those of a proxy are: libuv (1.46) accepts one in each turn of its
 * loop, and while turns are long a new one waits for minutes.
 */
const OPENING_MS = 1_000;
const OPENED_WITHIN_MS = 5_000;
/** Before and after: what the door has no trouble with. */
const EASY_PER_SECOND = 30;
const EASY_MS = 10_000;
/** Twice what a door has in hand: it must be the door that says no. */
const SOCKETS_MAX = 2_000;
const SAMPLE_EVERY_MS = 500;
/** What a process may take: its code, its heap under load, 48 MiB of bodies several times over. */
const RSS_MAX_BYTES = 768 * 1_024 ** 2;
/** A connection for each request on its way, the pool's, and the process's own. */
const FILES_MAX = SOCKETS_MAX + 200;
/** The pool's connections, opened meanwhile. */
const FILES_LEFT_MAX = 100;
const CONNECTIONS_GO_WITHIN_MS = 2_000;
/** Everything that was taken is routed by then, or never is: a minute's flood at a hundred a second. */
const ROUTED_WITHIN_MS = 1_200_000;
const LOOK_EVERY_MS = 1_000;
const ACCEPTED_MIN = 1_000;
const SAMPLES_MIN = 20;
/** Nobody watches and nobody answers here. */
const CHECKS: readonly string[] = ["O1", "O2", "O3", "O7", "O9", "O10"];

export async function runOverload(
  options: OverloadOptions,
  postgres: BreakablePostgres,
  { signal, say, add }: ProofTools,
): Promise<void> {
  const { perSecond, seconds, seed } = options;
  const run = `overload-${Date.now().toString(36)}`;
  await using gateway = await startDemoGateway({
    program: armedProgram(),
    databaseUrl: postgres.url,
    providerJournal: new Journal({ run, seed, actor: "provider" }),
    readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
  });
  const sending = new Journal({ run, seed, actor: "sender" });
  const seen = { withoutRetryAfter: 0 };
  using client = clientOf(gateway, sending, seen);
  const plan = planRequests({
    ...DEFAULT_PROFILE,
    ...{ customers: CUSTOMERS, shuffleShare: 0, run, seed },
  });
  const samples: Sample[] = [...sampleAll(gateway)];
  const sampling = setInterval(() => samples.push(...sampleAll(gateway)), SAMPLE_EVERY_MS);
  try {
    const send = (rate: number, forMs: number) =>
      flood(client, plan, { perSecond: rate, forMs, atOnceMax: SOCKETS_MAX }, signal);
    const opening = await send(SOCKETS_MAX, OPENING_MS);
    await opening.times;
    await pause(OPENED_WITHIN_MS);
    const openedWithoutAnswer = client.answers.get(0) ?? 0;
    client.answers.clear();
    say(`connections are open, ${openedWithoutAnswer} tries at it had no answer`);
    const before = await send(EASY_PER_SECOND, EASY_MS);
    say(`${perSecond} requests a second for ${seconds} s`);
    const during = await send(perSecond, seconds * 1_000);
    const after = await send(EASY_PER_SECOND, CALM_WITHIN_MS + EASY_MS);
    const [timesBefore, timesDuring, timesAfter] = await Promise.all([
      before.times,
      during.times,
      after.times,
    ]);
    const offered = offeredRow(perSecond, during);
    add(offered);
    add(answersRow({ told: client.answers, ...seen }, offered.verdict));
    add(calmRow(during.endedAtMs, timesBefore, timesDuring, timesAfter));

    client[Symbol.dispose]();
    await pause(CONNECTIONS_GO_WITHIN_MS);
    clearInterval(sampling);
    samples.push(...sampleAll(gateway));
    say("waiting until all that was taken is routed");
    // What nobody waits for any more may still be on its way, and the kernel sends it again for minutes.
    await gateway.web[Symbol.asyncDispose]();
    await untilRouted(postgres, signal, say);
    const { inboxId } = gateway;
    const facts = await readFinally(postgres.url, (id) => (id === inboxId ? LAB_ACCOUNT : id));
    for (const verdict of judgeAll(sending, facts, samples)) add(verdictRow(verdict));
  } finally {
    clearInterval(sampling);
  }
}

function clientOf(
  { target }: DemoGateway,
  journal: Journal,
  seen: { withoutRetryAfter: number },
): WebhookClient {
  const wire = signedJsonWire(target, (status, headers) => {
    const isRefusal = status === 503 || status === 429;
    if (isRefusal && headers["retry-after"] === undefined) seen.withoutRetryAfter += 1;
  });
  return new WebhookClient(target, journal, wire, SOCKETS_MAX);
}

function sampleAll({ web, router }: DemoGateway): readonly Sample[] {
  const atMs = performance.now();
  return [sampleProcess("web", web, atMs), sampleProcess("router", router, atMs)];
}

/** Gives up when its time is over: the oracle then finds what is left. */
async function untilRouted(
  postgres: BreakablePostgres,
  signal: AbortSignal,
  say: ProofTools["say"],
): Promise<void> {
  const startedAtMs = performance.now();
  while (performance.now() < startedAtMs + ROUTED_WITHIN_MS) {
    const { rows } = await postgres.query(
      "select count(*)::int as unrouted from ledger where state = 'accepted'",
    );
    if (rows[0]?.unrouted === 0) break;
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
  say(`routed ${Math.round((performance.now() - startedAtMs) / 1_000)} s after the last of them`);
}

function judgeAll(
  sending: Journal,
  facts: FinalFacts,
  samples: readonly Sample[],
): readonly Verdict[] {
  const limits = {
    rssMaxBytes: RSS_MAX_BYTES,
    filesMax: FILES_MAX,
    filesLeftMax: FILES_LEFT_MAX,
  };
  return judge({
    history: sending.events,
    read: facts,
    storedByChannel: facts.storedByChannel,
    acceptedMin: ACCEPTED_MIN,
    resources: { samples, limits, samplesMin: SAMPLES_MIN },
    recovery: { all: [], limitMs: 0 },
  }).filter(({ check }) => CHECKS.includes(check));
}
