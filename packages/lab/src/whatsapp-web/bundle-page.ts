import { join } from "node:path";
import { build } from "esbuild";

/** Sources, also when this module runs compiled: the page is the browser's, and is not compiled with us. */
const PAGE = join(import.meta.dirname, "..", "..", "src", "whatsapp-web", "page", "main.ts");

let made: Promise<string> | undefined;

/** The page's modules as one script; one for the life of the process. */
export function pageScript(): Promise<string> {
  made ??= bundle();
  return made;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [PAGE],
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome120",
    sourcemap: "inline",
    logLevel: "silent",
  });
  const [script] = outputFiles;
  if (!script) throw new Error("bundle the simulated page of WhatsApp Web: nothing came out");
  return script.text;
}
