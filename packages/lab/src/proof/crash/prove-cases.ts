import { writeFault } from "@circuito/faults";
import type { ProofTools } from "../run-proof.ts";
import type { CrashOptions } from "./crash-options.ts";
import { CrashWorld } from "./crash-world.ts";
import { planCases } from "./plan-cases.ts";
import { runCase } from "./run-case.ts";

interface Place {
  readonly redisUrl: string | undefined;
  /** A new, empty one each time. */
  readonly createDatabase: () => Promise<{ readonly url: string } & AsyncDisposable>;
}

/** Runs the cases one after the other; what one has spoilt, the next does not inherit. */
export async function proveCases(
  { points, nth, how, seed }: Pick<CrashOptions, "points" | "nth" | "how" | "seed">,
  place: Place,
  { signal, say, add }: ProofTools,
): Promise<void> {
  const waiting = [...planCases(points, nth, how)];
  const all = waiting.length;
  while (waiting.length > 0 && !signal.aborted) {
    await using database = await place.createDatabase();
    await using world = await CrashWorld.start({
      databaseUrl: database.url,
      redisUrl: place.redisUrl,
      seed,
    });
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const row = await runCase(world, next, { signal });
      add(row);
      const { quietMs } = row.figures;
      const quiet = quietMs === "" ? "" : `, quiet in ${quietMs} ms`;
      say(`${all - waiting.length}/${all} ${writeFault(next)}: ${row.verdict}${quiet}`);
      for (const words of row.because) say(`  ${words}`);
      if (row.verdict !== "valid" || signal.aborted) break;
    }
  }
}
