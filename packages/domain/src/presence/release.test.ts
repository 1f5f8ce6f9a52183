import fc from "fast-check";
import { chooseAfterAbsence, type HeldConversation } from "./release.ts";

const NOW = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const always = (from: number) => NOW - from;

function check(
  held: Partial<HeldConversation>,
  goneMs: number,
  businessMs: (from: number) => number = always,
) {
  const conversation: HeldConversation = {
    channel: "webchat",
    status: "open",
    waitingOn: "agent",
    isAnswered: false,
    assignedAt: NOW - 60 * MINUTE,
    waitingSince: NOW - 60 * MINUTE,
    ...held,
  };
  const absence = { because: "unreachable", since: NOW - goneMs } as const;
  return chooseAfterAbsence(conversation, absence, NOW, businessMs);
}

test.each([
  ["an unanswered chat after 59 s", {}, 59 * SECOND, "owner-may-return"],
  ["an unanswered chat after 60 s", {}, 60 * SECOND, "unanswered-chat"],
  ["an answered chat after 60 s", { isAnswered: true }, 60 * SECOND, "owner-may-return"],
  ["an answered chat after 3 min", { isAnswered: true }, 3 * MINUTE, "chat-customer-waits"],
  ["a chat whose customer has the word", { waitingOn: "customer" }, 99 * MINUTE, "nobody-waits"],
  [
    "a chat that came to them while they were gone",
    { assignedAt: NOW - 30 * SECOND },
    9 * MINUTE,
    "owner-may-return",
  ],
  ["WhatsApp after 14 min", { channel: "whatsapp" }, 14 * MINUTE, "owner-may-return"],
  ["WhatsApp after 15 min", { channel: "whatsapp" }, 15 * MINUTE, "customer-waits"],
  [
    "mail that came ten minutes ago to somebody long gone",
    { channel: "email", waitingSince: NOW - 10 * MINUTE },
    600 * MINUTE,
    "owner-may-return",
  ],
  [
    "mail whose customer waits for nobody",
    { channel: "email", waitingOn: "customer" },
    600 * MINUTE,
    "nobody-waits",
  ],
  ["what is snoozed", { status: "snoozed" }, 600 * MINUTE, "nobody-waits"],
] as const)("%s", (_, held, goneMs, because) => {
  expect(check(held, goneMs)).toMatchObject({ because });
});

test("outside business hours mail stays with its owner, and a chat does not", () => {
  const closed = () => 0;
  expect(check({ channel: "email" }, 600 * MINUTE, closed)).toMatchObject({ kind: "stay" });
  expect(check({}, 600 * MINUTE, closed)).toMatchObject({ kind: "release" });
});

test("the longer somebody is gone, the less stays: what went back does not come back by waiting", () => {
  fc.assert(
    fc.property(
      fc.record({
        channel: fc.constantFrom("webchat", "whatsapp", "email"),
        status: fc.constantFrom("open", "snoozed", "resolved"),
        waitingOn: fc.constantFrom("agent", "customer", "third-party"),
        isAnswered: fc.boolean(),
      }),
      fc.nat(3_600_000),
      fc.nat(3_600_000),
      (held, gone, more) => {
        const at = { assignedAt: NOW - 9_000_000, waitingSince: NOW - 9_000_000 };
        if (check({ ...held, ...at } as Partial<HeldConversation>, gone).kind === "stay") return;
        const later = check({ ...held, ...at } as Partial<HeldConversation>, gone + more);
        expect(later.kind).toBe("release");
      },
    ),
  );
});
