import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ROOT = join(import.meta.dirname, "../../../..");
const GATEWAY = join(ROOT, "apps/gateway/dist/main.js");
const ARM = join(ROOT, "packages/lab/dist/proof/arm-gateway.js");
const WATCH = join(ROOT, "packages/lab/dist/proof/vitals/watch-gateway.js");

/**
 * What `node` is told to run the built gateway so that it can be broken from inside.
 * @throws unless it is built
 */
export function armedProgram(): readonly string[] {
  return loading(ARM);
}

/**
 * What `node` is told to run the built gateway so that it tells of its memory and its loop.
 * @throws unless it is built
 */
export function watchedProgram(): readonly string[] {
  return loading(WATCH);
}

function loading(module: string): readonly string[] {
  for (const path of [GATEWAY, module]) {
    if (!existsSync(path)) throw new Error("the gateway is not built: run pnpm build");
  }
  return ["--import", pathToFileURL(module).href, GATEWAY, "start"];
}
