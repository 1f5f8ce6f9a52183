import { connectionCounter } from "./connection-counter.ts";

test("an address gets no more than its share, and gets it back", () => {
  const counter = connectionCounter(2);
  expect([1, 2, 3].map(() => counter.add("203.0.113.7"))).toEqual([true, true, false]);
  expect(counter.add("203.0.113.8")).toBe(true);
  counter.remove("203.0.113.7");
  expect(counter.add("203.0.113.7")).toBe(true);
  expect(counter.add("203.0.113.7")).toBe(false);
});

test("all addresses of one IPv6 network share", () => {
  const counter = connectionCounter(2);
  expect(counter.add("2001:db8:0:1::1")).toBe(true);
  expect(counter.add("2001:0db8::1:aaaa:bbbb:cccc:dddd")).toBe(true);
  expect(counter.add("2001:db8:0:1:ffff::9")).toBe(false);
  expect(counter.add("2001:db8:0:2::1")).toBe(true);
});

test.each(["127.0.0.1", "::1", ""])("%j says nothing about who is behind it", (address) => {
  const counter = connectionCounter(1);
  expect([1, 2, 3].every(() => counter.add(address))).toBe(true);
});
