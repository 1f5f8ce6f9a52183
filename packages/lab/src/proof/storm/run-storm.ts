import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { READY_UNDER_LOAD_TIMEOUT_MS } from "../../gateway/gateway-process.ts";
import {
  type DemoGateway,
  LAB_ACCOUNT,
  startDemoGateway,
} from "../../gateway/start-demo-gateway.ts";
import { Journal } from "../../journal.ts";
import type { AgentObserver } from "../../load/agent-observer.ts";
import { judge } from "../../oracle/index.ts";
import { watchedProgram } from "../armed-program.ts";
import { type FinalFacts, readFinally } from "../final-read.ts";
import { verdictRow } from "../proof-report.ts";
import type { ProofTools } from "../run-proof.ts";
import { readVitals, VITALS_SETTING, WHOLE } from "../vitals/vitals.ts";
import { ConsoleFleet, type FleetSight } from "./console-fleet.ts";
import { requireFiles } from "./open-files.ts";
import { addPeople } from "./people.ts";
import { SteadyWriting } from "./steady-writing.ts";
import type { Drop, StormOptions } from "./storm-options.ts";
import { acceptRow, BACK_WITHIN_MS, backRow, memoryRow } from "./storm-rows.ts";
import { weighPlainSockets } from "./weigh-plain-sockets.ts";

/** Who comes to work in the morning; slower than any storm. */
const CONNECT_PER_SECOND = 200;
/** Beyond what the pace itself takes. */
const CONNECT_PATIENCE_MS = 120_000;
/** What consoles began when they came (presence, sessions) is written, and all is idle. */
const IDLE_MS = 20_000;
/** Messages on a whole system before the drop and after the last is back. */
const CALM_MS = 5_000;
/** Who is not back by then does not come. */
const BACK_PATIENCE_MS = BACK_WITHIN_MS + 60_000;
/** Admins' consoles with whole journals: what they are told stands for what all are told. */
const OBSERVERS = 8;
/** A heap that came to some tens of megabytes more for other reasons is 25 kB a socket of a thousand. */
const WEIGHED_MIN = 4_000;
const QUIET_WITHIN_MS = 90_000;
const LOOK_EVERY_MS = 500;
const ACCEPTED_MIN = 100;
/** Nobody answers here. */
const CHECKS: readonly string[] = ["O1", "O2", "O3", "O4", "O7", "O9"];

export async function runStorm(
  options: StormOptions,
  databaseUrl: string,
  { signal, say, add }: ProofTools,
): Promise<void> {
  const { sockets, perSecond, how, seed } = options;
  requireFiles(sockets);
  const run = `storm-${Date.now().toString(36)}`;
  const vitalsFolder = await mkdtemp(join(tmpdir(), "circuito-storm-"));
  await using _folder = {
    [Symbol.asyncDispose]: () => rm(vitalsFolder, { recursive: true, force: true }),
  };
  const isWeighed = sockets >= WEIGHED_MIN;
  if (isWeighed) say(`${sockets} sockets of socket.io alone`);
  const plain = isWeighed && (await weighPlainSockets({ sockets, seed, vitalsFolder, signal }));
  say("starting the gateway");
  await using gateway = await startDemoGateway({
    program: watchedProgram(),
    databaseUrl,
    providerJournal: new Journal({ run, seed, actor: "provider" }),
    env: { [VITALS_SETTING]: vitalsFolder },
    readyWithinMs: READY_UNDER_LOAD_TIMEOUT_MS,
  });
  using observers = await observeAll(gateway, run, seed);
  using writing = new SteadyWriting(gateway.target, { run, seed, perSecond });
  await pause(CALM_MS, undefined, { signal });
  const cookies = await addPeople(databaseUrl, sockets);
  await using fleet = await ConsoleFleet.start({
    port: gateway.web.port,
    consoles: sockets,
    cookies,
    seed,
  });
  const weigh = () => readVitals(vitalsFolder, gateway.web.pid, WHOLE);
  writing.pause();
  const before = await weigh();
  say(`${sockets} people open their consoles, ${CONNECT_PER_SECOND} a second`);
  fleet.connect(CONNECT_PER_SECOND);
  const paceMs = (sockets / CONNECT_PER_SECOND) * 1_000;
  const came = await fleet.untilUp(paceMs + CONNECT_PATIENCE_MS, signal);
  if (came.up < sockets)
    throw new Error(`${came.up} of ${sockets} consoles came up: ${told(came)}`);
  if (plain) {
    await pause(IDLE_MS, undefined, { signal });
    add(memoryRow(sockets, { before, after: await weigh() }, plain));
  }

  for (const drop of how) {
    say(`${drop}: ${perSecond} messages a second, then all ${sockets} are lost`);
    writing.go();
    await pause(CALM_MS, undefined, { signal });
    await storm(drop, { fleet, gateway, writing, signal, say, add });
    await pause(CALM_MS, undefined, { signal });
    writing.pause();
  }
  say("waiting until nothing is left to do");
  await writing.done();
  const facts = await untilQuiet(databaseUrl, gateway, observers.all, signal);
  const verdicts = judge({
    history: [...writing.history, ...observers.history],
    read: facts,
    storedByChannel: facts.storedByChannel,
    acceptedMin: ACCEPTED_MIN,
    recovery: { all: [], limitMs: 0 },
  });
  for (const verdict of verdicts) if (CHECKS.includes(verdict.check)) add(verdictRow(verdict));
}

