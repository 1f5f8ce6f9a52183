import fc from "fast-check";
import type { ThreadRule } from "./thread-keys.ts";
import {
  type FoundCandidate,
  type ThreadCandidate,
  type ThreadedMail,
  threadMail,
} from "./thread-mail.ts";

const DAY = 24 * 60 * 60 * 1_000;
const NOW = Date.UTC(2026, 0, 15);
const SETTINGS = { reopenWindowMs: 7 * DAY, isStaff: (a: string) => a.endsWith("@example.org") };

function candidate(more: Partial<ThreadCandidate> = {}): ThreadCandidate {
  return {
    id: "c1",
    inboxId: "i1",
    status: "open",
    resolvedAt: undefined,
    lastMessageAt: NOW - DAY,
    subject: "Pedido 12",
    requester: ["ana@example.com"],
    participants: ["bia@example.com"],
    mergedInto: undefined,
    ...more,
  };
}

function mail(more: Partial<ThreadedMail> = {}): ThreadedMail {
  return {
    inboxId: "i1",
    subject: "Re: Pedido 12",
    from: ["ana@example.com"],
    replyTo: [],
    sender: [],
    isAuthenticated: true,
    class: "human",
    enclosesMail: false,
    hasQuote: true,
    ...more,
  };
}

function by(rule: ThreadRule, found: ThreadCandidate = candidate()): FoundCandidate {
  return { key: { rule, id: "k", evidence: "e" }, candidate: found };
}

function thread(
  m: ThreadedMail,
  found: readonly FoundCandidate[],
  all: readonly ThreadCandidate[] = [],
) {
  const byId = new Map([...found.map((f) => f.candidate), ...all].map((c) => [c.id, c]));
  return threadMail(m, found, byId, NOW, SETTINGS);
}

const why = (m: ThreadedMail, found: FoundCandidate, all: readonly ThreadCandidate[] = []) =>
  thread(m, [found], all).candidates[0]?.rejectedBecause ?? "joined";

const RULES: readonly ThreadRule[] = [
  "reply-address",
  "own-message-id",
  "stored-id",
  "signed-reference",
  "provider-thread",
];
const UNSIGNED = RULES.slice(2);

test.each(RULES)("an answer of the requester joins by %s", (rule) => {
  expect(thread(mail(), [by(rule)]).placement).toEqual({
    kind: "join",
    conversationId: "c1",
    by: rule,
    writer: "requester",
    reopens: false,
  });
});

test("the strongest rule is taken, the others are told with their reason", () => {
  const verdict = thread(mail(), [
    by("provider-thread", candidate({ id: "c2" })),
    by("own-message-id", candidate({ id: "c3" })),
    by("reply-address"),
  ]);
  expect(verdict.placement).toMatchObject({ conversationId: "c1" });
  expect(verdict.candidates.map((c) => [c.conversationId, c.rejectedBecause])).toEqual([
    ["c1", undefined],
    ["c3", "another-one-was-first"],
    ["c2", "another-one-was-first"],
  ]);
});

test.each<[string, Partial<ThreadedMail>, Partial<ThreadCandidate>, ThreadRule, string]>([
  [
    "a stranger who quotes a reference",
    { from: ["eve@evil.example"] },
    {},
    "stored-id",
    "not-a-participant",
  ],
  [
    "a participant's address that nobody vouches for",
    { isAuthenticated: false },
    {},
    "stored-id",
    "not-authenticated",
  ],
  [
    "a stranger with the requester as Reply-To",
    { from: ["eve@evil.example"], replyTo: ["ana@example.com"] },
    {},
    "stored-id",
    "not-a-participant",
  ],
  [
    "two authors, one of them the requester",
    { from: ["ana@example.com", "eve@evil.example"] },
    {},
    "stored-id",
    "not-a-participant",
  ],
  ["a mail to another inbox", { inboxId: "i2" }, {}, "reply-address", "other-inbox"],
  ["a forward", { subject: "Enc: Pedido 12" }, {}, "own-message-id", "forwarded"],
  ["a mail that encloses the thread", { enclosesMail: true }, {}, "stored-id", "forwarded"],
  [
    "a changed subject without a quotation",
    { subject: "Outra coisa", hasQuote: false },
    {},
    "reply-address",
    "topic-changed",
  ],
  [
    "a changed subject after closure",
    { subject: "Outra coisa" },
    { status: "closed" },
    "own-message-id",
    "topic-changed",
  ],
  [
    "a changed subject after weeks",
    { subject: "Outra coisa" },
    { lastMessageAt: NOW - 15 * DAY },
    "own-message-id",
    "topic-changed",
  ],
  [
    "a list's mail with our id in its references",
    { class: "bulk" },
    {},
    "own-message-id",
    "bulk-mail",
  ],
  [
    "somebody else's copy of a campaign",
    {},
    { sentToMany: ["bia@example.com"] },
    "own-message-id",
    "sent-to-somebody-else",
  ],
  ["an answer to a closed one", {}, { status: "closed" }, "reply-address", "closed"],
  [
    "an answer after the window",
    {},
    { status: "resolved", resolvedAt: NOW - 8 * DAY },
    "reply-address",
    "after-reopen-window",
  ],
])("%s: %j %j by %s is %s", (_, more, about, rule, because) => {
  expect(why(mail(more), by(rule, candidate(about)))).toBe(because);
});

