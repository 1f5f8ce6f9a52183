import { SEEDED_BUGS, type SeededBug } from "@circuito/faults";
import { BreakablePostgres, BreakableRedis, findServerPlaces } from "../../servers/index.ts";
import type { ProofRow } from "../proof-report.ts";
import { type ProofTools, runProof } from "../run-proof.ts";
import { type BugOptions, readBugOptions } from "./bug-options.ts";
import type { BugServers } from "./bug-world.ts";
import { runBug } from "./run-bug.ts";
import { SCHEDULES } from "./schedules.ts";

/** @returns the exit code */
export async function proveSeededBugs(args: readonly string[]): Promise<number> {
  const options = readBugOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const { seed, json } = options;
  return await runProof({ proof: "seeded-bugs", seed, json }, async (tools) => {
    await using places = await findServerPlaces();
    await using postgres = await BreakablePostgres.start(places.postgres);
    await using redis = places.redis && (await BreakableRedis.start(places.redis));
    await proveBugs(options, { postgres, redis }, tools);
  });
}

/** Each bug until it is found, with as many seeds as are allowed. */
async function proveBugs(
  { only, seeds, seed }: BugOptions,
  servers: BugServers,
  { signal, say, add }: ProofTools,
): Promise<void> {
  for (const [at, bug] of only.entries()) {
    let row: ProofRow | undefined;
    for (let attempt = 1; attempt <= seeds && row?.verdict !== "valid"; attempt++) {
      if (signal.aborted) return;
      if (SCHEDULES[bug].needs?.redis && !servers.redis) {
        row = broken(bug, new Error("there is no Redis on this machine: install redis-server"));
        break;
      }
      const seedOfThis = attempt === 1 ? seed : `${seed}-${attempt}`;
      const database = `bug_${bug}_${attempt}`;
      row = await runBug(servers, { bug, seed: seedOfThis, database, signal }).catch((error) => {
        signal.throwIfAborted();
        return broken(bug, error);
      });
      say(
        `${at + 1}/${only.length} bug ${bug}, seed ${seedOfThis}: ${row.verdict} ${row.figures.found ?? ""}`,
      );
      for (const words of row.because) say(`  ${words}`);
      // What is wrong without the bug is no matter of luck.
      if (row.figures.control === "invalid") break;
    }
    if (row) add(row);
  }
}

/** What keeps one bug from being tried keeps none of the others. */
function broken(bug: SeededBug, error: unknown): ProofRow {
  const because = [error instanceof Error ? error.message : String(error)];
  return { name: `${bug} ${SEEDED_BUGS[bug]}`, verdict: "unknown", figures: {}, because };
}
