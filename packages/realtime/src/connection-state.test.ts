import { type ConnectionFacts, connectionState } from "./connection-state.ts";

const facts = (change: Partial<ConnectionFacts>): ConnectionFacts => ({
  up: true,
  downSince: 0,
  browserOnline: true,
  sessionExpired: false,
  catchingUp: null,
  reloadedAt: null,
  ...change,
});

test.each<[string, Partial<ConnectionFacts>, number, string, number | null]>([
  ["a connection that is up", {}, 60_000, "ok", null],
  ["one second of silence", { up: false }, 1_000, "ok", 2_000],
  ["three seconds of silence", { up: false }, 3_000, "reconnecting", 10_000],
  ["eleven seconds of silence", { up: false }, 11_000, "offline", null],
  ["a browser that says it is offline", { browserOnline: false }, 0, "offline", null],
  [
    "a session that ended",
    { sessionExpired: true, up: false, browserOnline: false },
    99_000,
    "session-expired",
    null,
  ],
  ["missed events", { catchingUp: { events: 37, doneAt: null } }, 9_000, "catching-up", null],
  [
    "events just applied",
    { catchingUp: { events: 37, doneAt: 9_000 } },
    10_000,
    "catching-up",
    11_000,
  ],
  ["events applied a while ago", { catchingUp: { events: 37, doneAt: 9_000 } }, 11_000, "ok", null],
  ["lists just fetched anew", { reloadedAt: 5_000 }, 6_000, "reloaded", 7_000],
  ["lists fetched anew a while ago", { reloadedAt: 5_000 }, 7_000, "ok", null],
])("%s", (_name, change, now, kind, changesAt) => {
  const { state, changesAt: next } = connectionState(facts(change), now);
  expect([state.kind, next]).toEqual([kind, changesAt]);
});
