// pnpm corpus <folder>: finds the browser that the HTML is shown in, as `npm test` does, and scores.
import { spawn } from "node:child_process";
import { findChromium } from "./lib/chromium.mjs";
import { ROOT } from "./lib/root.mjs";

const SCORER = "packages/connectors/src/testing/corpus/main.ts";

const browser = process.env.TEST_CHROMIUM_PATH ?? (await findChromium(ROOT));
const child = spawn(
  process.execPath,
  ["--conditions=@circuito/source", "--import", "tsx", SCORER, ...process.argv.slice(2)],
  {
    stdio: "inherit",
    env: { ...process.env, ...(browser !== undefined && { TEST_CHROMIUM_PATH: browser }) },
  },
);
child.once("exit", (code) => process.exit(code ?? 1));
