import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

/** How all consoles lose their sockets in one moment. */
export const DROPS = ["cut", "kill"] as const;
export type Drop = (typeof DROPS)[number];

const USAGE = `pnpm proof storm [--sockets N] [--per-second N] [--how LIST] [--seed TEXT] [--json FILE]

Consoles of people who are logged in, one each, lose their sockets in one moment and come back as consoles do:
all must be back within 120 s, customers' messages be taken meanwhile as ever, and an idle console take little
memory beside what socket.io itself takes. Servers are its own; consoles share their machine.

  --sockets     consoles (10000); each takes a file of the door and one of ours
  --per-second  messages that customers write meanwhile (50)
  --how         cut: every line is lost; kill: the door is killed and started again (cut,kill)
  --seed        of the load, and of how long each console waits (1)
  --json        write everything to a file, too
`;

const options = z.object({
  sockets: z.coerce.number().int().min(1).max(50_000).default(10_000),
  perSecond: z.coerce.number().min(1).max(1_000).default(50),
  how: z
    .string()
    .default(DROPS.join())
    .transform((list) => list.split(","))
    .pipe(z.array(z.enum(DROPS)).min(1)),
  seed: z.string().min(1).max(60).default("1"),
  json: z.string().optional(),
});
export type StormOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readStormOptions(args: readonly string[]): StormOptions | string {
  return readArguments(args, { usage: USAGE, options });
}
