import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

const USAGE = `pnpm proof soak [--hours N] [--per-second N] [--seed TEXT] [--json FILE]

The gateway works for hours under a steady load: customers write by SMS and mail, an agent answers and uploads files,
consoles come and go, processes are started again. What they take (memory, files, connections, lateness, what is
stored of a message) must not grow without bound, and nothing may be lost, doubled or disordered.

  --hours       how long, fractions too (1)
  --per-second  customers' messages by SMS (5)
  --seed        of the load (1)
  --json        write everything to a file, too
`;

const options = z.object({
  hours: z.coerce.number().positive().max(1_000).default(1),
  perSecond: z.coerce.number().min(1).max(1_000).default(5),
  seed: z.string().min(1).max(60).default("1"),
  json: z.string().optional(),
});
export type SoakOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readSoakOptions(args: readonly string[]): SoakOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
