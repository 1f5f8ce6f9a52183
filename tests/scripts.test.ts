import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readFigures } from "../scripts/lib/jest.mjs";
import { figuresOfBoth, filesOutOfTime } from "../scripts/lib/out-of-time.mjs";
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

const LATE = "TimeoutError: locator.press: Timeout 30000ms exceeded.\nCall log:\n  - waiting";
const SLOW = 'thrown: "Exceeded timeout of 30000 ms for a test.\n at somewhere';
const WRONG = "Error: expect(received).toEqual(expected)\n\n- Timeout 30ms exceeded";

/** One file with a test that passed, and what these messages failed with. */
const fileWith = (name: string, ...messages: string[]) => ({
  name: `/clone/${name}`,
  status: messages.length > 0 ? "failed" : "passed",
  message: "",
  assertionResults: [
    { fullName: `${name} opens`, status: "passed", failureMessages: [] },
    ...messages.map((message, n) => ({
      fullName: `${name} ${n}`,
      status: "failed",
      failureMessages: [message],
    })),
  ],
});

test.each([
  ["what passed is not run again", [fileWith("a")], []],
  ["a browser that ran out of time", [fileWith("a"), fileWith("b", LATE)], ["b"]],
  [
    "two files, one of them out of Jest's own time",
    [fileWith("a", LATE), fileWith("b", SLOW)],
    ["a", "b"],
  ],
  [
    "what is wrong has no second run, and none beside it",
    [fileWith("a", LATE), fileWith("b", WRONG)],
    [],
  ],
  ["one that is late and wrong is wrong", [fileWith("a", LATE, WRONG)], []],
  ["many are no accident", ["a", "b", "c", "d"].map((name) => fileWith(name, LATE)), []],
  [
    "a file that could not be run is broken",
    [{ ...fileWith("a"), status: "failed", message: "Cannot find module" }],
    [],
  ],
])("out of time: %s", (_name, testResults, files) => {
  expect(filesOutOfTime({ testResults }, "/clone")).toEqual(files);
});

test("each test of two runs is counted once, and the late ones are named", () => {
  const report = { testResults: [fileWith("a"), fileWith("b", LATE)] };
  const first = { passed: 2, failed: 1, skipped: 0 };
  expect(figuresOfBoth(first, report, { passed: 2, failed: 0, skipped: 0 })).toEqual({
    figures: { passed: 3, failed: 0, skipped: 0 },
    cameLate: ["b 0"],
  });
  expect(figuresOfBoth(first, report, { passed: 1, failed: 1, skipped: 0 }).figures).toEqual({
    passed: 2,
    failed: 1,
    skipped: 0,
  });
});
