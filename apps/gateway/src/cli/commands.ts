import type { Terminal } from "./terminal.ts";

/** One command: its help, and where its code is. The code is loaded only when it is asked for. */
export interface Command {
  /** The words that call it. */
  readonly name: readonly string[];
  readonly summary: string;
  readonly help: string;
  readonly load: () => Promise<{ readonly run: Run }>;
}

/** @returns the exit code */
export type Run = (args: readonly string[], terminal: Terminal) => Promise<number>;

export const COMMANDS: readonly Command[] = [
  {
    name: ["start"],
    summary: "run the gateway until it is told to stop",
    help: `circuito start [--roles <list>] [--port <number>] [--demo]

  --roles   what this process does: all, or some of web,connectors,router,delivery,timers
  --port    the TCP port to listen on (4000)
  --demo    put the demo organization into an empty external database

Everything else is set in the environment; .env.example shows every setting.`,
    load: () => import("./start-command.ts"),
  },
  {
    name: ["migrate"],
    summary: "bring the database up to date, and stop",
    help: `circuito migrate

Brings the tables of DATABASE_URL (or of the embedded database) up to date. Safe to run again,
and while an older version still runs.`,
    load: () => import("./migrate-command.ts"),
  },
  {
    name: ["admin", "create"],
    summary: "add a person who may set everything up",
    help: `circuito admin create --email <address> --name <name>

Prints a password, once. Only its hash is stored.`,
    load: () => import("./admin-create-command.ts"),
  },
  {
    name: ["api-key", "create"],
    summary: "make a key for a program that calls the API",
    help: `circuito api-key create --name <name> --role <agent|supervisor|admin>

Prints the key, once. Only its hash is stored.`,
    load: () => import("./api-key-create-command.ts"),
  },
  {
    name: ["contact", "export"],
    summary: "write all that is held of a customer into a file, to be given to them",
    help: `circuito contact export <address-or-id> --to <file.zip> [--notes] [--language <tag>]

The customer is named by an e-mail address, a number, any address as it is shown, or a contact's id. The
archive has a page to read (index.html), the same for programs (data.json) and every file. That it was
made is in the audit.

  --to         a file that is not there yet
  --notes      with what colleagues told each other
  --language   of the page: pt-BR (default), en or es`,
    load: () => import("./contact-export-command.ts"),
  },
  {
    name: ["contact", "erase"],
    summary: "erase all that is held of a customer; without --confirm, say what that is",
    help: `circuito contact erase <address-or-id> [--confirm <digest>]

Without --confirm it prints what would go, what stays and what stands in the way, and a digest of that.
With it, what was shown is erased, if nothing is different since. Nobody can undo it. It is in the audit.`,
    load: () => import("./contact-erase-command.ts"),
  },
  {
    name: ["figures", "rebuild"],
    summary: "measure every conversation anew",
    help: `circuito figures rebuild

Forgets what reports are made of. A process with the role timers reads the story of every conversation
anew, by today's business hours; nothing of a conversation changes.`,
    load: () => import("./figures-rebuild-command.ts"),
  },
  {
    name: ["audit", "verify"],
    summary: "reckon the chain of audit entries again",
    help: `circuito audit verify [--head <hash>]

Says whether an entry was changed or taken out, and at which number. Prints the hash of the last entry:
kept elsewhere and given with --head next time, it shows that nothing was cut off at the end.`,
    load: () => import("./audit-verify-command.ts"),
  },
  {
    name: ["doctor"],
    summary: "look at everything that breaks installations, and say how to mend it",
    help: `circuito doctor [--json]

Looks at the public address, websockets through the proxy, the certificate, every webhook and mailbox,
PostgreSQL, Redis, the clock, disks, the file store, backups (BACKUP_PATH) and the browser. Every mailbox
gets one letter from itself; nothing else is changed. The same is in the console: Settings, Diagnostics.

  --json   one finding a line, for programs

Exit code: 0 in order, 1 something is broken, 3 there are warnings.`,
    load: () => import("./doctor-command.ts"),
  },
  {
    name: ["send"],
    summary: "write to an inbox as a customer would",
    help: `circuito send --inbox <id|name> --from <number|name> --text <words> [--to-url <origin>]

Signs a message with the inbox's own secret and posts it to the running gateway's webhook.
For inboxes of the channels sms (generic provider) and loopback.

  --to-url   where the gateway is reached (PUBLIC_URL)`,
    load: () => import("./send-command.ts"),
  },
  // Before the command whose name begins like it.
  {
    name: ["ledger", "release"],
    summary: "let in what was parked or suppressed, by its external id",
    help: `circuito ledger release <external-id>

What was set aside under this id is routed as if it had just come, whatever its class; who let it in
stays with it. What nobody could read has no message in it and cannot be released.`,
    load: () => import("./ledger-release-command.ts"),
  },
  {
    name: ["ledger"],
    summary: "tell what became of a message, by its external id",
    help: `circuito ledger <external-id>

Prints when it was received, how often it came again, what was decided about it and why.`,
    load: () => import("./ledger-command.ts"),
  },
];
