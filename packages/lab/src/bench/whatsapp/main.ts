import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";
import { runWhatsappBench } from "./run-whatsapp.ts";

const USAGE = `pnpm bench whatsapp [--json] [--seconds N] [--rounds N]

Sends the same load to one gateway (built before: pnpm build) by Meta's webhooks and by those of SMS,
in turns. Uses DATABASE_URL and REDIS_URL if both are set, else private servers.

  --json      figures as JSON instead of a table
  --seconds   length of each load (6)
  --rounds    how often both are measured; medians are shown (3)
`;

const options = z.object({
  json: z.boolean().default(false),
  seconds: z.coerce.number().min(1).max(600).default(6),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
});
export type WhatsappBenchOptions = z.infer<typeof options>;

/** `pnpm bench whatsapp …`. Progress goes to standard error, so that `--json` can be piped. */
export async function benchWhatsapp(args: readonly string[]): Promise<void> {
  const read = readArguments(args, { usage: USAGE, options, flags: ["json"] });
  if (typeof read === "string") {
    process.stderr.write(`${read}\n`);
    process.exitCode = args.includes("--help") ? 0 : 2;
    return;
  }
  const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  process.stdout.write(`${await runWhatsappBench(read, say)}\n`);
}
