import fc from "fast-check";
import {
  chooseProactive,
  DISMISSED_FOR_MS,
  type ProactiveChoice,
  type ProactiveFacts,
} from "./choose-proactive.ts";
import { matchesPage } from "./matches-page.ts";
import { isOpenNow } from "./page-invitations.ts";
import type { ProactiveRule } from "./proactive-rule.ts";
import { tryProactive } from "./try-proactive.ts";

test.each([
  ["/precos", "/precos", true],
  ["/precos", "/precos/", true],
  ["/Precos/", "/precos", true],
  ["/precos", "/precos/anual", false],
  ["/precos*", "/precos/anual", true],
  ["/produtos/*", "/produtos", false],
  ["/produtos/*", "/produtos/42", true],
  ["*/pagar", "/carrinho/pagar", true],
  ["*", "/", true],
  ["/a*b*c", "/axxbyyc", true],
  ["/a*b*c", "/axxcyyb", false],
  // The tail may not take again what the head took.
  ["/aa*aa", "/aaa", false],
  ["/", "/", true],
  ["/", "/x", false],
  ["/.*", "/x", false],
])("a rule for %j on %j: %j", (pattern, path, matches) => {
  expect(matchesPage(pattern, path)).toBe(matches);
});

test("a pattern finds what it is made of, whatever stands for its stars", () => {
  const piece = fc.stringMatching(/^[a-z0-9-]{0,8}$/);
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 6 }), (parts) => {
      const pattern = `/${parts.map(([own]) => own).join("*")}`;
      const path = `/${parts.map(([own, filled], at) => (at === 0 ? own : filled + own)).join("")}`;
      expect(matchesPage(pattern, path)).toBe(true);
    }),
  );
});

const NOW = Date.UTC(2026, 0, 5, 12);
const rule = (id: string, more: Partial<ProactiveRule> = {}): ProactiveRule => ({
  id,
  name: id,
  enabled: true,
  pages: [],
  afterSeconds: 20,
  visitors: "all",
  hours: "any",
  locales: [],
  restDays: 7,
  text: { "pt-BR": "Posso ajudar?" },
  ...more,
});
const facts: ProactiveFacts = {
  path: "/precos",
  locale: "pt-BR",
  isReturning: false,
  isOpen: true,
  onPageMs: 30_000,
  dismissedAt: undefined,
  shownAt: {},
  now: NOW,
  wasInvited: false,
  isTalking: false,
};

const invite = (one: ProactiveRule): ProactiveChoice => ({ kind: "invite", rule: one });
const none = (because: "talking" | "invited" | "dismissed" | "no-rule-fits"): ProactiveChoice => ({
  kind: "none",
  because,
});
const first = rule("first");
const later = rule("later", { afterSeconds: 60 });
const pricing = rule("pricing", { pages: ["/precos*", "/planos"] });
const regular = rule("regular", { visitors: "returning" });
const DAY = 24 * 60 * 60_000;
const shownDaysAgo = (days: number) => ({ shownAt: { first: NOW - days * DAY } });

