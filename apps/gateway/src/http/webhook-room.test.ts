import { WEBHOOK_BODY_MAX_BYTES } from "@circuito/connector";
import fc from "fast-check";
import {
  announcedBytes,
  createWebhookRoom,
  INBOX_PER_FREE,
  type Visit,
  type WebhookRoom,
} from "./webhook-room.ts";

const MANY = 1_000_000;

function visit(room: WebhookRoom, inboxId = "a"): Visit {
  const entry = room.enter(inboxId, 0);
  if (entry.kind !== "in") throw new Error(`refused: ${entry.because}`);
  return entry.visit;
}

/** How many of one inbox begin until the next is kept out, and why it is. */
function fill(room: WebhookRoom, inboxId: string) {
  for (let begun = 0; ; begun += 1) {
    const entry = room.enter(inboxId, 0);
    const because = entry.kind === "in" ? entry.visit.begin() : entry.because;
    if (because !== undefined) return { begun, because };
  }
}

test("who comes when all places are taken is told why, and gets the place of who leaves", () => {
  const room = createWebhookRoom(2, MANY);
  const first = visit(room);
  const late = visit(room);
  expect([first.begin(), visit(room).begin()]).toEqual([undefined, undefined]);
  expect(room.enter("a", 0)).toEqual({ kind: "refused", because: "too-many-requests" });
  expect(late.begin()).toBe("too-many-requests");
  first.leave();
  expect(late.begin()).toBeUndefined();
});

test("who comes with more than there is room for is told why, until who has it leaves", () => {
  const room = createWebhookRoom(5, 100);
  const first = visit(room, "a");
  const second = visit(room, "b");
  expect([first.hold(60), second.hold(30), second.hold(11)]).toEqual([
    undefined,
    undefined,
    "too-many-bytes",
  ]);
  expect(room.enter("c", 11)).toEqual({ kind: "refused", because: "too-many-bytes" });
  first.leave();
  expect(room.enter("c", 52).kind).toBe("in");
  expect(room.enter("c", 53)).toEqual({ kind: "refused", because: "too-much-of-one-inbox" });
});

test("who announces much and sends nothing keeps nobody out, however many they are", () => {
  const room = createWebhookRoom(2, 100);
  for (let i = 0; i < 50; i++) expect(room.enter("a", 75).kind).toBe("in");
  const honest = visit(room);
  expect([honest.hold(75), honest.begin()]).toEqual([undefined, undefined]);
});

test("one inbox that is flooded leaves a quarter of the room to the others, two of them a seventh", () => {
  const room = createWebhookRoom(1_000, MANY);
  expect(fill(room, "flooded")).toEqual({ begun: 750, because: "too-much-of-one-inbox" });
  expect(fill(room, "quiet").begun).toBeGreaterThan(180);
  const ofTwo = createWebhookRoom(700, MANY);
  const [a, b] = [[] as Visit[], [] as Visit[]];
  for (let i = 0; i < 700; i++) {
    for (const [inboxId, begun] of [["a", a] as const, ["b", b] as const]) {
      const entry = ofTwo.enter(inboxId, 0);
      if (entry.kind === "in" && entry.visit.begin() === undefined) begun.push(entry.visit);
    }
  }
  expect([a.length, b.length]).toEqual([300, 300]);
  expect(ofTwo.enter("c", 0).kind).toBe("in");
  // What the one gives back is not the other's for the taking alone.
  for (const one of a) one.leave();
  expect(fill(ofTwo, "b").begun).toBe(225);
});

test("one inbox that is sent large files leaves room for the words of others", () => {
  const room = createWebhookRoom(100, 1_000);
  expect(visit(room, "files").hold(750)).toBeUndefined();
  expect(visit(room, "files").hold(1)).toBe("too-much-of-one-inbox");
  expect(visit(room, "words").hold(180)).toBeUndefined();
});

test("whoever comes, sends, works and goes, in whatever order, no more is in hand than there is room", () => {
  const REQUESTS = 8;
  const BYTES = 100;
  const step = fc.record({
    who: fc.nat(11),
    does: fc.constantFrom("hold", "begin", "leave"),
    bytes: fc.nat(60),
  });
  interface Inside {
    readonly inboxId: string;
    readonly visit: Visit;
    held: number;
    works: boolean;
  }
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const room = createWebhookRoom(REQUESTS, BYTES);
      const inside = new Map<number, Inside>();
      const inHand = (inboxId?: string) => {
        const some = [...inside.values()].filter(
          (one) => inboxId === undefined || one.inboxId === inboxId,
        );
        const requests = some.filter(({ works }) => works).length;
        return { requests, bytes: some.reduce((sum, one) => sum + one.held, 0) };
      };
      const mayBegin = (inboxId: string) =>
        inHand(inboxId).requests < INBOX_PER_FREE * (REQUESTS - inHand().requests);
      const mayHold = (inboxId: string, bytes: number) =>
        inHand(inboxId).bytes + bytes <= INBOX_PER_FREE * (BYTES - inHand().bytes - bytes);
      for (const { who, does, bytes } of steps) {
        const inboxId = `inbox-${who % 3}`;
        const one = inside.get(who);
        if (!one) {
          const entry = room.enter(inboxId, bytes);
          expect(entry.kind === "in").toBe(mayBegin(inboxId) && mayHold(inboxId, bytes));
          if (entry.kind === "in") {
            inside.set(who, { inboxId, visit: entry.visit, held: 0, works: false });
          }
        } else if (does === "hold") {
          const fits = mayHold(inboxId, bytes);
          expect(one.visit.hold(bytes) === undefined).toBe(fits);
          if (fits) one.held += bytes;
        } else if (does === "begin" && !one.works) {
          const fits = mayBegin(inboxId);
          expect(one.visit.begin() === undefined).toBe(fits);
          one.works = fits;
        } else if (does === "leave") {
          one.visit.leave();
          // Leaving twice gives nobody a second place, and who has left takes none.
          one.visit.leave();
          expect(one.visit.hold(1)).toBeDefined();
          expect(one.visit.begin()).toBeDefined();
          inside.delete(who);
        }
        expect(inHand().requests).toBeLessThanOrEqual(REQUESTS);
        expect(inHand().bytes).toBeLessThanOrEqual(BYTES);
      }
      for (const { visit: one } of inside.values()) one.leave();
      expect(fill(room, "next")).toEqual(fill(createWebhookRoom(REQUESTS, BYTES), "next"));
    }),
  );
});

test.each([
  ["what it announces", "512", 512],
  ["nothing for no body", "0", 0],
  ["the most that is read, if it announces more", "99999999", WEBHOOK_BODY_MAX_BYTES],
  ["nothing yet, if it comes in chunks", undefined, 0],
  ["nothing yet, if what it announces is no number", "many", 0],
])("a body counts as %s", (_, announced, bytes) => {
  const headers = announced === undefined ? {} : { "content-length": announced };
  expect(announcedBytes({ headers })).toBe(bytes);
});
