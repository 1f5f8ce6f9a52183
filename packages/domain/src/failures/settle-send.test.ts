import type { DeliveryStatus } from "../delivery.ts";
import { type SendSettlement, settleSend } from "./settle-send.ts";

const settle = (status: DeliveryStatus, how: SendSettlement, resendsAt?: number) =>
  settleSend({ status, resendsAt }, how);

test.each([
  ["unknown", "arrived", { status: "sent" }],
  ["unknown", "again", { status: "queued" }],
  ["unknown", "discarded", { status: "unknown" }],
  ["failed", "again", { status: "queued" }],
  ["failed", "discarded", { status: "failed" }],
  ["failed", "arrived", { refused: "refused-by-provider" }],
] as const)("%s, and a person says %s", (status, how, outcome) => {
  expect(settle(status, how)).toEqual(outcome);
});

test.each(["queued", "claimed", "submitting", "sent", "delivered", "read"] as const)(
  "of what is %s there is nothing to decide",
  (status) => {
    for (const how of ["arrived", "again", "discarded"] as const) {
      expect(settle(status, how)).toEqual({ refused: "not-troubled" });
    }
  },
);

test("what is handed over again by itself is not sent a third time", () => {
  expect(settle("unknown", "again", 5)).toEqual({ refused: "resends-itself" });
  expect(settle("unknown", "arrived", 5)).toEqual({ status: "sent" });
});
