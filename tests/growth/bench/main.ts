import { parseArgs } from "node:util";
import { startCircuito } from "../../../packages/lab/src/bench/circuito/start-circuito.ts";
import { describePostgres } from "../../../packages/lab/src/bench/database.ts";
import {
  CUSTOMERS,
  type Figures,
  measure,
  type Phase,
} from "../../../packages/lab/src/bench/measure.ts";
import type { System } from "../../../packages/lab/src/bench/system.ts";
import { growthOf, printGrowth } from "./growth.ts";
import { writePast } from "./past.ts";

/*
 * pnpm bench growth: whether a message costs more the longer an organization has worked. A gateway for each size
 * of the past, all on the same servers, measured in turns: what the machine does besides hits all of them alike.
 */

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    /** Contacts, and as many messages; the first is what the others are compared with. */
    sizes: { type: "string", default: "10000,100000,1000000" },
    seconds: { type: "string", default: "10" },
    rounds: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean" },
  },
});
const sizes = values.sizes.split(",").map(Number);
const forMs = Number(values.seconds) * 1_000;
const rounds = Number(values.rounds);
const { seed } = values;
const tell = (line: string) => void process.stderr.write(`${line}\n`);
const { DATABASE_URL: databaseUrl = "", REDIS_URL: redisUrl = "" } = process.env;

/** As many as a router of two cores can always take. */
const PER_SECOND = 100;
const IN_FLIGHT = 64;
/** Code that runs once a batch is optimized late; see the bench of everything. */
const WARM_UP_MS = 20_000;
const LOADS: Readonly<Record<string, Phase["load"]>> = {
  "64 unseen": { kind: "closed", inFlight: IN_FLIGHT, until: "seen" },
  [`${PER_SECOND} a second`]: { kind: "open", perSecond: PER_SECOND },
};

const { process: postgres } = await describePostgres(databaseUrl);
const systems = new Map<number, System>();
await using _systems = {
  async [Symbol.asyncDispose]() {
    for (const system of [...systems.values()].reverse()) await system[Symbol.asyncDispose]();
  },
};
for (const size of sizes) systems.set(size, await startWithPast(size));

const measured: { load: string; size: number; figures: Figures }[] = [];
for (let round = 1; round <= rounds; round++) {
  for (const [name, load] of Object.entries(LOADS)) {
    for (const [size, system] of turn(round)) {
      const run = `${size}-${round}-${load.kind}`;
      const figures = await measure(system, { run, seed, forMs, load });
      measured.push({ load: name, size, figures });
      const cpu = figures.cpuPerThousand.all?.toFixed(2) ?? "n/a";
      tell(`  round ${round}, ${name}, ${size}: CPU ${cpu} s per 1,000`);
    }
  }
}
const growth = growthOf(measured);
process.stdout.write(
  values.json ? `${JSON.stringify({ seed, growth }, null, 2)}\n` : printGrowth(growth),
);

async function startWithPast(size: number): Promise<System> {
  tell(`a past of ${size}`);
  const system = await startCircuito({ databaseUrl, redisUrl }, postgres ? [postgres] : [], {
    backend: "redis",
    roles: "two",
    database: `circuito_bench_${size}`,
  });
  const { inboxId } = system.gateway;
  await writePast(system.databaseUrl, { size, customers: CUSTOMERS, inboxId }, tell);
  const load = { kind: "closed", inFlight: IN_FLIGHT, until: "seen" } as const;
  await measure(system, { run: `warm-up-${size}`, seed, forMs: WARM_UP_MS, load });
  return system;
}

/** Every other round begins with the largest. */
function turn(round: number): [number, System][] {
  return round % 2 === 0 ? [...systems].toReversed() : [...systems];
}
