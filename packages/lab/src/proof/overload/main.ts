import { BreakablePostgres, findServerPlaces } from "../../servers/index.ts";
import { runProof } from "../run-proof.ts";
import { readOverloadOptions } from "./overload-options.ts";
import { runOverload } from "./run-overload.ts";

/** @returns the exit code */
export async function proveOverload(args: readonly string[]): Promise<number> {
  const options = readOverloadOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const { seed, json } = options;
  return await runProof({ proof: "overload", seed, json }, async (tools) => {
    await using places = await findServerPlaces();
    await using postgres = await BreakablePostgres.start(places.postgres);
    await runOverload(options, postgres, tools);
  });
}
