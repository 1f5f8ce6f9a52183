import { WEBHOOK_BODY_MAX_BYTES } from "@circuito/connector";
import fc from "fast-check";
import { announcedBytes, createWebhookRoom, type Visit, type WebhookRoom } from "./webhook-room.ts";

function visit(room: WebhookRoom): Visit {
  const entry = room.enter(0);
  if (entry.kind !== "in") throw new Error(`refused: ${entry.because}`);
  return entry.visit;
}

test("who comes when all places are taken is told why, and gets the place of who leaves", () => {
  const room = createWebhookRoom(2, 100);
  const first = visit(room);
  const late = visit(room);
  expect([first.begin(), visit(room).begin()]).toEqual([true, true]);
  expect(room.enter(0)).toEqual({ kind: "refused", because: "too-many-requests" });
  expect(late.begin()).toBe(false);
  first.leave();
  expect(late.begin()).toBe(true);
});

test("who comes with more than there is room for is told why, until who has it leaves", () => {
  const room = createWebhookRoom(5, 100);
  const first = visit(room);
  const second = visit(room);
  expect([first.hold(60), second.hold(40), second.hold(1)]).toEqual([true, true, false]);
  expect(room.enter(1)).toEqual({ kind: "refused", because: "too-many-bytes" });
  first.leave();
  expect(room.enter(60).kind).toBe("in");
  expect(room.enter(61).kind).toBe("refused");
});

test("who announces much and sends nothing keeps nobody out, however many they are", () => {
  const room = createWebhookRoom(2, 100);
  for (let i = 0; i < 50; i++) expect(room.enter(100).kind).toBe("in");
  const honest = visit(room);
  expect([honest.hold(100), honest.begin()]).toEqual([true, true]);
});

test("whoever comes, sends, works and goes, in whatever order, no more is in hand than there is room", () => {
  const step = fc.record({
    who: fc.nat(7),
    does: fc.constantFrom("hold", "begin", "leave"),
    bytes: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const room = createWebhookRoom(3, 100);
      const inside = new Map<number, { visit: Visit; held: number; works: boolean }>();
      const working = () => [...inside.values()].filter(({ works }) => works).length;
      const held = () => [...inside.values()].reduce((sum, one) => sum + one.held, 0);
      for (const { who, does, bytes } of steps) {
        const one = inside.get(who);
        if (!one) {
          const entry = room.enter(bytes);
          expect(entry.kind).toBe(working() < 3 && held() + bytes <= 100 ? "in" : "refused");
          if (entry.kind === "in") inside.set(who, { visit: entry.visit, held: 0, works: false });
        } else if (does === "hold") {
          const fits = held() + bytes <= 100;
          expect(one.visit.hold(bytes)).toBe(fits);
          if (fits) one.held += bytes;
        } else if (does === "begin" && !one.works) {
          one.works = working() < 3;
          expect(one.visit.begin()).toBe(one.works);
        } else if (does === "leave") {
          one.visit.leave();
          // Leaving twice gives nobody a second place, and who has left takes none.
          one.visit.leave();
          expect([one.visit.hold(1), one.visit.begin()]).toEqual([false, false]);
          inside.delete(who);
        }
      }
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
