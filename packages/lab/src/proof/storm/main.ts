import { BreakablePostgres, findServerPlaces } from "../../servers/index.ts";
import { runProof } from "../run-proof.ts";
import { runStorm } from "./run-storm.ts";
import { readStormOptions } from "./storm-options.ts";

/** @returns the exit code */
export async function proveStorm(args: readonly string[]): Promise<number> {
  const options = readStormOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const { seed, json } = options;
  return await runProof({ proof: "storm", seed, json }, async (tools) => {
    await using places = await findServerPlaces();
    await using postgres = await BreakablePostgres.start(places.postgres);
    await runStorm(options, postgres.url, tools);
  });
}
