import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

const USAGE = `pnpm proof powercut [--cycles N] [--seed TEXT] [--per-second N] [--fsync on|off] [--json FILE]

Runs the built gateway on a PostgreSQL whose disk is a file, under load, and copies the file while it
runs: what a power cut would have left. PostgreSQL is started on each copy, and everything that was
acknowledged before the cut must be there. On the last copy the gateway is started, too, and finishes
what was in hand. Needs root and a loop device.

  --cycles      how many cuts (20)
  --seed        of the load and of the moments (1)
  --per-second  messages that come in (60)
  --fsync       off: PostgreSQL does not wait for its disk, and the proof must find what that loses (on)
  --json        write everything to a file, too
`;

const options = z.object({
  cycles: z.coerce.number().int().min(1).max(1_000).default(20),
  seed: z.string().min(1).max(60).default("1"),
  perSecond: z.coerce.number().min(1).max(1_000).default(60),
  fsync: z.enum(["on", "off"]).default("on"),
  json: z.string().optional(),
});
export type PowercutOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readPowercutOptions(args: readonly string[]): PowercutOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
