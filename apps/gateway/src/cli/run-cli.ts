import { ConfigError } from "../config/config-error.ts";
import { sentenceOf } from "../log/describe-error.ts";
import { COMMANDS, type Command } from "./commands.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** What a shell learns: 0 done, 1 could not be done, 2 was asked wrongly. */
const FAILED = 1;
const ASKED_WRONGLY = 2;

/** @returns the exit code; what a command started may go on after it */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const command = COMMANDS.find(({ name }) => name.every((word, index) => args[index] === word));
  const asksHelp = args.includes("--help") || args.includes("-h");
  if (!command) {
    const called = args.filter((arg) => !arg.startsWith("-"));
    if (called.length === 0 || asksHelp) {
      terminal.out(overview());
      return 0;
    }
    terminal.err(`circuito: there is no command "${called.join(" ")}"\n${overview()}`);
    return ASKED_WRONGLY;
  }
  if (asksHelp) {
    terminal.out(`Usage: ${command.help}\n`);
    return 0;
  }
  try {
    const { run } = await command.load();
    return await run(args.slice(command.name.length), terminal);
  } catch (error) {
    terminal.err(`circuito: ${sentenceOf(error)}\n${hint(error, command)}`);
    return isAskedWrongly(error) ? ASKED_WRONGLY : FAILED;
  }
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.join(" ").length));
  const lines = COMMANDS.map(
    ({ name, summary }) => `  ${name.join(" ").padEnd(width)}   ${summary}\n`,
  );
  return `Usage: circuito <command>\n\n${lines.join("")}\nMore about one: circuito <command> --help\n`;
}

function isAskedWrongly(error: unknown): boolean {
  if (error instanceof UsageError || error instanceof ConfigError) return true;
  // node:util's parser of arguments says what is wrong in its own words.
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("ERR_PARSE_ARGS_");
}

function hint(error: unknown, { name }: Command): string {
  if (!isAskedWrongly(error)) return "";
  return error instanceof ConfigError
    ? ".env.example shows every setting.\n"
    : `See: circuito ${name.join(" ")} --help\n`;
}
