import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { LocalBrowser } from "@circuito/connector";
import { z } from "zod";

/** By these names Chromium is installed, best first. */
const ON_PATH = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The setting of the browser that some channels need, as a field of the whole. */
export const browserFields = {
  CHROME_PATH: z.string().refine(isAbsolute, "must be an absolute path").optional(),
};

type Env = Readonly<Record<string, string | undefined>>;

/**
 * What tests add to the browser's arguments, as a JSON list; with it a certificate that nobody vouches
 * for is taken. No setting: it could send a session to a server that only says it is the right one.
 */
const TEST_ARGS = "CHROME_TEST_ARGS";
const testArgs = z.array(z.string());

export function browserProblems(env: Env): string[] {
  if (env[TEST_ARGS] === undefined) return [];
  if (env.NODE_ENV !== "test") return [`${TEST_ARGS}: is for tests only, with NODE_ENV=test`];
  const isList = testArgs.safeParse(parseJson(env[TEST_ARGS])).success;
  return isList ? [] : [`${TEST_ARGS}: must be a JSON list of texts`];
}

export function browserOf(path: string | undefined, env: Env): { readonly browser?: LocalBrowser } {
  const executablePath = path ?? browserOnPath(env.PATH ?? "");
  if (executablePath === undefined) return {};
  const args = testArgs.safeParse(parseJson(env[TEST_ARGS] ?? ""));
  return {
    browser: { executablePath, args: args.data ?? [], acceptsInsecureCerts: args.success },
  };
}

function browserOnPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => ON_PATH.map((name) => join(folder, name)))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
