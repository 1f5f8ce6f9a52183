import { spawnSync } from "node:child_process";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

/** The last version for Node 20; the dependency is exact for that reason. */
const NPM_CHROMIUM_VERSION = "147.0.0";

/** It takes a fifth of a second when it works; this is for a machine under heavy load. */
const CHROMIUM_TRY_TIMEOUT_MS = 30_000;

const ON_PATH = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Finds a Chromium without installing anything: CHROME_PATH, the system's, the npm package's.
 *
 * @param {string} root the clone
 * @returns {Promise<string | undefined>} a path to run, `undefined` if there is none
 */
export async function findChromium(root) {
  return systemChromium() ?? (await npmChromium(root));
}

/** @returns {string | undefined} */
export function systemChromium() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  const onPath = (process.env.PATH ?? "")
    .split(delimiter)
    .flatMap((folder) => ON_PATH.map((name) => join(folder, name)));
  return [...onPath, ...ELSEWHERE].find((path) => existsSync(path));
}

/**
 * The Chromium inside the npm package, unpacked once into `.circuito/`.
 *
 * Its own `executablePath()` unpacks to one fixed folder under the temp directory and returns
 * whatever is already there, so the archives are unpacked here. The result is a small script that
 * gives the browser, and nobody else, the libraries and fonts a bare machine lacks.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>}
 */
export async function npmChromium(root) {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = join(root, ".circuito", `chromium-${NPM_CHROMIUM_VERSION}`);
  const start = join(folder, "chromium.sh");
  if (existsSync(start)) return start;
  const archives = npmArchives(root);
  if (archives === undefined) return undefined;

  const part = `${folder}.part-${process.pid}`;
  mkdirSync(join(part, "fontcache"), { recursive: true });
  try {
    await unpackAll(archives, part);
    writeStartScript(part, folder);
    renameSync(part, folder);
  } catch (error) {
    if (!existsSync(start)) throw error; // Otherwise another run was faster.
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return start;
}

/** @param {string} root */
function npmArchives(root) {
  try {
    const main = createRequire(join(root, "package.json")).resolve("@sparticuz/chromium");
    return join(dirname(main), "..", "..", "bin");
  } catch {
    return undefined; // Not installed (yet).
  }
}

/**
 * @param {string} archives
 * @param {string} into
 */
async function unpackAll(archives, into) {
  await decompress(join(archives, "chromium.br"), join(into, "chromium"));
  for (const name of ["al2023.tar", "fonts.tar", "swiftshader.tar"]) {
    const file = join(into, name);
    await decompress(join(archives, `${name}.br`), file);
    // By file, not by pipe: tar stops reading at the archive's end mark, and breaks the pipe.
    const { status, stderr } = spawnSync("tar", ["-x", "-C", into, "-f", file]);
    if (status !== 0) throw new Error(`unpack ${name}: ${stderr}`);
    rmSync(file);
  }
}

/**
 * @param {string} from
 * @param {string} to
 */
function decompress(from, to) {
  const file = createWriteStream(to, { mode: 0o755 });
  return pipeline(createReadStream(from), createBrotliDecompress(), file);
}

/**
 * @param {string} part where it is written
 * @param {string} folder where it will be when it runs
 */
function writeStartScript(part, folder) {
  // The package's own fonts.conf names folders of another system: no text would be drawn at all.
  writeFileSync(
    join(part, "own-fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fontcache</cachedir></fontconfig>\n`,
  );
  const script = join(part, "chromium.sh");
  writeFileSync(
    script,
    `#!/bin/sh
LD_LIBRARY_PATH='${folder}/lib' FONTCONFIG_FILE='${folder}/own-fonts.conf' \\
  exec '${folder}/chromium' "$@"\n`,
  );
  chmodSync(script, 0o755);
}

/**
 * Whether this Chromium can be started at all: a bare system may lack libraries it is linked to.
 *
 * @param {string} path
 */
export function chromiumRuns(path) {
  return spawnSync(path, ["--version"], { timeout: CHROMIUM_TRY_TIMEOUT_MS }).status === 0;
}
