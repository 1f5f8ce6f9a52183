import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getuid } from "node:process";
import { Duplex, Readable, Writable } from "node:stream";
import type { LocalBrowser } from "@circuito/connector";
import type { BrowserReading } from "@circuito/domain";
import { z } from "zod";
import { errorCode } from "./error-code.ts";

/** What we ask by the DevTools protocol, over pipes as paired phones do: each message ends in a NUL. */
const ASKS = [
  { id: 1, method: "Browser.getVersion", params: {} },
  { id: 2, method: "Target.createTarget", params: { url: "about:blank" } },
] as const;
const answers = z.object({
  id: z.int(),
  result: z.object({ product: z.string().optional(), targetId: z.string().optional() }).optional(),
});
/** Two short answers; a program that writes more is no browser. */
const ANSWER_LENGTH_MAX = 1024 * 1024;

/**
 * Starts the browser as paired phones do, has it open a page and ends it: a library that is missing, or
 * a container that forbids its sandbox, shows here and not when somebody scans a code.
 */
export async function startBrowser(
  browser: LocalBrowser,
  signal: AbortSignal,
): Promise<BrowserReading> {
  const profile = await mkdtemp(join(tmpdir(), "circuito-doctor-"));
  const child = spawn(
    browser.executablePath,
    [
      "--headless",
      "--disable-gpu",
      // As root it has no sandbox, here as there.
      ...(getuid?.() === 0 ? ["--no-sandbox"] : []),
      ...browser.args,
      `--user-data-dir=${profile}`,
      "--remote-debugging-pipe",
    ],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const gone = new Promise<BrowserReading>((resolve) => {
    child.once("error", (error) => resolve({ kind: "failed", code: errorCode(error) }));
    child.once("exit", (code) => resolve({ kind: "failed", code: `EXIT_${code ?? "SIGNAL"}` }));
  });
  const late = new Promise<BrowserReading>((resolve) => {
    const stop = (): void => resolve({ kind: "failed", code: "ETIMEDOUT" });
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([askOf(child), gone, late]);
  } finally {
    child.kill("SIGKILL");
    await gone;
    // What is left of its processes may write for a moment more; the folder is a temporary one.
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
      () => undefined,
    );
  }
}

/** Never resolves for a program that does not answer: it ends, or its time does. */
function askOf(child: ChildProcess): Promise<BrowserReading> {
  const [, , , down, up] = child.stdio;
  return new Promise((resolve) => {
    if (!(down instanceof Writable) || !(up instanceof Readable || up instanceof Duplex)) return;
    let rest = "";
    let version: string | undefined;
    // One that ended has been heard of already.
    down.on("error", () => {});
    up.on("error", () => {});
    up.setEncoding("utf8");
    up.on("data", (text: string) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop() ?? "";
      if (rest.length > ANSWER_LENGTH_MAX) rest = "";
      for (const message of messages) {
        const { id, result } = answers.safeParse(parsed(message)).data ?? {};
        if (id === 1) version = /\d+(\.\d+)*/.exec(result?.product ?? "")?.[0];
        if (id !== 2) continue;
        const isOpen = result?.targetId !== undefined;
        resolve(
          isOpen
            ? { kind: "started", version: version ?? "?" }
            : { kind: "failed", code: "NO_PAGE" },
        );
      }
    });
    for (const ask of ASKS) down.write(`${JSON.stringify(ask)}\0`);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
