import { WEB_TIMES } from "../web-times.ts";
import { decideSession } from "./decide-session.ts";
import { NOT_STARTED, type SessionEvent, type SessionState } from "./session-state.ts";

const T0 = 1_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const told = (event: Extract<SessionEvent, { kind: "told" }>["event"]): SessionEvent => ({
  kind: "told",
  event,
});
const start: SessionEvent = { kind: "start" };
const launched: SessionEvent = { kind: "launched" };
const tick: SessionEvent = { kind: "tick" };
const qr = told({ kind: "qr", value: "a,b,c,d,e" });
const authenticated = told({ kind: "authenticated" });
const ready = told({ kind: "ready", account: { wid: "5511987654321@c.us", name: "Loja" } });
const beat = (connection: string | undefined): SessionEvent => ({ kind: "heartbeat", connection });
const connection = (state: string) => told({ kind: "state", state });
const disconnected = (reason: string) => told({ kind: "disconnected", reason });
const wish = (kind: "restart" | "log-out"): SessionEvent => ({ kind: "wish", wish: { kind } });
const pairByQr: SessionEvent = { kind: "wish", wish: { kind: "pair", method: "qr" } };
const pairByCode: SessionEvent = {
  kind: "wish",
  wish: { kind: "pair", method: "code", phone: "+5511987654321" },
};

type Step = SessionEvent | readonly [event: SessionEvent, atMs: number];

/** Plays events at their times; what the last one came to. */
function play(steps: readonly Step[], from: SessionState = NOT_STARTED) {
  let state = from;
  let actions: readonly string[] = [];
  let now = T0;
  for (const step of steps) {
    const [event, at] = isTimed(step) ? step : [step, 0];
    now = Math.max(now, T0 + at);
    const decision = decideSession(state, event, now, WEB_TIMES);
    state = decision.state;
    actions = decision.actions.map((action) => action.kind);
  }
  return { state, actions };
}

const isTimed = (step: Step): step is readonly [SessionEvent, number] => Array.isArray(step);
const paired = [start, launched, authenticated, ready];

