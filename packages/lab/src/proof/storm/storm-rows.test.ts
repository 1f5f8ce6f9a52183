import type { Vitals } from "../vitals/vitals.ts";
import { acceptRow, backRow, memoryRow } from "./storm-rows.ts";

const SOCKETS = 10_000;
const vitals = (rssBytes: number, heapBytes: number): Vitals => ({
  ...{ rssBytes, heapBytes, externalBytes: 0 },
  ...{ delayP50Ms: 0, delayP99Ms: 0, delayMaxMs: 0 },
});
/** Grown by so many bytes a socket. */
const grown = (rssEach: number, heapEach: number) => ({
  before: vitals(100e6, 50e6),
  after: vitals(100e6 + rssEach * SOCKETS, 50e6 + heapEach * SOCKETS),
});

test.each([
  ["little of its own", grown(30e3, 20e3), "valid"],
  ["all that it may", grown(34e3, 30e3), "valid"],
  ["too much resident", grown(35e3, 20e3), "invalid"],
  ["too much on the heap", grown(20e3, 31e3), "invalid"],
])("memory of an idle socket: %s", (_, ours, verdict) => {
  expect(memoryRow(SOCKETS, ours, grown(14e3, 10e3)).verdict).toBe(verdict);
});

const times = (tookMs: number, n: number) => Array.from({ length: n }, () => tookMs);

test.each([
  ["all within two minutes", times(119_000, 3), "valid", []],
  ["one too late", [...times(900, 2), 121_000], "invalid", ["the last was back after 121.0 s"]],
  ["one never", times(900, 2), "invalid", ["1 did not come back"]],
  ["none", [], "invalid", ["3 did not come back"]],
])("back: %s", (_, tookMs, verdict, because) => {
  expect(backRow("cut", 3, tookMs)).toMatchObject({ verdict, because });
});

const accepted = (tookMs: number, n: number, fromMs = 0) =>
  Array.from({ length: n }, (_, i) => ({ atMs: fromMs + i, tookMs }));
const WINDOW = { fromMs: 1_000, untilMs: 2_000 };

test.each([
  ["as ever", accepted(20, 1_000, 1_000), "valid"],
  ["one in a hundred late", [...accepted(20, 990, 1_000), ...accepted(900, 10, 1_000)], "valid"],
  ["more than that", [...accepted(20, 980, 1_000), ...accepted(900, 20, 1_000)], "invalid"],
  [
    "late before and after alone",
    [...accepted(900, 900), ...accepted(9, 300, 1_500), ...accepted(900, 9, 2_001)],
    "valid",
  ],
  ["too few", accepted(20, 100, 1_000), "unknown"],
])("accepted meanwhile: %s", (_, all, verdict) => {
  expect(acceptRow("cut", all, WINDOW).verdict).toBe(verdict);
});
