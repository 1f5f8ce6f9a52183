import { createAnnouncer } from "./announcer.ts";

test("the same words twice change a node twice", () => {
  const announcer = createAnnouncer();
  announcer.announce("Sent");
  expect(announcer.getSnapshot().polite).toEqual(["Sent", ""]);
  announcer.announce("Sent");
  expect(announcer.getSnapshot().polite).toEqual(["", "Sent"]);
});

test("what interrupts does not erase what waits", () => {
  const announcer = createAnnouncer();
  announcer.announce("New message");
  announcer.announce("Not sent", "assertive");
  expect(announcer.getSnapshot()).toEqual({
    polite: ["New message", ""],
    assertive: ["Not sent", ""],
  });
});

test("the log keeps the order of speech and forgets the oldest after 500", () => {
  const announcer = createAnnouncer();
  for (let turn = 0; turn < 501; turn++) announcer.announce(`${turn}`);
  expect(announcer.log).toHaveLength(500);
  expect(announcer.log[0]).toEqual({ text: "1", politeness: "polite" });
});
