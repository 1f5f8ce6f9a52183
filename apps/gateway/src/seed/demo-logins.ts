import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const demoLogin = z.object({
  name: z.string(),
  email: z.string(),
  does: z.string(),
  password: z.string(),
});
export type DemoLogin = z.infer<typeof demoLogin>;

function fileIn(dataDir: string): string {
  return join(dataDir, "demo-logins.json");
}

/** Kept beside the data for whoever may read them: the demo's passwords are in no database. */
export function writeDemoLogins(dataDir: string, logins: readonly DemoLogin[]): void {
  mkdirSync(dataDir, { recursive: true });
  const part = `${fileIn(dataDir)}.${process.pid}`;
  writeFileSync(part, `${JSON.stringify(logins, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(part, fileIn(dataDir));
}

/** @returns `undefined` when the file is gone: the passwords are gone with it */
export function readDemoLogins(dataDir: string): readonly DemoLogin[] | undefined {
  try {
    return z.array(demoLogin).parse(JSON.parse(readFileSync(fileIn(dataDir), "utf8")));
  } catch {
    return undefined;
  }
}
