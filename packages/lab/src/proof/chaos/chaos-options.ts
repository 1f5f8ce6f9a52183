import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";
import { FAULT_KINDS } from "./faults/index.ts";

const IDS = FAULT_KINDS.map(({ id }) => id);

const USAGE = `pnpm proof chaos [--minutes N] [--seed TEXT] [--per-second N] [--only F16,F31] [--replay FILE]
                 [--shrink] [--json FILE]

Runs the built gateway in five processes on a PostgreSQL and a Redis of its own, with every cable
through a proxy. Customers on three channels write, an agent answers, four consoles watch; faults are
drawn from the seed and strike meanwhile. Then the oracle judges what the outside world has seen.

The schedule is printed and kept in .circuito/proof before it begins. None of it needs root.

${FAULT_KINDS.map(({ id, does }) => `  ${id.padEnd(5)} ${does}`).join("\n")}

  --minutes     of faults, after 10 s without any (3)
  --seed        of load and faults (1)
  --per-second  messages that come in (60)
  --only        these faults alone (all)
  --replay      strike as a schedule that was kept says; it brings seed, length and rate
  --shrink      if it fails, leave faults out and run again until none can be left out
  --json        write everything to a file, too
`;

const options = z.object({
  minutes: z.coerce.number().min(0.2).max(600).default(3),
  seed: z.string().min(1).max(60).default("1"),
  perSecond: z.coerce.number().min(1).max(1_000).default(60),
  only: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(z.enum(IDS as [string, ...string[]])).min(1))
    .optional(),
  replay: z.string().optional(),
  shrink: z.boolean().default(false),
  json: z.string().optional(),
});
export type ChaosOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readChaosOptions(args: readonly string[]): ChaosOptions | string {
  return readArguments(args, { usage: USAGE, options, flags: ["shrink"] });
}
