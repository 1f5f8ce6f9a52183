import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { installDependencies } from "./dependencies.mjs";
import { ROOT } from "./root.mjs";
import { toolEnvironment } from "./run.mjs";

/** npm passes on a Ctrl-C the terminal sent us, too: what comes this soon is the same one. */
const SAME_SIGNAL_MS = 1_000;

/**
 * Installs, builds, and runs the gateway until it ends or is told to.
 *
 * @param {string[]} args for the gateway; `--dev` runs it from its sources and again at each change
 */
export async function start(args) {
  const isDev = args.includes("--dev");
  try {
    await installDependencies();
    if (!(await build())) throw new Error("the build failed (see above)");
  } catch (error) {
    console.error(`circuito: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
    return;
  }
  const own = args.filter((arg) => arg !== "--dev");
  const program = isDev
    ? ["--watch", "--conditions=@circuito/source", "--import", "tsx", "apps/gateway/src/main.ts"]
    : ["--enable-source-maps", "apps/gateway/dist/main.js"];
  // What is set in the environment goes before the file.
  const settings = existsSync(join(ROOT, ".env")) ? ["--env-file=.env"] : [];
  const mode = isDev ? "development" : "production";
  process.exitCode = await runGateway([...settings, ...program], ["start", ...own], mode);
}

/** How often we look whether npm still lives: soon enough for whoever starts us again at once. */
const PARENT_LOOK_MS = 500;

/**
 * The gateway gets each signal once, from us: in its own process group the terminal's Ctrl-C does
 * not reach it. Should we be killed, it sees the channel close and ends itself.
 *
 * @param {string[]} program
 * @param {string[]} args
 * @param {string} mode
 * @returns {Promise<number>} its exit code
 */
function runGateway(program, args, mode) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...program, ...args], {
      cwd: ROOT,
      env: { ...toolEnvironment(), NODE_ENV: process.env.NODE_ENV ?? mode },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: process.platform !== "win32",
    });
    let signaledAt = Number.NEGATIVE_INFINITY;
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      if (performance.now() - signaledAt < SAME_SIGNAL_MS) return;
      signaledAt = performance.now();
      child.kill(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, passOn);
    // A signal to npm ends npm and the shell between us, and nobody passes it on.
    const parent = process.ppid;
    const parentLook = setInterval(() => {
      if (process.ppid !== parent) passOn("SIGTERM");
    }, PARENT_LOOK_MS);
    if (process.env.npm_lifecycle_event === undefined) clearInterval(parentLook);
    child.once("error", (error) => {
      clearInterval(parentLook);
      console.error(`circuito: the gateway could not be started: ${error.message}`);
      resolve(1);
    });
    child.once("exit", (code, signal) => {
      clearInterval(parentLook);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
