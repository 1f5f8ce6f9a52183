import fc from "fast-check";
import { type AgentId, asId, type ConversationId, type LookId } from "../ids.ts";
import { IDLE_MAX_MS, joinLooks, LOOK_MAX_MS, type Look, lookOf } from "./look.ts";
import { spendLooks } from "./spend-looks.ts";

const ana = asId<AgentId>("ana");
const looks: fc.Arbitrary<readonly Look[]> = fc
  .array(
    fc.record({
      conversation: fc.constantFrom("a", "b", "c"),
      began: fc.integer({ min: 0, max: 60 }),
      lasts: fc.integer({ min: 1, max: 30 }),
    }),
    { maxLength: 12 },
  )
  .map((all) =>
    all.map(({ conversation, began, lasts }, n) => ({
      ...{ id: asId<LookId>(`look ${n}`), agentId: ana, beganAt: began, endedAt: began + lasts },
      conversationId: asId<ConversationId>(conversation),
    })),
  );

/** The long way: at each moment the look that began last, and of two the later id. */
function momentsOf(all: readonly Look[]): readonly string[] {
  return Array.from({ length: 100 }, (_, at) => {
    const open = all.filter(({ beganAt, endedAt }) => beganAt <= at && at < endedAt);
    const last = open.reduce<Look | undefined>(
      (best, one) =>
        !best || one.beganAt > best.beganAt || (one.beganAt === best.beganAt && one.id > best.id)
          ? one
          : best,
      undefined,
    );
    return last?.conversationId ?? "";
  });
}

test("all that was looked at is spent, each moment once, on what was turned to last", () => {
  fc.assert(
    fc.property(looks, (all) => {
      const moments = Array.from({ length: 100 }, () => "");
      for (const { conversationId, from, to } of spendLooks(all)) {
        expect(to).toBeGreaterThan(from);
        for (let at = from; at < to; at += 1) {
          expect(moments[at]).toBe("");
          moments[at] = conversationId;
        }
      }
      expect(moments).toEqual(momentsOf(all));
    }),
  );
});

test("in which order looks come makes no difference, nor does what is told again", () => {
  fc.assert(
    fc.property(looks, fc.array(fc.nat()), (all, order) => {
      const shuffled = all
        .map((look, n) => ({ look, by: order[n] ?? n }))
        .sort((a, b) => a.by - b.by)
        .map(({ look }) => look);
      expect(spendLooks(shuffled)).toEqual(spendLooks(all));
      expect(spendLooks(all.map((look) => joinLooks(look, look)))).toEqual(spendLooks(all));
    }),
  );
});

test("what a conversation gets needs no more than the looks that overlap its own", () => {
  const of = (wanted: string, all: readonly Look[]) =>
    spendLooks(all)
      .filter(({ conversationId }) => conversationId === wanted)
      .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, n) => from + n));
  fc.assert(
    fc.property(looks, (all) => {
      const own = all.filter(({ conversationId }) => conversationId === "a");
      const near = all.filter((look) =>
        own.some(({ beganAt, endedAt }) => look.beganAt < endedAt && look.endedAt > beganAt),
      );
      expect(of("a", near)).toEqual(of("a", all));
    }),
  );
});

describe("a look that a window tells of", () => {
  const beat = { id: asId<LookId>("l"), conversationId: asId<ConversationId>("a") };
  const at = 1_000_000_000;

  test("never counts more than five minutes after the person touched something", () => {
    const ms = fc.integer({ min: 0, max: 2 * LOOK_MAX_MS });
    fc.assert(
      fc.property(ms, ms, (forMs, idleMs) => {
        const look = lookOf({ ...beat, forMs, idleMs }, ana, at);
        if (!look) return;
        expect(look.beganAt).toBe(at - forMs);
        expect(look.endedAt).toBe(Math.min(at, at - idleMs + IDLE_MAX_MS));
        expect(look.endedAt - look.beganAt).toBeLessThanOrEqual(LOOK_MAX_MS);
      }),
    );
  });

  test.each([
    ["touched all the time", 600_000, 0, 600_000],
    ["read without a touch", 240_000, 240_000, 240_000],
    ["left for coffee", 1_800_000, 1_200_000, 900_000],
    ["left overnight with the lid closed", 36_000_000, 35_400_000, 900_000],
    ["nobody was there from the beginning", 600_000, 1_200_000, undefined],
    ["longer than any window of ours goes on", 3 * 3_600_000, 0, undefined],
  ])("%s", (_, forMs, idleMs, lasted) => {
    const look = lookOf({ ...beat, forMs, idleMs }, ana, at);
    expect(look && look.endedAt - look.beganAt).toBe(lasted);
  });

  test("told twice, in whatever order, it is as long as it was ever told", () => {
    fc.assert(
      fc.property(looks, (all) => {
        const [first, ...rest] = all;
        if (!first) return;
        const same = rest.map((look) => ({ ...look, id: first.id }));
        const joined = [first, ...same].reduce(joinLooks);
        const other = [...same.toReversed(), first].reduce(joinLooks);
        expect([joined.beganAt, joined.endedAt]).toEqual([other.beganAt, other.endedAt]);
      }),
    );
  });
});
