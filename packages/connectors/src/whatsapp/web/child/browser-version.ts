import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Reads a version off a file; a browser that cannot even say that cannot be used. */
const ANSWER_TIMEOUT_MS = 15_000;

/**
 * What a browser of this version calls itself when it is not headless. The library's own default is
 * years old, and "Headless" in it is refused (spec §2).
 * @throws when the file is no browser
 */
export async function userAgentOf(executablePath: string): Promise<string> {
  const { stdout } = await promisify(execFile)(executablePath, ["--version"], {
    timeout: ANSWER_TIMEOUT_MS,
  });
  const major = /(\d+)\.\d+\.\d+\.\d+/.exec(stdout)?.[1];
  if (major === undefined) throw new Error("the browser does not say its version");
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}
