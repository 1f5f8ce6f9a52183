import { z } from "zod";
import { readArguments } from "../read-arguments.ts";

const USAGE = `pnpm bench [--json] [--seconds N] [--rounds N] [--backend redis|postgres] [--roles two|apart]
  [--seed TEXT]
pnpm bench email [--help]: mailboxes, compared with imapflow and mailparser alone
pnpm bench whatsapp [--help]: Meta's webhooks, compared with those of SMS
pnpm bench outbound [--help]: answers, until the provider has them
pnpm bench sockets [--help]: what agents' sockets cost, and how soon a change reaches all of them
pnpm bench assignment [--times N] [--explain]: from a presence change to a claim, by length of queues
pnpm bench growth [--sizes 10000,100000,1000000] [--seconds N] [--rounds N] [--seed TEXT] [--json]: whether a
  message costs more the more contacts and messages there are
pnpm bench search [--messages N] [--times N] [--seed N] [--database URL] [--json]: messages found again
pnpm bench knowledge [--articles N] [--times N]: articles found
pnpm bench reports [--conversations N] [--days N] [--times N] [--events N] [--database URL] [--json]:
  reports, and how many events a second their figures follow

Compares, on this machine and in one run: BullMQ alone, a plain pipeline, and the gateway
(built before: pnpm build). Uses DATABASE_URL and REDIS_URL if both are set, else private servers.

64 unseen: messages in flight until the agent's socket has them. 64 unanswered: requests in flight
until accepted. routed/s is what the agent saw while the load ran, not what was worked off after it.
Open loops count latency from the instant a message was meant to leave. The load's own CPU is shown
apart: it has a share of the same machine, the same for both, which draws the ratios of routed/s to 1.

  --json      figures as JSON instead of a table
  --seconds   length of each load (10)
  --rounds    how often all loads are repeated, interleaved; medians are shown (3)
  --backend   what carries the gateway's jobs; the comparisons always use Redis (redis)
  --roles     two: the gateway is a door and one process for all else. apart: router, sender and timers
              have processes of their own (two)
  --seed      of the load (1)
`;

const options = z.object({
  json: z.boolean().default(false),
  seconds: z.coerce.number().min(1).max(600).default(10),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
  backend: z.enum(["redis", "postgres"]).default("redis"),
  roles: z.enum(["two", "apart"]).default("two"),
  seed: z.string().min(1).max(60).default("1"),
});
export type BenchOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readOptions(args: readonly string[]): BenchOptions | string {
  return readArguments(args, { usage: USAGE, options, flags: ["json"] });
}
