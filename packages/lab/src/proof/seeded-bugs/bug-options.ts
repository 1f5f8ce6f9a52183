import { ALL_BUGS, readBug, SEEDED_BUGS, type SeededBug } from "@circuito/faults";
import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

const USAGE = `pnpm proof seeded-bugs [--only 1,7] [--seeds N] [--seed TEXT] [--json FILE]

Brings each bug into the built gateway and runs the shortest load and faults that show it. First the same
is run without the bug, and the oracle must find nothing; then with it, and the check that is meant for it
must find it. Servers are its own.

${ALL_BUGS.map((bug) => `  ${String(bug).padEnd(3)} ${SEEDED_BUGS[bug]}`).join("\n")}

  --only    some of these (all)
  --seeds   a bug has to be found with one of so many seeds (3)
  --seed    of the first load; the next ones are drawn from it, too (1)
  --json    write everything to a file, too
`;

const options = z.object({
  only: z
    .string()
    .transform((text) => text.split(",").map((part) => readBug(part.trim())))
    .pipe(z.array(z.custom<SeededBug>((bug) => bug !== undefined, "there is no such bug")).min(1))
    .default([...ALL_BUGS]),
  seeds: z.coerce.number().int().min(1).max(100).default(3),
  seed: z.string().min(1).max(60).default("1"),
  json: z.string().optional(),
});
export type BugOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readBugOptions(args: readonly string[]): BugOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
