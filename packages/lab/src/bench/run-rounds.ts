import { analyzeDatabase } from "./database.ts";
import { type Figures, measure, type Phase } from "./measure.ts";
import type { NoopBench, NoopFigures } from "./noop/measure-noop.ts";
import type { BenchOptions } from "./options.ts";
import type { System } from "./system.ts";

/** Requests in flight of the closed loop. */
const IN_FLIGHT = 64;
/** Messages per second of the open loops. */
export const RATES = [100, 200, 400, 800] as const;
/**
 * The first seconds of a process run unoptimized code and empty caches; nobody's figures have them. What
 * runs once a batch is optimized later than what runs once a message: 10 s into a load a tenth of the
 * door's CPU and an eighth of the router's was still the compiler's (perf, by function).
 */
const WARM_UP_MS = 20_000;

export interface SystemRound {
  /** As many requests as possible, a fixed number of them unanswered: what the door takes. */
  readonly answered: Figures;
  /** A fixed number of messages not yet seen by the agent: what the whole way carries. */
  readonly seen: Figures;
  /** By rate. */
  readonly open: Readonly<Record<number, Figures>>;
}

export interface Round {
  readonly noop: NoopFigures;
  /** By name of the system. */
  readonly systems: Readonly<Record<string, SystemRound>>;
}

/**
 * Measures everything round after round, the systems taking turns within each load: what the
 * machine does besides then hits all of them alike.
 */
export async function runRounds(
  systems: readonly System[],
  noop: NoopBench,
  options: BenchOptions,
  say: (sentence: string) => void,
): Promise<Round[]> {
  const forMs = options.seconds * 1_000;
  const { seed } = options;
  say("warming up");
  await noop.measure(WARM_UP_MS);
  for (const system of systems) {
    const load = { kind: "closed", inFlight: IN_FLIGHT, until: "seen" } as const;
    await measure(system, { run: "warm-up", seed, forMs: WARM_UP_MS, load });
    await analyzeDatabase(system.databaseUrl);
  }

  const rounds: Round[] = [];
  for (let n = 1; n <= options.rounds; n++) {
    say(`round ${n} of ${options.rounds}`);
    const measured = new Map(systems.map((system) => [system, {} as Record<string, Figures>]));
    const noopFigures = await noop.measure(forMs);
    for (const [name, load] of loads()) {
      for (const [system, figures] of turn(measured, n)) {
        const run = `${system.name}-${n}-${name}`;
        figures[name] = await measure(system, { run, seed, forMs, load });
        say(`  ${system.name}, ${name}: ${Math.round(figures[name].routedPerSecond)} routed/s`);
      }
    }
    rounds.push({ noop: noopFigures, systems: collect(measured) });
  }
  return rounds;
}

function loads(): [string, Phase["load"]][] {
  return [
    ["seen", { kind: "closed", inFlight: IN_FLIGHT, until: "seen" }],
    ["answered", { kind: "closed", inFlight: IN_FLIGHT, until: "answered" }],
    ...RATES.map((perSecond): [string, Phase["load"]] => [
      `open-${perSecond}`,
      { kind: "open", perSecond },
    ]),
  ];
}

/** Every other round begins with the other system. */
function turn<K, V>(entries: ReadonlyMap<K, V>, round: number): [K, V][] {
  return round % 2 === 0 ? [...entries].toReversed() : [...entries];
}

function collect(
  measured: ReadonlyMap<System, Readonly<Record<string, Figures>>>,
): Record<string, SystemRound> {
  const systems: Record<string, SystemRound> = {};
  for (const [system, figures] of measured) {
    const get = (name: string): Figures => {
      const found = figures[name];
      if (!found) throw new Error(`${system.name} was not measured at ${name}`);
      return found;
    };
    const open = Object.fromEntries(RATES.map((rate) => [rate, get(`open-${rate}`)]));
    systems[system.name] = { answered: get("answered"), seen: get("seen"), open };
  }
  return systems;
}
