import { type EmailBenchOptions, readEmailOptions } from "./email-options.ts";
import { runEmailBench } from "./run-email.ts";
import { runEndurance } from "./run-endurance.ts";
import { runMailboxes } from "./run-mailboxes.ts";

/** `pnpm bench email …`. Progress goes to standard error, so that `--json` can be piped. */
export async function benchEmail(args: readonly string[]): Promise<void> {
  const options = readEmailOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n`);
    process.exitCode = 2;
    return;
  }
  const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
  process.stdout.write(`${await run(options, say)}\n`);
}

function run(options: EmailBenchOptions, say: (sentence: string) => void): Promise<string> {
  const { mailboxes } = options;
  if (options.endurance) return runEndurance(options, say);
  if (mailboxes !== undefined) return runMailboxes({ ...options, mailboxes }, say);
  return runEmailBench(options, say);
}
