import fc from "fast-check";
import {
  asId,
  chooseSurvey,
  type QueueId,
  type SurveyFacts,
  type SurveyPolicy,
  type SurveySettings,
} from "../index.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOW = Date.UTC(2026, 10, 27, 15);
const [finance, sales] = [asId<QueueId>("finance"), asId<QueueId>("sales")];

const policy: SurveyPolicy = {
  id: "csat",
  name: "CSAT",
  enabled: true,
  kind: "csat",
  scope: { queueIds: [], levels: [], channels: [] },
  delayMs: 10 * MINUTE_MS,
  respondWithinMs: DAY_MS,
  question: {},
  asksWhy: true,
  followUp: {},
};
const nps: SurveyPolicy = { ...policy, id: "nps", kind: "nps" };
const settings = (...policies: SurveyPolicy[]): SurveySettings => ({
  version: 1,
  policies,
  caps: { anyEveryMs: 7 * DAY_MS, npsEveryMs: 90 * DAY_MS },
});

const facts: SurveyFacts = {
  now: NOW,
  status: "resolved",
  resolvedAt: NOW - 10 * MINUTE_MS,
  channel: "sms",
  queueId: finance,
  level: 1,
  isHumanAnswered: true,
  isReachable: true,
  isGroup: false,
  isOptedOut: false,
  mailClass: undefined,
  hasReplyAddress: true,
  windowEndsAt: undefined,
  hasLater: false,
  confirmation: { kind: "not-asked" },
  lastAskedAt: undefined,
  lastNpsAt: undefined,
};
const choose = (more: Partial<SurveyFacts>, of = settings(policy)) =>
  chooseSurvey(of, { ...facts, ...more });

test("whoever was helped by a person is asked, after a while", () => {
  expect(choose({})).toMatchObject({ kind: "ask", policy: { id: "csat" } });
  expect(choose({ confirmation: { kind: "yes" } })).toMatchObject({ kind: "ask" });
  expect(choose({ confirmation: { kind: "lapsed" } })).toMatchObject({ kind: "ask" });
  expect(choose({ resolvedAt: NOW - MINUTE_MS })).toEqual({
    kind: "wait",
    because: "not-yet",
    until: NOW + 9 * MINUTE_MS,
  });
});

test.each<[string, Partial<SurveyFacts>]>([
  ["no-human-answer", { isHumanAnswered: false }],
  ["not-routable", { isReachable: false }],
  ["group", { isGroup: true }],
  ["opted-out", { isOptedOut: true }],
  ["automatic-mail", { mailClass: "auto-reply" as SurveyFacts["mailClass"] }],
  ["automatic-mail", { mailClass: "bulk" as SurveyFacts["mailClass"] }],
  ["no-reply-address", { hasReplyAddress: false }],
  ["wrote-anew", { hasLater: true }],
  ["said-not-solved", { confirmation: { kind: "no" } }],
  ["surveyed-lately", { lastAskedAt: NOW - 7 * DAY_MS + 1 }],
  ["outside-window", { windowEndsAt: NOW }],
])("%s: nobody is asked when %j", (because, more) => {
  expect(choose(more)).toEqual({ kind: "withheld", because });
});

test("once the week is over the same person may be asked again", () => {
  expect(choose({ lastAskedAt: NOW - 7 * DAY_MS })).toMatchObject({ kind: "ask" });
});

test("what is being confirmed is waited for", () => {
  const until = NOW + MINUTE_MS;
  expect(choose({ confirmation: { kind: "waiting", until } })).toEqual({
    kind: "wait",
    because: "being-confirmed",
    until,
  });
});

test("a channel whose window closes before the time is asked at once", () => {
  const closing = { resolvedAt: NOW - MINUTE_MS, windowEndsAt: NOW + 5 * MINUTE_MS };
  expect(choose(closing)).toMatchObject({ kind: "ask" });
});

test("the first policy that is for it is asked; one that is off, or of another queue, level or channel, is not", () => {
  const scoped = (id: string, scope: Partial<SurveyPolicy["scope"]>) => ({
    ...policy,
    id,
    scope: { ...policy.scope, ...scope },
  });
  const all = settings(
    { ...policy, id: "off", enabled: false },
    scoped("sales", { queueIds: [sales] }),
    scoped("level", { levels: [2, 3] }),
    scoped("mail", { channels: ["email"] }),
    scoped("finance", { queueIds: [sales, finance], levels: [1], channels: ["sms"] }),
    policy,
  );
  expect(choose({}, all)).toMatchObject({ policy: { id: "finance" } });
  expect(choose({ queueId: undefined }, all)).toMatchObject({ policy: { id: "csat" } });
  expect(choose({ level: 2 }, all)).toMatchObject({ policy: { id: "level" } });
  expect(choose({}, settings(scoped("sales", { queueIds: [sales] })))).toEqual({
    kind: "none",
    because: "no-survey",
  });
});

test("an NPS a quarter, and something else otherwise, is two policies in this order", () => {
  const both = settings(nps, policy);
  expect(choose({}, both)).toMatchObject({ policy: { id: "nps" } });
  const lately = { lastAskedAt: NOW - 30 * DAY_MS, lastNpsAt: NOW - 30 * DAY_MS };
  expect(choose(lately, both)).toMatchObject({ policy: { id: "csat" } });
  expect(choose(lately, settings(nps))).toEqual({
    kind: "withheld",
    because: "asked-for-nps-lately",
  });
});

test("whatever is known, nobody is asked twice within the caps, nor outside of the window, nor while it is open", () => {
  const ago = fc.option(fc.integer({ min: 0, max: 100 * DAY_MS }), { nil: undefined });
  const given = fc.record({
    status: fc.constantFrom("open", "snoozed", "resolved", "closed"),
    any: ago,
    nps: ago,
    window: fc.option(fc.integer({ min: -DAY_MS, max: DAY_MS }), { nil: undefined }),
    resolved: fc.integer({ min: 0, max: DAY_MS }),
  });
  fc.assert(
    fc.property(given, ({ status, any, nps: lastNps, window, resolved }) => {
      const choice = choose(
        {
          status: status as SurveyFacts["status"],
          resolvedAt: NOW - resolved,
          lastAskedAt: any === undefined ? undefined : NOW - any,
          lastNpsAt: lastNps === undefined ? undefined : NOW - lastNps,
          windowEndsAt: window === undefined ? undefined : NOW + window,
        },
        settings(nps, policy),
      );
      if (choice.kind === "wait") expect(choice.until).toBeGreaterThan(NOW);
      if (choice.kind !== "ask") return;
      expect(status).toBe("resolved");
      expect(any ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(7 * DAY_MS);
      expect(window ?? 1).toBeGreaterThan(0);
      if (choice.policy.kind === "nps") {
        expect(lastNps ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(90 * DAY_MS);
      }
    }),
  );
});