interface Stage extends ProofTools {
  readonly fleet: ConsoleFleet;
  readonly gateway: DemoGateway;
  readonly writing: SteadyWriting;
}

/** All are lost in one moment; until all are back. */
async function storm(drop: Drop, stage: Stage): Promise<void> {
  const { fleet, gateway, writing, signal, say, add } = stage;
  const before = await fleet.look();
  const droppedAtMs = performance.now();
  if (drop === "cut") await fleet.cut();
  else {
    await gateway.web.kill();
    await gateway.web.start();
  }
  // Nobody takes a message while the door is away, however quick it was before and is after.
  const fromMs = performance.now();
  if (drop === "kill") say(`the door is back after ${Math.round(fromMs - droppedAtMs)} ms`);
  const seen = await fleet.untilUp(BACK_PATIENCE_MS, signal, ({ up }) =>
    say(`${drop}: ${up} are back after ${Math.round((performance.now() - droppedAtMs) / 1_000)} s`),
  );
  const untilMs = performance.now();
  say(`${drop}: ${told(since(before, seen))}`);
  // Those that were due to the very end have their answers.
  await pause(CALM_MS, undefined, { signal });
  const droppedAt = performance.timeOrigin + droppedAtMs;
  const tookMs = (await fleet.upAtMs()).flatMap((atMs) =>
    atMs > droppedAt ? atMs - droppedAt : [],
  );
  add(backRow(drop, fleet.consoles, tookMs));
  add(
    acceptRow(drop, writing.accepted, { fromMs: drop === "cut" ? droppedAtMs : fromMs, untilMs }),
  );
}

async function observeAll({ observe }: DemoGateway, run: string, seed: string) {
  const journals = Array.from(
    { length: OBSERVERS },
    (_, i) => new Journal({ run, seed, actor: `console-${i}` }),
  );
  const all: AgentObserver[] = [];
  for (const journal of journals) all.push(await observe(journal));
  return {
    all,
    get history() {
      return journals.flatMap(({ events }) => events);
    },
    [Symbol.dispose]: () => {
      for (const one of all) one[Symbol.dispose]();
    },
  };
}

/** Gives up when its time is over: the oracle then finds what is left. */
async function untilQuiet(
  databaseUrl: string,
  { inboxId }: DemoGateway,
  observers: readonly AgentObserver[],
  signal: AbortSignal,
): Promise<FinalFacts> {
  const endsAtMs = performance.now() + QUIET_WITHIN_MS;
  for (;;) {
    const facts = await readFinally(databaseUrl, (id) => (id === inboxId ? LAB_ACCOUNT : id));
    const isDone = Object.values(facts.leftovers).every((count) => count === 0);
    const written = facts.messages.flatMap(({ ext }) => ext ?? []);
    const isTold = observers.every(({ seen }) => written.every((ext) => seen.has(ext)));
    if ((isDone && isTold) || performance.now() > endsAtMs) return facts;
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

function since(before: FleetSight, after: FleetSight): FleetSight {
  const counts = Object.entries(after.counts).map(
    ([name, n]) => [name, n - (before.counts[name] ?? 0)] as const,
  );
  return { up: after.up, counts: Object.fromEntries(counts.filter(([, n]) => n > 0)) };
}

function told({ counts }: FleetSight): string {
  return Object.entries(counts)
    .map(([name, n]) => `${name} ${n}`)
    .join(", ");
}