test.each<[string, readonly ProactiveRule[], Partial<ProactiveFacts>, ProactiveChoice]>([
  ["the time is over", [first], {}, invite(first)],
  ["it is not over yet", [first], { onPageMs: 5_000 }, { kind: "wait", ms: 15_000 }],
  ["the first that holds", [later, pricing, first], {}, invite(pricing)],
  [
    "the next that may hold",
    [later, rule("x", { afterSeconds: 40 })],
    {},
    { kind: "wait", ms: 10_000 },
  ],
  ["another page", [pricing], { path: "/" }, none("no-rule-fits")],
  ["a first visit", [regular], {}, none("no-rule-fits")],
  ["another visit", [regular], { isReturning: true }, invite(regular)],
  [
    "only a first visit",
    [rule("n", { visitors: "new" })],
    { isReturning: true },
    none("no-rule-fits"),
  ],
  ["outside the hours", [rule("h", { hours: "open" })], { isOpen: false }, none("no-rule-fits")],
  ["within the hours", [rule("h", { hours: "closed" })], {}, none("no-rule-fits")],
  ["another language", [rule("l", { locales: ["en"] })], {}, none("no-rule-fits")],
  ["shown six days ago", [first], shownDaysAgo(6), none("no-rule-fits")],
  ["shown a week ago", [first], shownDaysAgo(7), invite(first)],
  ["another was shown", [rule("other"), first], shownDaysAgo(1), invite(rule("other"))],
  [
    "shown in each visit",
    [rule("first", { restDays: 0 })],
    shownDaysAgo(0),
    invite(rule("first", { restDays: 0 })),
  ],
  ["switched off", [{ ...first, enabled: false }], {}, none("no-rule-fits")],
  ["no rules", [], {}, none("no-rule-fits")],
  ["talking already", [first], { isTalking: true }, none("talking")],
  ["invited in this visit", [first], { wasInvited: true }, none("invited")],
  ["put away lately", [first], { dismissedAt: NOW - DISMISSED_FOR_MS + 1 }, none("dismissed")],
  ["put away a week ago", [first], { dismissedAt: NOW - DISMISSED_FOR_MS }, invite(first)],
  [
    "put away by a clock far ahead",
    [first],
    { dismissedAt: NOW + DISMISSED_FOR_MS },
    invite(first),
  ],
])("who is invited: %s", (_name, rules, more, choice) => {
  expect(chooseProactive(rules, { ...facts, ...more })).toEqual(choice);
});

test("whoever waits as long as told is invited, and nobody is told to wait for nothing", () => {
  const rules = fc.array(
    fc.record({
      afterSeconds: fc.integer({ min: 0, max: 3_600 }),
      visitors: fc.constantFrom("all" as const, "new" as const, "returning" as const),
      enabled: fc.boolean(),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(rules, fc.integer({ min: 0, max: 4_000_000 }), (some, onPageMs) => {
      const written = some.map((more, at) => rule(`r-${at}`, more));
      const choice = chooseProactive(written, { ...facts, onPageMs });
      if (choice.kind !== "wait") return true;
      const then = chooseProactive(written, { ...facts, onPageMs: onPageMs + choice.ms });
      return choice.ms > 0 && then.kind === "invite";
    }),
  );
});

test("a dry run says of each rule what becomes of it on a page", () => {
  const rules = [
    { ...first, enabled: false },
    later,
    pricing,
    rule("second"),
    regular,
    rule("night", { hours: "closed" }),
    rule("english", { locales: ["en"] }),
    rule("home", { pages: ["/"] }),
  ];
  expect(tryProactive(rules, facts)).toEqual({
    shown: pricing,
    verdicts: ["off", "behind", "shown", "behind", "visitor", "hours", "locale", "page"],
  });
  expect(tryProactive([], facts)).toEqual({ shown: undefined, verdicts: [] });
});

test("a dry run shows what a visitor who stays is shown", () => {
  const rules = fc.array(
    fc.record({
      afterSeconds: fc.integer({ min: 0, max: 90 }),
      enabled: fc.boolean(),
      pages: fc.constantFrom([], ["/precos"], ["/x"]),
    }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(rules, (some) => {
      const written = some.map((more, at) => rule(`r-${at}`, more));
      let choice = chooseProactive(written, { ...facts, onPageMs: 0 });
      if (choice.kind === "wait") {
        choice = chooseProactive(written, { ...facts, onPageMs: choice.ms });
      }
      const shown = choice.kind === "invite" ? choice.rule : undefined;
      expect(tryProactive(written, facts).shown).toEqual(shown);
    }),
  );
});

test.each([
  [true, null, true],
  [false, null, false],
  [true, NOW + 1, true],
  [true, NOW, false],
  [false, NOW - 1, true],
])("open as the page was made: %j, changing at %j: %j now", (open, changesAt, isOpen) => {
  expect(isOpenNow({ open, changesAt }, NOW)).toBe(isOpen);
});
