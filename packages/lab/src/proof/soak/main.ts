import { BreakablePostgres, findServerPlaces } from "../../servers/index.ts";
import { runProof } from "../run-proof.ts";
import { runSoak } from "./run-soak.ts";
import { readSoakOptions } from "./soak-options.ts";

/** @returns the exit code */
export async function proveSoak(args: readonly string[]): Promise<number> {
  const options = readSoakOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const { seed, json } = options;
  return await runProof({ proof: "soak", seed, json }, async (tools) => {
    await using places = await findServerPlaces();
    await using postgres = await BreakablePostgres.start(places.postgres);
    await runSoak(options, postgres, tools);
  });
}
