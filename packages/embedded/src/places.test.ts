import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findBinaries } from "./binaries.ts";
import { makeHome, reachableBinDir } from "./places.ts";
import { chooseServerUser } from "./server-user.ts";

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Only root starts the server as somebody else. */
const asRoot = process.getuid?.() === 0 ? test : test.skip;

asRoot("a folder the server's user can walk to is used as it is", () => {
  const wanted = join(newFolder(0o755), "a", "b");
  expect(makeHome(wanted, chooseServerUser).home.dir).toBe(wanted);
});

asRoot("below a closed folder the data go to /var/lib/circuito, each path to its own place", () => {
  const closed = newFolder(0o700);
  const one = makeHome(join(closed, "one"), chooseServerUser).home.dir;
  const other = makeHome(join(closed, "other"), chooseServerUser).home.dir;
  made.push(one, other);
  expect(dirname(one)).toBe("/var/lib/circuito");
  expect(one).not.toBe(other);
  expect(makeHome(join(closed, "one"), chooseServerUser).home.dir).toBe(one);
});

asRoot("a closed folder of executables is copied whole to where the server's user can go", () => {
  const portableDir = join(newFolder(0o700), "native");
  mkdirSync(join(portableDir, "bin"), { recursive: true });
  writeFileSync(join(portableDir, "bin", "postgres"), "executable");
  const version = `test-${process.pid}`;
  const binaries = { binDir: join(portableDir, "bin"), portableDir, version, major: 18 };
  const binDir = reachableBinDir(binaries, chooseServerUser("/nowhere"));
  made.push(dirname(binDir));
  expect(binDir).toBe(`/var/lib/circuito/pg-${version}/bin`);
  expect(existsSync(join(binDir, "postgres"))).toBe(true);
});

test("without any server the message says what to install", () => {
  expect(() => findBinaries([])).toThrow(/apt-get install postgresql.*DATABASE_URL/);
});

test("the npm package's server runs here and says its version", () => {
  expect(findBinaries(["npm"])).toMatchObject({ version: "18.4", major: 18 });
});

function newFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), "circuito-places-"));
  chmodSync(folder, mode);
  made.push(folder);
  return folder;
}
