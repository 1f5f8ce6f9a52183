import fc from "fast-check";
import {
  afterMailReceipt,
  afterReceipt,
  type DeliveryStatus,
  type ReceiptStatus,
} from "./delivery.ts";

test.each<[DeliveryStatus, ReceiptStatus, DeliveryStatus]>([
  ["submitting", "delivered", "delivered"],
  ["sent", "delivered", "delivered"],
  ["sent", "read", "read"],
  ["read", "delivered", "read"],
  ["read", "sent", "read"],
  ["delivered", "failed", "delivered"],
  ["sent", "failed", "failed"],
  ["unknown", "sent", "sent"],
  ["unknown", "failed", "failed"],
  ["failed", "delivered", "delivered"],
])("%s and a receipt that says %s make %s", (current, receipt, expected) => {
  expect(afterReceipt(current, receipt)).toBe(expected);
});

test("receipts in any order, doubled or not, end at the same place when nothing failed", () => {
  const receipts = fc.array(fc.constantFrom<ReceiptStatus>("sent", "delivered", "read"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(receipts, fc.infiniteStream(fc.nat()), (said, dice) => {
      const shuffled = [...said, ...said].sort(() => ((dice.next().value ?? 0) % 3) - 1);
      const end = (order: readonly ReceiptStatus[]) =>
        order.reduce<DeliveryStatus>(afterReceipt, "sent");
      expect(end(shuffled)).toBe(end(said));
    }),
  );
});

test.each<[DeliveryStatus, ReceiptStatus, DeliveryStatus]>([
  ["unknown", "sent", "sent"],
  ["queued", "sent", "queued"],
  ["submitting", "sent", "submitting"],
  ["failed", "sent", "failed"],
  ["sent", "failed", "failed"],
  ["sent", "read", "read"],
])("a mail that is %s, of which a receipt says %s, is %s", (current, receipt, expected) => {
  expect(afterMailReceipt(current, receipt)).toBe(expected);
});
