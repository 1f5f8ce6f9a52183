import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const LIST = "packages/connectors/src/index.ts";
const NEW = "packages/connectors/src/pigeon";

/** What the compiler reads to check the whole server. */
const COMPILED = [
  "package.json",
  "tsconfig.json",
  "tsconfig.base.json",
  "packages",
  "apps/gateway",
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "circuito-channel-"));
  for (const path of COMPILED) {
    cpSync(join(ROOT, path), join(copy, path), {
      recursive: true,
      filter: (file) => !/\/(node_modules|dist|\.turbo)$|\.tsbuildinfo$/.test(file),
    });
  }
  linkDependencies();
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

/**
 * Each package's libraries, as they are installed here; our own packages resolve to the copy, since
 * pnpm links them by relative paths.
 */
function linkDependencies(): void {
  symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
  const folders = ["packages", "apps"].flatMap((shelf) =>
    readdirSync(join(copy, shelf)).map((name) => join(shelf, name)),
  );
  for (const folder of folders) {
    try {
      cpSync(join(ROOT, folder, "node_modules"), join(copy, folder, "node_modules"), {
        recursive: true,
        verbatimSymlinks: true,
      });
    } catch {
      // A folder without libraries of its own.
    }
  }
}

test("a channel copied from loopback is in the gateway with its own folder and one line of the list", () => {
  cpSync(join(copy, "packages/connectors/src/loopback"), join(copy, NEW), { recursive: true });
  for (const file of readdirSync(join(copy, NEW))) {
    if (!file.endsWith(".ts")) continue;
    const path = join(copy, NEW, file);
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("loopback", "pigeon"));
  }
  rename("loopback.ts", "pigeon.ts");
  rename("loopback.test.ts", "pigeon.test.ts");
  const list = readFileSync(join(copy, LIST), "utf8");
  writeFileSync(
    join(copy, LIST),
    list
      .replace(/^(import \{ loopback)/m, 'import { pigeon } from "./pigeon/index.ts";\n$1')
      .replace(/= \[/, "= [pigeon, "),
  );

  // The whole server compiles with it: nothing in the core enumerates channels.
  execFileSync("node", [join(ROOT, "node_modules/typescript/bin/tsc"), "--build", "apps/gateway"], {
    cwd: copy,
    stdio: "pipe",
  });
  const { CONNECTORS } = load(join(copy, "packages/connectors/dist/index.js"));
  expect(CONNECTORS).toContain("pigeon");
  expect(CONNECTORS).toContain("loopback");
}, 120_000);

function rename(from: string, to: string): void {
  cpSync(join(copy, NEW, from), join(copy, NEW, to));
  rmSync(join(copy, NEW, from));
}

/** Channels that a built list names, asked of a Node of its own. */
function load(path: string): { CONNECTORS: readonly string[] } {
  const script = `import(${JSON.stringify(path)}).then((m) =>
    console.log(JSON.stringify({ CONNECTORS: m.CONNECTORS.map((c) => c.channel) })))`;
  return JSON.parse(execFileSync("node", ["-e", script], { encoding: "utf8" }));
}
