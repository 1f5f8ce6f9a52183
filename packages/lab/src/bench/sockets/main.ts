import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";
import { printSockets } from "./print-sockets.ts";
import { runSockets } from "./run-sockets.ts";

const USAGE = `pnpm bench sockets [--json] [--sockets N] [--seconds N]

Agents' sockets of one gateway (built before: pnpm build) beside as many of socket.io alone, in one run:
what an idle one costs in memory, and how soon and how often a change reaches 1, 20 and 200 of them. Uses
DATABASE_URL and REDIS_URL if both are set, else private servers. Linux only.

  --json      figures as JSON instead of a table
  --sockets   idle sockets whose memory is measured (1000)
  --seconds   length of each load (5)
`;

const options = z.object({
  json: z.boolean().default(false),
  sockets: z.coerce.number().int().min(100).max(10_000).default(1_000),
  seconds: z.coerce.number().min(1).max(600).default(5),
});
export type SocketOptions = z.infer<typeof options>;

/** `pnpm bench sockets …`. Progress goes to standard error, so that `--json` can be piped. */
export async function benchSockets(args: readonly string[]): Promise<void> {
  const read = readArguments(args, { usage: USAGE, options, flags: ["json"] });
  if (typeof read === "string") {
    process.stderr.write(`${read}\n`);
    process.exitCode = args.includes("--help") ? 0 : 2;
    return;
  }
  const figures = await runSockets(read, (sentence) => void process.stderr.write(`${sentence}\n`));
  process.stdout.write(
    read.json ? `${JSON.stringify(figures, null, 2)}\n` : `${printSockets(figures)}\n`,
  );
}
