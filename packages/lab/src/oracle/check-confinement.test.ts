import type { HistoryEvent } from "../journal.ts";
import { type Confines, checkConfinement } from "./check-confinement.ts";

type Fact = readonly [f: "overhear" | "revoke", actor: string, conversation: string, atMs: number];

const CONFINES: Confines = {
  maySee: new Map([["ana", new Set(["one"])]]),
  secrets: new Map([["the provider's secret", "whsec_canary"]]),
  printed: "web is ready\n",
  revokedWithinMs: 5_000,
  toldMin: 1,
};

function judge(facts: readonly Fact[], confines: Partial<Confines> = {}) {
  const history = facts.map(([f, actor, conv_hint, atMs], i): HistoryEvent => {
    const extra = { messageId: `m${i}`, seq: i };
    const key = { account: "sms-1", ext: `e${i}` };
    const origin = { run: "r", seed: "s", i, t_mono_ns: atMs * 1e6, hash: "" };
    return { ...origin, actor, type: "ok", f, key, conv_hint, extra };
  });
  return checkConfinement(history, { ...CONFINES, ...confines });
}

const GOOD: readonly Fact[] = [
  ["overhear", "ana", "one", 0],
  ["overhear", "fernanda", "two", 10],
  // What was under way when the right ended.
  ["revoke", "admin", "fernanda", 100],
  ["overhear", "fernanda", "two", 5_100],
];

test("whoever is told what is theirs, and nothing after the end of it, is confined", () => {
  expect(judge(GOOD)).toMatchObject({
    verdict: "valid",
    figures: { told: 3, revocations: 1, secrets: 1 },
  });
});

test("nobody was told anything, so nothing is known", () => {
  expect(judge([]).verdict).toBe("unknown");
});

test.each<[string, string, readonly Fact[], Partial<Confines>]>([
  ["of a conversation that is not theirs", "foreign", [["overhear", "ana", "two", 1]], {}],
  ["after an account was closed", "after-revocation", [["overhear", "fernanda", "two", 5_101]], {}],
  ["a secret by the log", "secret", [], { printed: "sent with whsec_canary" }],
])("somebody is told %s", (_, found, more, confines) => {
  const verdict = judge([...GOOD, ...more], confines);
  expect(verdict.verdict).toBe("invalid");
  const classes = Object.entries(verdict.violations).flatMap(([name, n]) => (n > 0 ? [name] : []));
  expect(classes).toEqual([found]);
});
