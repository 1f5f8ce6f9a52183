// pnpm screens: a picture of every screen of the console, in light and dark, wide and on a phone.
import { spawn } from "node:child_process";

const child = spawn(
  process.execPath,
  [
    "--conditions=@circuito/source",
    "--import",
    "tsx",
    "tests/console/take-screens.ts",
    ...process.argv.slice(2),
  ],
  { stdio: "inherit" },
);
child.once("exit", (code) => process.exit(code ?? 1));
