import { readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { GatewayProcess } from "../../gateway/gateway-process.ts";
import { Journal } from "../../journal.ts";
import type { BreakablePostgres } from "../../servers/index.ts";
import { watchedProgram } from "../armed-program.ts";
import { Supervised } from "../chaos/supervised.ts";
import { CrashWorld } from "../crash/crash-world.ts";
import { makeTraffic } from "../crash/traffic.ts";
import { verdictRow } from "../proof-report.ts";
import type { ProofTools } from "../run-proof.ts";
import { readVitals, VITALS_SETTING, type Vitals, WHOLE } from "../vitals/vitals.ts";
import { type Point, WARM_UP_SHARE } from "./growth.ts";
import { growthRows, ownEndsRow, toMegabytes } from "./soak-figures.ts";
import type { SoakOptions } from "./soak-options.ts";

const HOUR_MS = 3_600_000;
/** Looks of a run; each stops both processes for a collection of some tens of milliseconds. */
const LOOKS = 300;
const LOOK_EVERY_MIN_MS = 2_000;
/** Consoles that stay, with whole journals; others come and go. */
const CONSOLES = 2;
const GUEST_STAYS_MS = 5_000;
const PATIENCE_MS = 180_000;
const QUIET_LOOK_EVERY_MS = 1_000;

/** Hours of a modest load, watched; then until all is quiet, the oracle, and what grew. */
export async function runSoak(
  { hours, perSecond, seed }: SoakOptions,
  postgres: BreakablePostgres,
  { signal, say, add }: ProofTools,
): Promise<void> {
  const vitalsFolder = await mkdtemp(join(tmpdir(), "circuito-soak-"));
  await using _folder = {
    [Symbol.asyncDispose]: () => rm(vitalsFolder, { recursive: true, force: true }),
  };
  await using world = await CrashWorld.start({
    databaseUrl: postgres.url,
    seed,
    env: { [VITALS_SETTING]: vitalsFolder },
    program: watchedProgram(),
    consoles: CONSOLES,
  });
  // Whatever ends by itself is started again, as an init system would, and is told of.
  await using door = new Supervised("door", world.gateway.web);
  await using router = new Supervised("router", world.gateway.router);
  const forMs = hours * HOUR_MS;
  const startedAtMs = performance.now();
  const isOver = (): boolean => signal.aborted || performance.now() - startedAtMs > forMs;
  const series = new Map<string, Point[]>();
  say(`${hours} h with ${perSecond} messages a second`);
  let isAway = false;
  const traffic = makeTraffic(world, {
    isEnough: isOver,
    patienceMs: forMs + PATIENCE_MS,
    isAway: () => isAway,
    perSecond,
  });
  const beside = [
    watch(world, { postgres, vitalsFolder, series, isOver, everyMs: forMs / LOOKS, say }),
    welcomeGuests(world, isOver),
    restartBoth([router, door], (WARM_UP_SHARE * forMs) / 3, isOver, (now) => {
      isAway = now;
    }),
  ];
  await Promise.all([traffic, ...beside]);
  for (const row of growthRows(series)) add(row);
  add(ownEndsRow([...door.ownEnds, ...router.ownEnds]));
  signal.throwIfAborted();
  say("waiting until nothing is left to do");
  const endsAtMs = performance.now() + PATIENCE_MS;
  let facts = await world.read();
  let left = world.leftToDo(facts);
  while (left.length > 0 && performance.now() < endsAtMs) {
    await pause(QUIET_LOOK_EVERY_MS, undefined, { signal });
    facts = await world.read();
    left = world.leftToDo(facts);
  }
  for (const one of left) say(`left to do: ${one}`);
  for (const verdict of await world.judge(facts, PATIENCE_MS)) add(verdictRow(verdict));
}

/** Both are started again once, in the warm-up: what a process takes is then that of one life. */
async function restartBoth(
  both: readonly Supervised[],
  afterMs: number,
  isOver: () => boolean,
  onAway: (isAway: boolean) => void,
): Promise<void> {
  for (const one of both) {
    await pause(afterMs);
    if (isOver()) return;
    onAway(true);
    await one.restart();
    onAway(false);
  }
}

/** Somebody opens a console, looks for a while, and goes. */
async function welcomeGuests(
  { gateway, origin }: CrashWorld,
  isOver: () => boolean,
): Promise<void> {
  for (let n = 0; !isOver(); n++) {
    // The door may be away just now; whoever comes then comes again later.
    const guest = await gateway
      .observe(new Journal({ ...origin, actor: `guest-${n}` }))
      .catch(() => undefined);
    await pause(GUEST_STAYS_MS);
    guest?.[Symbol.dispose]();
  }
}

async function watch(
  { gateway }: CrashWorld,
  parts: {
    readonly postgres: BreakablePostgres;
    readonly vitalsFolder: string;
    readonly series: Map<string, Point[]>;
    readonly isOver: () => boolean;
    readonly everyMs: number;
    readonly say: ProofTools["say"];
  },
): Promise<void> {
  const { postgres, vitalsFolder, series, isOver, everyMs, say } = parts;
  const note = (name: string, value: number): void => {
    const points = series.get(name) ?? [];
    points.push({ atMs: performance.now(), value });
    series.set(name, points);
  };
  for (let look = 1; !isOver(); look++) {
    await pause(Math.max(everyMs, LOOK_EVERY_MIN_MS));
    for (const [name, one] of [
      ["door", gateway.web],
      ["router", gateway.router],
    ] as const) {
      if (!one.isRunning) continue;
      const told = await readProcess(one, vitalsFolder).catch(() => undefined);
      // It may end between two looks or while it is looked at, or not listen yet.
      if (!told) continue;
      note(`${name}: resident MB`, toMegabytes(told.rssBytes));
      note(`${name}: heap MB`, toMegabytes(told.heapBytes + told.externalBytes));
      note(`${name}: files`, told.files);
      note(`${name}: late p99 ms`, told.delayP99Ms);
    }
    // Where a crowded machine gives no answer in time, the next look has one.
    const facts = await readDatabase(postgres).catch(() => undefined);
    if (!facts) continue;
    const { connections, waiting, bytes, messages } = facts;
    note("database connections", connections);
    note("waiting rows", waiting);
    if (messages > 0) note("stored kB a message", bytes / 1_000 / messages);
    if (look % 10 === 0) say(`look ${look}: ${messages} messages, ${connections} connections`);
  }
}

/** What a process says of itself, and the files it has open. @throws when it ends meanwhile */
async function readProcess(
  one: GatewayProcess,
  vitalsFolder: string,
): Promise<Vitals & { readonly files: number }> {
  const told = await readVitals(vitalsFolder, one.pid, WHOLE);
  return { ...told, files: readdirSync(`/proc/${one.pid}/fd`).length };
}

interface DatabaseFacts {
  readonly connections: number;
  readonly waiting: number;
  /** Of tables and indexes that messages fill. */
  readonly bytes: number;
  readonly messages: number;
}

async function readDatabase(postgres: BreakablePostgres): Promise<DatabaseFacts> {
  const { rows } = await postgres.query(
    `select (select count(*) from pg_stat_activity where datname = current_database())::int
         as connections,
       ((select count(*) from ledger where state = 'accepted')
         + (select count(*) from deliveries where status in ('queued', 'claimed', 'submitting')))::int
         as waiting,
       (select sum(pg_total_relation_size(c.oid)) from pg_class c
         join pg_namespace n on n.oid = c.relnamespace
         where c.relkind = 'r' and n.nspname = 'public')::float8 as bytes,
       (select count(*) from messages)::int as messages`,
  );
  const [facts] = rows;
  return facts;
}
