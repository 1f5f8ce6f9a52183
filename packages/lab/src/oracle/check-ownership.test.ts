import type { HistoryEvent } from "../journal.ts";
import { checkOwnership, type StoredOwner } from "./check-ownership.ts";

type Step = readonly [
  actor: string,
  type: HistoryEvent["type"],
  conversation: string,
  epoch?: number,
  isStale?: true,
];

/** Ana and Bruno reach for two conversations; Ana gets the first, Bruno the second. */
const GOOD: readonly Step[] = [
  ["ana", "invoke", "one"],
  ["bruno", "invoke", "one"],
  ["ana", "ok", "one", 2],
  ["bruno", "fail", "one"],
  ["bruno", "invoke", "two"],
  ["bruno", "info", "two"],
  ["bruno", "invoke", "two"],
  ["bruno", "ok", "two", 5],
  ["ana", "invoke", "two"],
  ["ana", "fail", "two"],
];
const OWNERS: readonly StoredOwner[] = [
  { conversationId: "one", actor: "ana", epoch: 2 },
  { conversationId: "two", actor: "bruno", epoch: 5 },
  { conversationId: "three", actor: null, epoch: 1 },
];

function judge(steps: readonly Step[], owners: readonly StoredOwner[] = OWNERS, min = 2) {
  const history = steps.map(([actor, type, ext, epoch, isStale], i): HistoryEvent => {
    const extra = { ...(epoch !== undefined && { epoch }), ...(isStale && { isStale }) };
    const origin = { run: "r", seed: "s", i, t_mono_ns: i, conv_hint: ext, hash: "" };
    return { ...origin, actor, type, f: "claim", key: { account: "sms-1", ext }, extra };
  });
  return checkOwnership(history, owners, min);
}

test("who reached for a conversation and was told so has it, and nobody else", () => {
  expect(judge(GOOD)).toMatchObject({
    verdict: "valid",
    figures: { reaches: 5, grants: 2, refusals: 2, doubts: 1 },
  });
});

test("nobody was given anything, so nothing is known", () => {
  const ends = GOOD.filter(([, type]) => type !== "ok");
  expect(judge(ends).verdict).toBe("unknown");
});

test("the same grant told twice to the same person is one grant", () => {
  expect(judge([...GOOD, ["ana", "invoke", "one"], ["ana", "ok", "one", 2]]).verdict).toBe("valid");
});

/** What is told besides, the classes that must report it. */
const BAD: [string, readonly string[], readonly Step[], (readonly StoredOwner[])?][] = [
  [
    "two people were told that it is theirs",
    ["overlap"],
    [
      ["bruno", "invoke", "one"],
      ["bruno", "ok", "one", 3],
    ],
    [{ conversationId: "one", actor: "bruno", epoch: 3 }],
  ],
  [
    "two people have it under one epoch",
    ["overlap", "epoch-repeated"],
    [["bruno", "ok", "one", 2]],
    [{ conversationId: "one", actor: "bruno", epoch: 2 }],
  ],
  [
    "a later grant has a lower epoch",
    ["epoch-backwards"],
    [
      ["ana", "invoke", "one"],
      ["ana", "ok", "one", 1],
    ],
    OWNERS,
  ],
  [
    "an act under an old epoch was taken",
    ["stale-write"],
    [["bruno", "ok", "one", 1, true]],
    OWNERS,
  ],
  [
    "whose it is said to be had not been told",
    ["taken-away"],
    [],
    [{ conversationId: "one", actor: "bruno", epoch: 3 }],
  ],
  [
    "it is nobody's at the end",
    ["taken-away"],
    [],
    [{ conversationId: "two", actor: null, epoch: 6 }],
  ],
];

test.each(BAD)("%s: %j, and nothing else", (_, classes, steps, owners) => {
  const { verdict, violations } = judge([...GOOD, ...steps], owners);
  expect(verdict).toBe("invalid");
  const found = Object.entries(violations).filter(([, count]) => count > 0);
  expect(found.map(([name]) => name).sort()).toEqual([...classes].sort());
});
