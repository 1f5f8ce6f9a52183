import { existsSync } from "node:fs";
import { join } from "node:path";
import { runProof } from "../run-proof.ts";
import { whyNoDisk } from "./loop-disk.ts";
import { readPowercutOptions } from "./powercut-options.ts";
import { runPowercut } from "./run-powercut.ts";

const GATEWAY = join(import.meta.dirname, "../../../../../apps/gateway/dist/main.js");

/** @returns the exit code */
export async function provePowercut(args: readonly string[]): Promise<number> {
  const options = readPowercutOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    return args.includes("--help") ? 0 : 2;
  }
  const hindrance = await whyNoDisk();
  if (hindrance !== undefined) {
    process.stderr.write(`${hindrance}\n`);
    return 2;
  }
  if (!existsSync(GATEWAY)) throw new Error("the gateway is not built: run pnpm build");
  return runProof({ proof: "powercut", ...options, json: options.json }, (tools) =>
    runPowercut(options, [GATEWAY, "start"], tools),
  );
}
