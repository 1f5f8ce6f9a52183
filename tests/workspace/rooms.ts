import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

/** A folder of the workspace: one package. */
export interface Room {
  /** As in the table of rooms: `packages/connectors`. */
  readonly path: string;
  readonly manifest: Manifest;
}

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly type?: string;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const SHELVES = ["packages", "apps"];

export const ROOMS: readonly Room[] = SHELVES.flatMap((shelf) =>
  readdirSync(join(ROOT, shelf))
    .map((name) => `${shelf}/${name}`)
    .filter((path) => existsSync(join(ROOT, path, "package.json")))
    .map((path) => ({ path, manifest: readJson<Manifest>(join(path, "package.json")) })),
);

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

const NOT_OURS = new Set(["node_modules", "dist", "coverage", ".turbo"]);

/** Every TypeScript source of a room, without the settings of its tools. */
export function sourcesOf(room: Room): string[] {
  return walk(join(ROOT, room.path))
    .map((file) => relative(ROOT, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.config\.ts$|\.d\.ts$/.test(file));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    // A package inside another's folder is a room of its own.
    const isOther = NOT_OURS.has(entry.name) || existsSync(join(path, "package.json"));
    return isOther ? [] : walk(path);
  });
}

/** Tests, their harnesses and the second doors (`./testing`): code no product contains. */
export function isTestCode(file: string): boolean {
  return /\.test\.tsx?$|\/(testing|harness)\//.test(file);
}
