import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { failuresOf } from "../scripts/lib/failures.mjs";
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
const COSTLY =
  "100 ms of CPU time are allowed, by the machine that the limit is written on; it took 287 ms";
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
  ["work that cost more than it may beside everything else", [fileWith("a", COSTLY)], ["a"]],
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
  ["many are no accident", [..."abcdefghi"].map((name) => fileWith(name, LATE)), []],
  [
    "a file that tidied up too late",
    [{ ...fileWith("a"), status: "failed", message: SLOW.replace("a test", "a hook") }],
    ["a"],
  ],
  [
    "a file that could not be run is broken",
    [{ ...fileWith("a"), status: "failed", message: "Cannot find module" }],
    [],
  ],
])("out of time: %s", (_name, testResults, files) => {
  expect(filesOutOfTime({ testResults }, "/clone")).toEqual(files);
});

test("at the end of a run every failure is a line, however much was printed before", () => {
  const coloured = "\u001b[31m\n  expect(received).toEqual(expected)\u001b[39m\n\n  - 1";
  const broken = {
    ...fileWith("c"),
    status: "failed",
    message: "\n  ● Cannot find module './x'\n",
  };
  const testResults = [fileWith("a"), fileWith("b", coloured, LATE), broken];
  expect(failuresOf({ testResults }, "/clone")).toEqual([
    "b: b 0: expect(received).toEqual(expected)",
    "b: b 1: TimeoutError: locator.press: Timeout 30000ms exceeded.",
    "c: ● Cannot find module './x'",
  ]);
  const many = failuresOf({ testResults: [fileWith("d", ...Array(50).fill(WRONG))] }, "/clone");
  expect(many).toHaveLength(41);
  expect(many.at(-1)).toBe("and 10 more");
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
