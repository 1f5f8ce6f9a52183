import { absenceOf, PRESENCE_GRACE_MS } from "./absence.ts";
import type { WantedPresence } from "./wanted.ts";

const NOW = 1_800_000_000_000;
const facts = (wanted: WantedPresence, wantedAgoMs: number, seenAgoMs: number | undefined) => ({
  wanted,
  wantedSince: NOW - wantedAgoMs,
  seenAt: seenAgoMs === undefined ? undefined : NOW - seenAgoMs,
});

test.each([
  ["available, seen just now", facts("available", 9_000, 0), undefined],
  ["available, silent for 30 s", facts("available", 99_000, 30_000), undefined],
  ["busy, seen just now", facts("busy", 9_000, 0), undefined],
  [
    "available, silent for the grace",
    facts("available", 99_000, PRESENCE_GRACE_MS),
    { because: "unreachable", since: NOW - PRESENCE_GRACE_MS },
  ],
  ["away, seen just now", facts("away", 9_000, 0), { because: "away", since: NOW - 9_000 }],
  [
    "offline, never seen",
    facts("offline", 9_000, undefined),
    { because: "away", since: NOW - 9_000 },
  ],
  [
    "away after they were lost",
    facts("away", 9_000, 60_000),
    { because: "unreachable", since: NOW - 60_000 },
  ],
  ["away, and lost later", facts("away", 90_000, 60_000), { because: "away", since: NOW - 90_000 }],
] as const)("%s", (_, of, expected) => {
  expect(absenceOf(of, NOW)).toEqual(expected);
});

test("who answered after they said so is there for whom they answered, until they are lost", () => {
  const away = facts("away", 90_000, 0);
  expect(absenceOf(away, NOW, NOW - 91_000)).toEqual({ because: "away", since: NOW - 90_000 });
  expect(absenceOf(away, NOW, NOW - 10_000)).toBeUndefined();
  expect(absenceOf(facts("away", 90_000, 50_000), NOW, NOW - 80_000)).toEqual({
    because: "unreachable",
    since: NOW - 50_000,
  });
});
