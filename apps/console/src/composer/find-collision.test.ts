import type { MessageView } from "@circuito/protocol";
import { findCollision, lastSeen } from "./find-collision.ts";

const message = (seq: number, by: string, direction: "outbound" | "note" = "outbound") =>
  ({ seq, direction, author: { kind: "agent", id: by, name: by } }) as MessageView;

test.each([
  ["a colleague's answer after the draft was begun", [message(2, "bruno")], 2],
  ["the newest of several", [message(2, "bruno"), message(3, "bruno")], 3],
  ["one's own answer on another device", [message(2, "ana")], undefined],
  ["a colleague's note", [message(2, "bruno", "note")], undefined],
  ["an answer that was there before", [message(1, "bruno")], undefined],
])("%s", (_what, messages, seq) => {
  expect(findCollision(messages, 1, "ana")?.seq).toBe(seq);
});

test("whoever goes on after an answer that is not here yet has seen it", () => {
  expect(lastSeen([message(1, "ana")], 1, message(4, "bruno"))).toBe(4);
  expect(lastSeen([message(5, "bruno")], 1, message(4, "bruno"))).toBe(5);
  expect(lastSeen([], 3, undefined)).toBe(3);
});
