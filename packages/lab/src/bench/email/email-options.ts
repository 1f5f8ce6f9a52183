import { z } from "zod";
import { readArguments } from "../../read-arguments.ts";

const USAGE = `pnpm bench email [--json] [--mails N] [--rounds N] [--backend redis|postgres] [--seed TEXT]
pnpm bench email --endurance [--mails N]
pnpm bench email --mailboxes N

Takes mailboxes of a private Dovecot into the ledger, files and HTML stored, by the built gateway
(pnpm build) with the connectors role, and compares, in one run, with imapflow and mailparser alone:
fetched and parsed in one process, nothing stored. Both begin with the connection and the log-in.

  --json       figures as JSON instead of a table
  --mails      in each mailbox (3000)
  --rounds     how often both are measured, taking turns; medians are shown (3)
  --backend    what carries the gateway's jobs (redis)
  --seed       of the mails (1)
  --profile    a folder for CPU profiles of the gateway's processes and threads
  --endurance  one mailbox (10000), the gateway killed with -9 five times on the way, Dovecot once away
  --mailboxes  this many connected mailboxes in one process, each with mail: what memory they take
`;

const options = z.object({
  json: z.boolean().default(false),
  mails: z.coerce.number().int().min(10).max(100_000).optional(),
  rounds: z.coerce.number().int().min(1).max(20).default(3),
  backend: z.enum(["redis", "postgres"]).default("redis"),
  seed: z
    .string()
    .regex(/^[a-z0-9]{1,20}$/i, "must be letters and digits")
    .default("1"),
  profile: z.string().min(1).optional(),
  endurance: z.boolean().default(false),
  mailboxes: z.coerce.number().int().min(1).max(1_000).optional(),
});
export type EmailBenchOptions = z.infer<typeof options>;

/** @returns the usage text when the arguments are not understood, or ask for it */
export function readEmailOptions(args: readonly string[]): EmailBenchOptions | string {
  return readArguments(args, { usage: USAGE, options, flags: ["json", "endurance"] });
}
