import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { ROOT } from "./root.mjs";

/** Where pnpm lives: inside the clone, nothing on the machine is changed. */
export const TOOLS = join(ROOT, ".circuito", "tools");

/**
 * The environment of every tool we call. npm's own settings would leak into pnpm, turbo finds pnpm
 * by name, and no tool may download a browser or call home.
 *
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("npm_"));
  const env = Object.fromEntries(kept);
  const binaries = [join(TOOLS, "node_modules", ".bin"), join(ROOT, "node_modules", ".bin")];
  return {
    ...env,
    PATH: [...binaries, env.PATH ?? ""].join(delimiter),
    PUPPETEER_SKIP_DOWNLOAD: "1",
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
}

/**
 * Runs a command in the clone, its output on ours.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 1 if it cannot be run or was killed
 */
export function runLoud(command, args, env = toolEnvironment()) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/**
 * Runs a command in the clone and keeps quiet about it unless it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether it succeeded; if not, all it said is printed
 */
export function runQuiet(command, args, env = toolEnvironment()) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(false);
    });
    child.once("close", (code) => {
      if (code !== 0) console.error(Buffer.concat(output).toString());
      resolve(code === 0);
    });
  });
}
