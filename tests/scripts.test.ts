import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readFigures } from "../scripts/lib/jest.mjs";
import { toolEnvironment } from "../scripts/lib/run.mjs";
import { ROOT } from "./workspace/rooms.ts";

const GREEN = {
  success: true,
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 2,
  numTodoTests: 1,
};

test.each([
  ["a green run", GREEN, 0, { passed: 7, failed: 0, skipped: 3 }],
  ["a failed test", { ...GREEN, numFailedTests: 2, success: false }, 1, { failed: 2 }],
  ["a file that cannot be loaded", { ...GREEN, numRuntimeErrorTestSuites: 1 }, 1, { failed: 1 }],
  ["a failure that no figure shows", GREEN, 1, { passed: 7, failed: 1 }],
])("the figures of %s are Jest's own", (_, report, code, figures) => {
  expect(readFigures(JSON.stringify(report), code)).toMatchObject(figures);
});

test("npm's own settings do not reach the tools, the user's do", () => {
  process.env.npm_config_yes = "false";
  process.env.NPM_CONFIG_REGISTRY = "https://registry.example";
  const env = toolEnvironment();
  delete process.env.npm_config_yes;
  delete process.env.NPM_CONFIG_REGISTRY;
  expect(env).not.toHaveProperty("npm_config_yes");
  expect(env.NPM_CONFIG_REGISTRY).toBe("https://registry.example");
});

test.each(["start", "test"])("npm %s tells an old Node what is wrong, and does nothing", (name) => {
  const older = 'Object.defineProperty(process, "versions", { value: { node: "18.20.4" } })';
  const run = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${older}`, join(ROOT, "scripts", `${name}.mjs`)],
    { encoding: "utf8" },
  );
  expect(run.stderr).toMatch(/^Circuito needs Node 20\.19 or newer, and this is 18\.20\.4\./);
  expect(run.stdout).toBe("");
  expect(run.status).toBe(1);
});
