import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WEBHOOK_EVENTS } from "../packages/domain/src/index.ts";
import { API_ROUTES } from "../packages/protocol/src/index.ts";

const read = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), "utf8");
const changes = read("..", "docs", "api-changes.md");
/** Of the version before what stands under "Next": changed when that becomes a version. */
const before = new Set(read("api-version-1.txt").split("\n").filter(Boolean));
const now = new Set<string>([...Object.keys(API_ROUTES), ...WEBHOOK_EVENTS]);

const isNamed = (name: string) => changes.includes(`\`${name}\``);

test("every route and event that was not there in the last version is named in docs/api-changes.md", () => {
  expect([...now].filter((name) => !before.has(name) && !isNamed(name))).toEqual([]);
});

test("every route and event that is gone is named there, too", () => {
  expect([...before].filter((name) => !now.has(name) && !isNamed(name))).toEqual([]);
});
