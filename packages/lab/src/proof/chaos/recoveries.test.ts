import type { HistoryEvent } from "../../journal.ts";
import { recoveriesOf } from "./recoveries.ts";

const SECOND_NS = 1e9;

function event(f: "send" | "see", type: "invoke" | "ok", hash: string, atS: number): HistoryEvent {
  return {
    ...{ run: "r", seed: "s", i: 0, actor: "a", conv_hint: "", extra: {} },
    ...{ key: { account: "x", ext: hash }, t_mono_ns: atS * SECOND_NS, type, f, hash },
  };
}

/** Sent, accepted at once, seen later or never. */
function message(hash: string, sentS: number, seenS?: number): HistoryEvent[] {
  const seen = seenS === undefined ? [] : [event("see", "ok", hash, seenS)];
  return [event("send", "invoke", hash, sentS), event("send", "ok", hash, sentS), ...seen];
}

const strike = (fault: string, beganS: number, endedS: number) => ({
  fault,
  beganNs: beganS * SECOND_NS,
  endedNs: endedS * SECOND_NS,
});

test.each([
  ["what is seen before the end took no time", [message("a", 11, 12)], 0],
  ["what is seen later counts from the end", [message("a", 11, 12), message("b", 14, 18)], 3_000],
  [
    "what was sent before or after is no part of it",
    [message("a", 9, 40), message("b", 16, 41)],
    0,
  ],
  [
    "the first console to see it counts",
    [[...message("a", 11, 17), event("see", "ok", "a", 16)]],
    1_000,
  ],
  ["what nobody took need not be seen", [[event("send", "invoke", "a", 11)]], 0],
  ["what was taken and never seen is never recovered", [message("a", 11)], undefined],
] as const)("%s", (_, history, tookMs) => {
  expect(recoveriesOf([strike("F1", 10, 15)], history.flat(), [])).toEqual([
    { fault: "F1", storm: ["F1"], tookMs },
  ]);
});

test("faults that hang together are over when the last of them is", () => {
  const struck = [
    strike("F1", 10, 15),
    strike("F2", 14, 20),
    strike("F3", 19, 22),
    strike("F4", 30, 31),
  ];
  const history = [message("a", 11, 24), message("b", 30.5, 31.5)].flat();
  const storm = ["F1", "F2", "F3"];
  expect(recoveriesOf(struck, history, [])).toEqual([
    { fault: "F1", storm, tookMs: 2_000 },
    { fault: "F2", storm, tookMs: 2_000 },
    { fault: "F3", storm, tookMs: 2_000 },
    { fault: "F4", storm: ["F4"], tookMs: 500 },
  ]);
});

test("what no console was told of counts from when it was theirs to fetch", () => {
  const lost: HistoryEvent = {
    ...event("see", "ok", "", 21),
    type: "info",
    f: "lost-position",
    extra: { after: "70-3", upTo: "90-1" },
  };
  const stored = [
    { account: "x", ext: "a", noticedAt: "70-4" },
    { account: "x", ext: "b", noticedAt: "70-3" },
  ];
  const told = (hash: string) =>
    recoveriesOf([strike("F1", 10, 15)], [...message(hash, 11), lost], stored);
  expect(told("a")).toMatchObject([{ tookMs: 6_000 }]);
  expect(told("b")).toMatchObject([{ tookMs: undefined }]);
});
