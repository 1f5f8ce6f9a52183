import { browserOf, browserProblems } from "./browser.ts";

test("a browser that is named is taken, and no argument is added to it", () => {
  expect(browserOf("/usr/bin/chromium", {})).toEqual({
    browser: { executablePath: "/usr/bin/chromium", args: [], acceptsInsecureCerts: false },
  });
});

test("without a name the first on the PATH is taken, and without one there is none", () => {
  expect(browserOf(undefined, { PATH: "/nowhere:relative" })).toEqual({});
});

test("arguments for tests are refused outside of them", () => {
  const CHROME_TEST_ARGS = '["--host-resolver-rules=MAP a 127.0.0.1"]';
  expect(browserProblems({ CHROME_TEST_ARGS, NODE_ENV: "production" })).toEqual([
    "CHROME_TEST_ARGS: is for tests only, with NODE_ENV=test",
  ]);
  expect(browserProblems({ CHROME_TEST_ARGS: "[1]", NODE_ENV: "test" })).toHaveLength(1);
  expect(browserProblems({ CHROME_TEST_ARGS, NODE_ENV: "test" })).toEqual([]);
  expect(browserOf("/c", { CHROME_TEST_ARGS }).browser).toMatchObject({
    args: ["--host-resolver-rules=MAP a 127.0.0.1"],
    acceptsInsecureCerts: true,
  });
});
