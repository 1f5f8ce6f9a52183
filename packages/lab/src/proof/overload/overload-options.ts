import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

const USAGE = `pnpm proof overload [--per-second N] [--seconds N] [--seed TEXT] [--json FILE]

Sends one door more requests than it can take: it must say 503 with Retry-After to what it cannot, lose
nothing of what it took, stay within its memory, and be as quick as before soon after. Every request is
sent once and not again. Servers are its own; what sends shares their machine, and says so if it is too slow.

  --per-second  requests (2000)
  --seconds     of overload (60)
  --seed        of the load (1)
  --json        write everything to a file, too
`;

const options = z.object({
  perSecond: z.coerce.number().int().min(1).max(100_000).default(2_000),
  seconds: z.coerce.number().int().min(1).max(3_600).default(60),
  seed: z.string().min(1).max(60).default("1"),
  json: z.string().optional(),
});
export type OverloadOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readOverloadOptions(args: readonly string[]): OverloadOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
