import { checkResources, type Sample } from "./check-resources.ts";

const LIMITS = { rssMaxBytes: 500, filesMax: 100, filesLeftMax: 5 };

const GOOD: readonly Sample[] = [
  { process: "web", atMs: 0, rssBytes: 200, files: 20 },
  { process: "web", atMs: 1, rssBytes: 450, files: 90 },
  { process: "web", atMs: 2, rssBytes: 400, files: 25 },
  { process: "router", atMs: 2, rssBytes: 100, files: 10 },
];

test("what was taken in a rush and given back is bounded", () => {
  expect(checkResources(GOOD, LIMITS, 4)).toMatchObject({
    verdict: "valid",
    figures: { samples: 4, rssMax: 450 },
  });
  expect(checkResources(GOOD, LIMITS, 5).verdict).toBe("unknown");
});

test.each([
  ["memory", "too-much-memory", { rssBytes: 501, files: 20 }],
  ["files", "too-many-files", { rssBytes: 200, files: 101 }],
  ["files that stay", "files-left", { rssBytes: 200, files: 26 }],
] as const)("too much %s is found", (_, found, more) => {
  const samples = [...GOOD, { process: "web", atMs: 3, ...more }];
  const { verdict, violations } = checkResources(samples, LIMITS, 1);
  expect(verdict).toBe("invalid");
  expect(violations[found]).toBe(1);
});
