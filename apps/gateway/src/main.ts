import { existsSync } from "node:fs";
import { loadEnvFile } from "node:process";
import { runCli } from "./cli/run-cli.ts";
import { processTerminal } from "./cli/terminal.ts";

// What is set in the environment goes before the file.
if (existsSync(".env")) loadEnvFile(".env");
// Express shows stack traces to callers unless it is told that this is no workbench.
process.env.NODE_ENV ??= "production";
const code = await runCli(process.argv.slice(2), processTerminal);
if (code !== 0) process.exitCode = code;
