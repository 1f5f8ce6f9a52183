import fc from "fast-check";
import {
  afterNews,
  judgeRecipients,
  pendingRecipients,
  queuedRecipients,
  type RecipientNews,
  type RecipientState,
} from "./recipient-states.ts";

const PEOPLE = ["a@example.com", "b@example.com", "c@example.com"] as const;
const news = (address: string, status: RecipientNews["status"]): RecipientNews => ({
  address,
  status,
  detail: status,
});
const anyNews: fc.Arbitrary<RecipientNews> = fc.record({
  address: fc.constantFrom(...PEOPLE, "A@EXAMPLE.COM", "stranger@example.net"),
  status: fc.constantFrom("accepted", "deferred", "refused", "bounced"),
  detail: fc.constantFrom("x", "y"),
});

test.each<[RecipientState["status"], RecipientNews["status"], RecipientState["status"]]>([
  ["queued", "deferred", "deferred"],
  ["queued", "accepted", "accepted"],
  ["queued", "refused", "refused"],
  ["deferred", "accepted", "accepted"],
  ["deferred", "refused", "refused"],
  ["accepted", "deferred", "accepted"],
  ["accepted", "refused", "accepted"],
  ["accepted", "bounced", "bounced"],
  ["refused", "accepted", "refused"],
  ["bounced", "accepted", "bounced"],
])("%s, told %s, is %s", (status, told, expected) => {
  const [after] = afterNews(
    [{ address: "a@example.com", status, detail: "" }],
    [news("A@example.com", told)],
  );
  expect(after).toMatchObject({ address: "a@example.com", status: expected });
});

test("whatever is told in whatever order, nobody goes back and nobody is added", () => {
  const rank = { queued: 0, deferred: 1, accepted: 2, refused: 2, bounced: 3 };
  fc.assert(
    fc.property(fc.array(fc.array(anyNews, { maxLength: 4 }), { maxLength: 8 }), (rounds) => {
      let states = queuedRecipients(PEOPLE);
      const had = new Set<string>();
      for (const round of rounds) {
        const pending = pendingRecipients(states);
        // Who has it, or never will, is in no later attempt.
        expect(pending.filter((address) => had.has(address))).toEqual([]);
        const after = afterNews(states, round);
        after.forEach((state, at) => {
          const before = states[at];
          if (!before) throw new Error("a recipient was added");
          expect(state.address).toBe(before.address);
          expect(rank[state.status]).toBeGreaterThanOrEqual(rank[before.status]);
          if (rank[state.status] >= 2) had.add(state.address);
        });
        // Told twice is told once.
        expect(afterNews(after, round).map((s) => s.status)).toEqual(after.map((s) => s.status));
        states = after;
      }
    }),
    { numRuns: 500 },
  );
});

test("the message is pending, sent or failed by its recipients alone", () => {
  fc.assert(
    fc.property(fc.array(anyNews, { maxLength: 8 }), (told) => {
      const states = afterNews(queuedRecipients(PEOPLE), told);
      const verdict = judgeRecipients(states);
      const some = (...of: RecipientState["status"][]) =>
        states.some(({ status }) => of.includes(status));
      expect(verdict.kind === "pending").toBe(some("queued", "deferred"));
      if (verdict.kind === "sent") expect(some("accepted")).toBe(true);
      if (verdict.kind === "failed") expect(some("accepted")).toBe(false);
    }),
  );
});