test.each<[string, Partial<ThreadedMail>, Partial<ThreadCandidate>]>([
  ["a changed subject in an open one, with the quotation", { subject: "Outra coisa" }, {}],
  ["no subject at all", { subject: "" }, {}],
  ["answers of answers", { subject: "RES: Re: AW: [EXTERNAL] Pedido 12" }, {}],
  ["a snoozed conversation", {}, { status: "snoozed" }],
  ["a colleague who was in copy", { from: ["bia@example.com"] }, {}],
  ["an agent who answers from elsewhere", { from: ["rui@example.org"] }, {}],
  ["our own campaign, answered by its addressee", {}, { sentToMany: ["ana@example.com"] }],
])("%s joins", (_, more, about) => {
  expect(why(mail(more), by("stored-id", candidate(about)))).toBe("joined");
});

test("a stranger with our signed address joins, and is known as a stranger", () => {
  const placement = thread(mail({ from: ["eve@evil.example"] }), [by("reply-address")]).placement;
  expect(placement).toMatchObject({ kind: "join", writer: "unverified" });
});

test("an agent's address that nobody vouches for is no agent", () => {
  const forged = mail({ from: ["rui@example.org"], isAuthenticated: false });
  expect(thread(forged, [by("own-message-id")]).placement).toMatchObject({ writer: "unverified" });
  expect(why(forged, by("stored-id"))).toBe("not-authenticated");
});

test("within the window a resolved one is reopened, by a person only", () => {
  const resolved = candidate({ status: "resolved", resolvedAt: NOW - DAY });
  expect(thread(mail(), [by("reply-address", resolved)]).placement).toMatchObject({
    reopens: true,
  });
  const absent = mail({ class: "out-of-office" });
  expect(thread(absent, [by("reply-address", resolved)]).placement).toMatchObject({
    reopens: false,
  });
});

test("what comes too late opens a new one that follows the old", () => {
  expect(thread(mail(), [by("reply-address", candidate({ status: "closed" }))]).placement).toEqual({
    kind: "follow",
    follows: "c1",
    by: "reply-address",
  });
});

test("merges are followed, ten of them, and never in a circle", () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, i) => candidate({ id: `m${i}`, mergedInto: `m${i + 1}` }));
  const last = (i: number) => candidate({ id: `m${i}` });
  const first = (all: readonly ThreadCandidate[]) => by("reply-address", all[0] ?? candidate());
  expect(thread(mail(), [first(chain(10))], [...chain(10), last(10)]).placement).toMatchObject({
    conversationId: "m10",
  });
  expect(why(mail(), first(chain(11)), [...chain(11), last(11)])).toBe("merged-too-often");
  const circle = [candidate({ id: "a", mergedInto: "b" }), candidate({ id: "b", mergedInto: "a" })];
  expect(why(mail(), first(circle), circle)).toBe("merged-too-often");
});

test("nothing found is a new conversation, something refused is told as related", () => {
  expect(thread(mail(), []).placement).toEqual({ kind: "new", possiblyRelated: [] });
  const stranger = thread(mail({ from: ["eve@evil.example"] }), [by("stored-id")]);
  expect(stranger.placement).toEqual({ kind: "new", possiblyRelated: ["c1"] });
});

describe("nothing that a sender can write joins by itself (promise R10)", () => {
  const anyMail = fc.record({
    inboxId: fc.constant("i1"),
    subject: fc.constantFrom(
      "Pedido 12",
      "Re: Pedido 12",
      "[#260112-ABCDEFG1.abcdef]",
      "",
      "Fwd: x",
    ),
    from: fc.array(
      fc.constantFrom("ana@example.com", "bia@example.com", "rui@example.org", "eve@evil.example"),
      { maxLength: 2 },
    ),
    replyTo: fc.array(fc.constantFrom("ana@example.com", "eve@evil.example"), { maxLength: 2 }),
    sender: fc.array(fc.constantFrom("ana@example.com", "bia@example.com"), { maxLength: 1 }),
    isAuthenticated: fc.boolean(),
    class: fc.constantFrom("human", "auto-reply", "out-of-office", "auto-notice", "bulk"),
    enclosesMail: fc.boolean(),
    hasQuote: fc.boolean(),
  });
  const anyFound = fc.array(
    fc.record({
      rule: fc.constantFrom(...UNSIGNED),
      status: fc.constantFrom("open", "resolved", "closed", "snoozed"),
    }),
    { maxLength: 5 },
  );

  test("without our signature, only an authenticated author who takes part does", () => {
    fc.assert(
      fc.property(anyMail, anyFound, (written, found) => {
        const candidates = found.map(({ rule, status }, i) =>
          by(
            rule as ThreadRule,
            candidate({ id: `c${i}`, status: status as "open", resolvedAt: NOW }),
          ),
        );
        const { placement } = thread(written as ThreadedMail, candidates);
        const [author] = written.from;
        const takesPart = ["ana@example.com", "bia@example.com", "rui@example.org"].includes(
          author ?? "",
        );
        const allowed = written.isAuthenticated && written.from.length === 1 && takesPart;
        return placement.kind === "new" || allowed;
      }),
      { numRuns: 2_000 },
    );
  });

  test("subject alone is no candidate", () => {
    expect(thread(mail({ subject: "Re: Pedido 12" }), []).placement.kind).toBe("new");
  });
});
