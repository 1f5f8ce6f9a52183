import { reachOf } from "./reach.ts";

const PRIVATE = [
  ...["127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"],
  ...["::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:7f00:1"],
  ...["not-an-address", "127.1", ""],
];

test.each(PRIVATE)("no inbox reaches %s", (address) => {
  expect(reachOf([])(address)).toBe(false);
});

test.each(["203.0.114.1", "8.8.8.8", "2606:4700::1111"])("an inbox reaches %s", (address) => {
  expect(reachOf([])(address)).toBe(true);
});

test("what the operator names is reached, and nothing beside it", () => {
  const mayReach = reachOf(["192.168.10.5", "fd00:1::/32"]);
  expect(mayReach("192.168.10.5")).toBe(true);
  expect(mayReach("::ffff:192.168.10.5")).toBe(true);
  expect(mayReach("fd00:1::9")).toBe(true);
  expect(mayReach("192.168.10.6")).toBe(false);
  expect(mayReach("fd00:2::9")).toBe(false);
});
