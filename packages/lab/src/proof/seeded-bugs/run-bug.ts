import { setTimeout as pause } from "node:timers/promises";
import { SEEDED_BUGS, type SeededBug } from "@circuito/faults";
import type { Evidence, Verdict } from "../../oracle/index.ts";
import { type ProofRow, reasonsOf, sumUp } from "../proof-report.ts";
import { type BugServers, BugWorld } from "./bug-world.ts";
import { BREAKAGES } from "./bugs.ts";
import { SCHEDULES } from "./schedules.ts";

/** Something of everything happens first, so that no check says that too little did. */
const WARM_UP_MS = 500;
/** What is not quiet by then never is. */
const QUIET_PATIENCE_MS = 90_000;
/** With the bug it may never be: it gets so many times what it took without, and no less than this. */
const PATIENCE_TIMES = 3;
const PATIENCE_MIN_MS = 15_000;
const LOOK_EVERY_MS = 250;

export interface BugRun {
  readonly bug: SeededBug;
  readonly seed: string;
  /** A name for its database. */
  readonly database: string;
  readonly signal: AbortSignal;
}

/** What the oracle said of a schedule that was run without its bug. */
export interface Control {
  readonly verdicts: readonly Verdict[];
  readonly evidence: Partial<Evidence>;
  /** From the schedule's end until nothing was left to do; `undefined` where that never came. */
  readonly quietMs: number | undefined;
}

/** What it said of the same with the bug. */
export interface Trial {
  readonly verdicts: readonly Verdict[];
  /** How often each of the classes that were to be found was found anew. */
  readonly found: Readonly<Record<string, number>>;
  /** Whether the bug's place was passed at all. */
  readonly isAtWork: boolean;
}

/**
 * One bug: the schedule without it, in which the oracle must find nothing, then with it, in the same world
 * and drawn from the same seed.
 */
export async function runBug(
  servers: BugServers,
  { bug, seed, database, signal }: BugRun,
): Promise<ProofRow> {
  const beganAtMs = performance.now();
  const { check, finds, needs = {} } = SCHEDULES[bug];
  await using world = await BugWorld.start(servers, needs, { seed, database });
  await warmUp(world, signal);
  const control = await runWithout(world, bug, signal);
  const isSound = sumUp(control.verdicts) === "valid" && control.quietMs !== undefined;
  const trial = isSound ? await runWith(world, bug, control, signal) : undefined;
  const found = Object.entries(trial?.found ?? {}).map(([name, n]) => `${name} ${n}`);
  return {
    name: `${bug} ${SEEDED_BUGS[bug]}`,
    ...concluded(control, trial, `${check} ${finds.join(" or ")}`),
    figures: {
      check,
      found: found.join(", "),
      control: isSound ? "valid" : sumUp(control.verdicts),
      seed,
      tookMs: Math.round(performance.now() - beganAtMs),
    },
  };
}

/** A bug that is found makes its row valid: it is the oracle that is tried here. */
function concluded(
  { verdicts, quietMs }: Control,
  trial: Trial | undefined,
  wanted: string,
): Pick<ProofRow, "verdict" | "because"> {
  if (!trial) {
    const quiet = quietMs === undefined ? ["it did not become quiet"] : [];
    const isWrong = sumUp(verdicts) === "invalid";
    const because = ["without the bug:", ...quiet, ...reasonsOf(verdicts)];
    return { verdict: isWrong ? "invalid" : "unknown", because };
  }
  if (!trial.isAtWork) return { verdict: "unknown", because: ["the bug's place was not passed"] };
  if (Object.keys(trial.found).length > 0) return { verdict: "valid", because: [] };
  return { verdict: "invalid", because: [`not found: ${wanted}`, ...reasonsOf(trial.verdicts)] };
}

export async function warmUp(world: BugWorld, signal: AbortSignal): Promise<void> {
  await world.text(WARM_UP_MS);
  world.world.mails.write();
  await world.reply(2);
  await world.world.uploader.upload();
  await settle(world, QUIET_PATIENCE_MS, signal);
}

/** The schedule of a bug, in a gateway that has none. */
export async function runWithout(
  world: BugWorld,
  bug: SeededBug,
  signal: AbortSignal,
): Promise<Control> {
  const evidence = (await SCHEDULES[bug].run(world)) ?? {};
  const { isQuiet, tookMs } = await settle(world, QUIET_PATIENCE_MS, signal);
  const verdicts = await judge(world, evidence);
  return { verdicts, evidence, quietMs: isQuiet ? tookMs : undefined };
}

/**
 * Brings the bug in, in place of what was there before, and runs its schedule.
 * @param before what was found until now is not found anew
 */
export async function runWith(
  world: BugWorld,
  bug: SeededBug,
  before: Control,
  signal: AbortSignal,
): Promise<Trial> {
  const { check, finds, run } = SCHEDULES[bug];
  const { schema } = BREAKAGES[bug];
  if (schema !== undefined) await world.query(schema);
  await world.restartWith(bug);
  const evidence = { ...before.evidence, ...(await run(world)) };
  const patienceMs = Math.max(PATIENCE_MIN_MS, PATIENCE_TIMES * (before.quietMs ?? 0));
  await settle(world, patienceMs, signal);
  const verdicts = await judge(world, evidence);
  const found = finds.flatMap((name) => {
    const more = violationsOf(verdicts, check, name) - violationsOf(before.verdicts, check, name);
    return more > 0 ? [[name, more] as const] : [];
  });
  return { verdicts, found: Object.fromEntries(found), isAtWork: world.isAtWork(bug) };
}

function violationsOf(verdicts: readonly Verdict[], check: string, name: string): number {
  return verdicts.find((one) => one.check === check)?.violations[name] ?? 0;
}

async function judge(world: BugWorld, evidence: Partial<Evidence>): Promise<readonly Verdict[]> {
  return world.world.judge(await world.read(), Number.POSITIVE_INFINITY, evidence);
}

/** Waits until nothing is left to do and every console was told of everything. */
async function settle(world: BugWorld, patienceMs: number, signal: AbortSignal) {
  const beganAtMs = performance.now();
  for (;;) {
    signal.throwIfAborted();
    const isQuiet = world.world.isQuiet(await world.read());
    const tookMs = performance.now() - beganAtMs;
    if (isQuiet || tookMs > patienceMs) return { isQuiet, tookMs };
    await pause(LOOK_EVERY_MS);
  }
}
