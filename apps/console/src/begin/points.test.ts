import type { ContactPointView } from "@circuito/protocol";
import { pointId, sortPoints, whyNot } from "./points.ts";

const point = (inboxId: string, more: Partial<ContactPointView> = {}): ContactPointView => ({
  ...{ inboxId, inboxName: inboxId, channel: "sms", address: "tel:+5511987654321" },
  ...{ takes: "words", because: null, open: null },
  ...more,
});
const open = { conversationId: "c", protocol: "p", assigneeName: null };
const ids = (points: readonly ContactPointView[]) => points.map(({ inboxId }) => inboxId);

test("free words come before templates, and where they wrote before both", () => {
  const all = [point("a", { takes: "template" }), point("b"), point("c", { takes: "template" })];
  expect(ids(sortPoints(all).possible)).toEqual(["b", "a", "c"]);
  expect(ids(sortPoints(all, "c").possible)).toEqual(["c", "b", "a"]);
});

test("what is open is neither possible nor impossible", () => {
  const all = [
    point("a", { open }),
    point("b", { open, takes: "nothing", because: "opted-out" }),
    point("c", { takes: "nothing", because: "opted-out" }),
  ];
  const sorted = sortPoints(all);
  expect([ids(sorted.possible), ids(sorted.open), ids(sorted.impossible)]).toEqual([
    [],
    ["a", "b"],
    ["c"],
  ]);
});

test("one inbox reaches several addresses, each a choice of its own", () => {
  expect(pointId(point("a"))).not.toBe(pointId(point("a", { address: "tel:+5511900000000" })));
});

test.each([
  ["never-wrote", "begin.because.neverWrote"],
  ["opted-out", "begin.because.optedOut"],
  ["something-newer", "begin.because.other"],
])("%s has its words", (because, id) => {
  expect(whyNot(point("a", { because }))).toBe(id);
});