test.each<[string, readonly Step[], string, string | undefined, string]>([
  ["a start launches", [start], "launching", undefined, "launch"],
  ["a code waits for a person", [start, launched, qr], "awaiting-scan", undefined, ""],
  [
    "a code that was read syncs",
    [start, launched, qr, authenticated],
    "syncing",
    undefined,
    "remember",
  ],
  ["a profile that is paired asks nobody", paired, "ready", undefined, "remember,became-ready"],
  [
    "a second ready only looks what was missed",
    [...paired, ready],
    "ready",
    undefined,
    "ready-again",
  ],
  [
    "a browser that never answers is given up",
    [start, launched, [tick, 2 * MINUTE]],
    "backing-off",
    "launch-timed-out",
    "close,gone",
  ],
  [
    "a start that waits for its turn has time",
    [start, [tick, 9 * MINUTE]],
    "launching",
    undefined,
    "",
  ],
  [
    "connected and not ready: look",
    [start, launched, beat("CONNECTED"), [tick, MINUTE]],
    "launching",
    undefined,
    "look-synced",
  ],
  [
    "it had synchronized: say so",
    [start, launched, beat("CONNECTED"), [tick, MINUTE], { kind: "synced", synced: true }],
    "launching",
    undefined,
    "announce-synced",
  ],
  [
    "said so, and still not ready",
    [
      start,
      launched,
      beat("CONNECTED"),
      [tick, MINUTE],
      { kind: "synced", synced: true },
      [tick, 2 * MINUTE],
    ],
    "backing-off",
    "never-ready",
    "close,gone",
  ],
  [
    "not synchronized yet: look again later",
    [
      start,
      launched,
      beat("CONNECTED"),
      [tick, MINUTE],
      { kind: "synced", synced: false },
      [tick, 2 * MINUTE],
    ],
    "launching",
    undefined,
    "look-synced",
  ],
  [
    "not synchronized after all that time",
    [
      start,
      launched,
      beat("CONNECTED"),
      ...[1, 2, 3, 4, 5, 6].map((n): Step => [tick, n * MINUTE]),
    ],
    "backing-off",
    "never-ready",
    "close,gone",
  ],
  [
    "no new code for 90 s",
    [start, launched, qr, [tick, 90 * SECOND]],
    "launching",
    "codes-stopped",
    "launch",
  ],
  [
    "a page that went idle",
    [start, launched, qr, beat("UNPAIRED_IDLE")],
    "launching",
    "codes-stopped",
    "launch",
  ],
  [
    "codes that nobody reads end",
    [start, launched, qr, [qr, 14.9 * MINUTE], [tick, 15 * MINUTE]],
    "logged-out",
    "nobody-scanned",
    "close,forget-profile,remember,gone",
  ],
  ["one silent heartbeat", [...paired, beat(undefined)], "degraded", "no-answer", ""],
  [
    "two silent heartbeats",
    [...paired, beat(undefined), beat(undefined)],
    "backing-off",
    "no-answer",
    "close,gone",
  ],
  [
    "an answer in between",
    [...paired, beat(undefined), beat("CONNECTED"), beat(undefined)],
    "degraded",
    "no-answer",
    "",
  ],
  ["it answers again", [...paired, beat(undefined), beat("CONNECTED")], "ready", undefined, ""],
  [
    "the line to WhatsApp is cut",
    [...paired, connection("TIMEOUT")],
    "degraded",
    "unconnected",
    "",
  ],
  [
    "cut for five minutes",
    [...paired, connection("TIMEOUT"), [tick, 5 * MINUTE]],
    "backing-off",
    "unconnected",
    "close,gone",
  ],
  [
    "opened elsewhere, and taken back",
    [...paired, connection("CONFLICT"), connection("CONNECTED")],
    "ready",
    undefined,
    "",
  ],
  ["opened elsewhere", [...paired, connection("CONFLICT")], "degraded", "opened-elsewhere", ""],
  [
    "the phone logs us out",
    [...paired, disconnected("LOGOUT")],
    "logged-out",
    "by-phone",
    "close,forget-profile,remember,gone",
  ],
  ["banned", [...paired, connection("TOS_BLOCK")], "failed", "blocked-by-whatsapp", "close,gone"],
  [
    "banned as a business",
    [...paired, disconnected("SMB_TOS_BLOCK")],
    "failed",
    "blocked-by-whatsapp",
    "close,gone",
  ],
  [
    "an address that is blocked",
    [...paired, connection("PROXYBLOCK")],
    "failed",
    "address-blocked",
    "close,gone",
  ],
  [
    "a page that is too old",
    [...paired, connection("DEPRECATED_VERSION")],
    "failed",
    "browser-too-old",
    "close,gone",
  ],
  [
    "any other end",
    [...paired, disconnected("UNPAIRED")],
    "backing-off",
    "disconnected",
    "close,gone",
  ],
  [
    "a machine without a browser",
    [start, { kind: "unusable", because: "no-browser" }],
    "failed",
    "no-browser",
    "close,gone",
  ],
  [
    "the browser was killed",
    [...paired, told({ kind: "lost", because: "browser-gone", detail: "" })],
    "backing-off",
    "browser-gone",
    "close,gone",
  ],
  [
    "what a browser says that was given up",
    [
      ...paired,
      disconnected("UNPAIRED"),
      told({ kind: "lost", because: "browser-gone", detail: "" }),
    ],
    "backing-off",
    "disconnected",
    "",
  ],
  [
    "a start after a failure",
    [...paired, disconnected("UNPAIRED"), start],
    "launching",
    undefined,
    "launch",
  ],
  [
    "a start after a log-out waits",
    [...paired, disconnected("LOGOUT"), start],
    "logged-out",
    "by-phone",
    "",
  ],
  [
    "a start after a ban waits",
    [...paired, connection("TOS_BLOCK"), start],
    "failed",
    "blocked-by-whatsapp",
    "",
  ],
  [
    "somebody pairs it again",
    [...paired, disconnected("LOGOUT"), pairByQr],
    "launching",
    "asked",
    "launch",
  ],
  [
    "somebody tries a banned one again",
    [...paired, connection("TOS_BLOCK"), wish("restart")],
    "launching",
    "asked",
    "launch",
  ],
  ["pairing what is paired", [...paired, pairByQr], "ready", undefined, ""],
  ["a restart that was asked for", [...paired, wish("restart")], "launching", "asked", "launch"],
  [
    "a log-out that was asked for",
    [...paired, wish("log-out")],
    "logged-out",
    "by-admin",
    "log-out,close,forget-profile,remember,gone",
  ],
  [
    "the quiet hour",
    [...paired, { kind: "renew", because: "quiet-hour" }],
    "launching",
    "quiet-hour",
    "launch",
  ],
  [
    "the quiet hour while codes are shown",
    [start, launched, qr, { kind: "renew", because: "quiet-hour" }],
    "awaiting-scan",
    undefined,
    "",
  ],
  ["a stop", [...paired, { kind: "stop" }], "stopped", undefined, "close"],
  [
    "a wish after the stop",
    [...paired, { kind: "stop" }, wish("restart")],
    "stopped",
    undefined,
    "",
  ],
])("%s", (_, steps, name, because, actions) => {
  const result = play(steps);
  expect({
    name: result.state.name,
    because: result.state.because,
    actions: result.actions.join(),
  }).toEqual({ name, because, actions });
});

test("the first code is valid for a minute, each further one for twenty seconds", () => {
  expect(play([start, launched, qr]).state.pairing?.expiresAt).toBe(T0 + MINUTE);
  expect(play([start, launched, qr, [qr, MINUTE]]).state.pairing?.expiresAt).toBe(
    T0 + MINUTE + 20 * SECOND,
  );
});

test("a code to type is asked for with the phone's digits, and one to scan without", () => {
  const byCode = play([start, launched, qr, pairByCode]);
  expect(byCode.state.pairWithPhone).toBe("5511987654321");
  expect(play([launched, pairByQr], byCode.state).state.pairWithPhone).toBeUndefined();
});

test("new browsers do not prolong the time for which codes are shown", () => {
  const { state } = play([start, launched, qr, [tick, 90 * SECOND], launched, qr]);
  expect(state.firstCodeAt).toBe(T0);
});
