import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";
import { printOutbound } from "./print-outbound.ts";
import { runOutbound } from "./run-outbound.ts";

const USAGE = `pnpm bench outbound [--json] [--seconds N] [--rounds N] [--backend redis|postgres]

Answers that an agent writes, until the provider has them: the gateway (built before: pnpm build) beside a plain
pipeline, one job and one request an answer, in one run and in turns; medians of the rounds. Uses DATABASE_URL and
REDIS_URL if both are set, else private servers. Linux only.

  --json      figures as JSON instead of a table
  --seconds   length of each load (10)
  --rounds    how often all loads are repeated (3)
  --backend   what carries the gateway's jobs; the comparison always uses Redis (redis)
`;

const options = z.object({
  json: z.boolean().default(false),
  seconds: z.coerce.number().min(1).max(600).default(10),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
  backend: z.enum(["redis", "postgres"]).default("redis"),
});
export type OutboundOptions = z.infer<typeof options>;

/** `pnpm bench outbound …`. Progress goes to standard error, so that `--json` can be piped. */
export async function benchOutbound(args: readonly string[]): Promise<void> {
  const read = readArguments(args, { usage: USAGE, options, flags: ["json"] });
  if (typeof read === "string") {
    process.stderr.write(`${read}\n`);
    process.exitCode = args.includes("--help") ? 0 : 2;
    return;
  }
  const rows = await runOutbound(read, (sentence) => void process.stderr.write(`${sentence}\n`));
  process.stdout.write(
    read.json ? `${JSON.stringify(rows, null, 2)}\n` : `${printOutbound(rows)}\n`,
  );
}
