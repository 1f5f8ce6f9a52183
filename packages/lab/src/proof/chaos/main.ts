import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ProofTools, runProof } from "../run-proof.ts";
import { type ChaosOptions, readChaosOptions } from "./chaos-options.ts";
import { rowsOf } from "./chaos-rows.ts";
import { FAULT_KINDS, type FaultKind } from "./faults/index.ts";
import { type ChaosOutcome, runChaos } from "./run-chaos.ts";
import { type ChaosSchedule, chaosSchedule, drawSchedule } from "./schedule.ts";
import { shrink } from "./shrink.ts";

const ROOT = join(import.meta.dirname, "../../../../..");
const GATEWAY = join(ROOT, "apps/gateway/dist/main.js");
/** Beside the data of `npm start`, which no commit takes along. */
const KEPT_IN = join(ROOT, ".circuito/proof");

/** @returns the exit code */
export async function proveChaos(args: readonly string[]): Promise<number> {
  const options = readChaosOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
  const schedule = await findSchedule(options);
  const kept = await keep(schedule);
  return runProof({ proof: "chaos", seed: schedule.seed, json: options.json }, async (tools) => {
    for (const { fault, target, atMs, lastsMs, amount } of schedule.strikes) {
      const at = (atMs / 1_000).toFixed(1).padStart(6);
      tools.say(`${at} s  ${fault.padEnd(5)} ${target}, ${lastsMs} ms, ${amount}`);
    }
    tools.say(`kept: --replay ${kept}`);
    const program = [GATEWAY, "start"];
    const outcome = await runChaos(schedule, program, tools);
    const wanted = new Set(
      options.replay ? faultsOf(schedule) : kindsOf(options).map(({ id }) => id),
    );
    for (const row of rowsOf(outcome, FAULT_KINDS, wanted)) tools.add(row);
    const struck = new Set(outcome.stricken.struck.map(({ fault }) => fault));
    tools.say(`${struck.size} of ${FAULT_KINDS.length} kinds of fault struck`);
    if (options.shrink && isInvalid(outcome)) await shrinkTo(schedule, program, tools);
  });
}

async function findSchedule(options: ChaosOptions): Promise<ChaosSchedule> {
  if (options.replay !== undefined) {
    return chaosSchedule.parse(JSON.parse(await readFile(options.replay, "utf8")));
  }
  const { seed, minutes, perSecond } = options;
  return drawSchedule(kindsOf(options), { seed, minutes, perSecond });
}

function kindsOf({ only }: ChaosOptions): readonly [FaultKind, ...FaultKind[]] {
  const [first, ...rest] = FAULT_KINDS.filter(({ id }) => only?.includes(id) ?? true);
  if (!first) throw new Error("no fault is left");
  return [first, ...rest];
}

function faultsOf({ strikes }: ChaosSchedule): readonly string[] {
  return strikes.map(({ fault }) => fault);
}

async function keep(schedule: ChaosSchedule): Promise<string> {
  await mkdir(KEPT_IN, { recursive: true });
  const name = `chaos-${schedule.seed.replace(/[^\w-]/g, "_")}-${schedule.strikes.length}.json`;
  const path = join(KEPT_IN, name);
  await writeFile(path, `${JSON.stringify(schedule, null, 2)}\n`);
  return path;
}

function isInvalid({ verdicts }: ChaosOutcome): boolean {
  return verdicts.some(({ verdict }) => verdict === "invalid");
}

/** Runs ever smaller parts of it: hours for a long one, and each run is told. */
async function shrinkTo(
  schedule: ChaosSchedule,
  program: readonly string[],
  tools: ProofTools,
): Promise<void> {
  const strikes = await shrink(schedule.strikes, async (part) => {
    tools.signal.throwIfAborted();
    tools.say(`shrinking: ${part.length} of ${schedule.strikes.length} faults`);
    return isInvalid(await runChaos({ ...schedule, strikes: [...part] }, program, tools));
  });
  const kept = await keep({ ...schedule, strikes: [...strikes] });
  tools.say(`${strikes.length} faults are enough: --replay ${kept}`);
}
