import fc from "fast-check";
import { readSendFailure, SEND_FAILURES } from "./send-failure.ts";

test.each([
  ["21211: not a valid number", "no-recipient"],
  ["30005: unknown number", "no-recipient"],
  ["ana@x.example: 550 5.1.1 user unknown", "no-recipient"],
  ["550 5.1.1 The email account that you tried to reach does not exist", "no-recipient"],
  ["ana@x.example: 554 5.7.1 rejected due to spam content", "barred"],
  ["30007: filtered by the carrier", "barred"],
  ["the customer sent STOP (21610)", "opted-out"],
  ["the customer opted out", "opted-out"],
  ["more than 24 hours since the customer wrote: only templates now (131047)", "window-over"],
  ["no such template in this language, or not approved (132001)", "template"],
  ["our sender number is not valid (21212)", "our-sender"],
  ["account or token refused (20003)", "no-access"],
  ["refused (401)", "no-access"],
  ["the server refuses the login: 535 5.7.8 Error (535 5.7.8)", "no-access"],
  ["ana@x.example: 552 5.2.2 mailbox full", "too-many"],
  ["text too long", "cannot-carry"],
  ["receiver is out of order (503)", "busy"],
  ["given up: ana@x.example: 451 4.7.1 greylisted", "busy"],
  ["something nobody foresaw", "refused"],
  [null, "refused"],
])("of a failed one, %s: %s", (words, reason) => {
  expect(readSendFailure(words, "failed")).toBe(reason);
});

test.each([
  ["no answer within 30000 ms", "no-answer"],
  ["the sender stopped while sending", "no-answer"],
  ["refused (401); it may have arrived before", "no-answer"],
  ["only 2 of 3 parts were sent", "in-part"],
  [null, "no-answer"],
])("of one in doubt, %s: %s", (words, reason) => {
  expect(readSendFailure(words, "unknown")).toBe(reason);
});

test("whatever a provider writes, there is a sentence for it", () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom("failed", "unknown"), (words, status) => {
      expect(SEND_FAILURES).toContain(readSendFailure(words, status));
    }),
  );
});
