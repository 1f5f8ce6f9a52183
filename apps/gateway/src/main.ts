import { runCli } from "./cli/run-cli.ts";

// Express shows stack traces to callers unless it is told that this is no workbench.
process.env.NODE_ENV ??= "production";
await runCli(process.argv.slice(2));
