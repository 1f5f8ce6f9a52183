import { MINUTE_MS } from "../calendar/time-zone.ts";
import { decideNewsMail } from "./news-mail.ts";

const NOW = 1_000 * MINUTE_MS;
const ago = (minutes: number) => NOW - minutes * MINUTE_MS;
const gone = { seenAt: ago(10), oldestAt: ago(6), mailedAt: undefined, now: NOW };

test.each([
  ["due, gone and with something new", {}, "due"],
  ["due to whoever was never there", { seenAt: undefined }, "due"],
  ["not due to whoever is connected", { seenAt: ago(0) }, "connected"],
  ["not due within the grace of a reload", { seenAt: NOW - 40_000 }, "connected"],
  ["not due for nothing", { oldestAt: undefined }, "nothing-new"],
  ["not due while more may come", { oldestAt: ago(4) }, "more-may-come"],
  ["not due soon after another", { mailedAt: ago(20) }, "told-lately"],
  ["due a while after another", { mailedAt: ago(31) }, "due"],
])("a letter is %s", (_what, more, expected) => {
  const decided = decideNewsMail({ ...gone, ...more });
  expect(decided.kind === "due" ? "due" : decided.because).toBe(expected);
});
