import fc from "fast-check";
import type { BouncedRecipient, BounceReport } from "../../email/bounce/bounce.ts";
import { asId } from "../../ids.ts";
import type { MailOriginal } from "./mail-world.ts";
import { isFinal, provenOriginals, takeBounce } from "./take-bounce.ts";

const ID = "m.01arz3ndektsv4rrffq69g5fav.0123456789abcdef@example.org";
const MESSAGE = "01563e3a-b5d3-d676-4c61-efb99302bd5b";

function original(...addresses: readonly string[]): MailOriginal {
  return {
    messageId: asId(MESSAGE),
    inboxId: asId("inbox"),
    conversationId: asId("c1"),
    mailId: ID,
    agentId: undefined,
    status: "sent",
    recipients: addresses.map((address) => ({ address, status: "accepted", detail: "" })),
  };
}

function recipient(more: Partial<BouncedRecipient> = {}): BouncedRecipient {
  return {
    address: "ana@example.com",
    status: "5.1.1",
    replyCode: "550",
    reason: "no-such-address",
    permanence: "hard",
    diagnostic: "no such user",
    ...more,
  };
}

const report = (
  recipients: readonly BouncedRecipient[],
  kind: BounceReport["kind"] = "failed",
): BounceReport => ({ kind, recipients, originalIds: [ID] });

test.each<[string, Partial<BouncedRecipient>, BounceReport["kind"], boolean]>([
  ["a dead address", {}, "failed", true],
  [
    "a refusal for good",
    { status: "5.7.1", reason: "content-refused", permanence: "soft" },
    "failed",
    true,
  ],
  ["giving up", { status: "4.4.7", reason: "gave-up", permanence: "soft" }, "failed", true],
  ["a code alone", { status: undefined, reason: "other", permanence: "soft" }, "failed", true],
  [
    "a full mailbox, for now",
    { status: "4.2.2", reason: "mailbox-full", permanence: "soft" },
    "failed",
    false,
  ],
  ["a delay", { status: "4.4.1", reason: "other", permanence: "soft" }, "delayed", false],
  ["a delay that names a dead address", {}, "delayed", false],
  ["a complaint", {}, "complaint", false],
  ["an arrival", { reason: "delivered", status: "2.0.0" }, "delivered", false],
])("%s is final or not", (_, more, kind, final) => {
  const one = recipient(more);
  expect(isFinal(report([one], kind), one)).toBe(final);
});

test("a refusal for good fails the mail, and the address is not dead", () => {
  const refused = recipient({ status: "5.7.1", reason: "content-refused", permanence: "soft" });
  expect(takeBounce(original("ana@example.com"), report([refused]))).toMatchObject({
    status: "failed",
    error: "no such user",
    undeliverable: [],
  });
});

test("a report that names nobody, or where mail is passed on to, means the only recipient", () => {
  for (const address of [undefined, "ana@elsewhere.example"]) {
    const returned = takeBounce(original("Ana@Example.com"), report([recipient({ address })]));
    expect(returned.recipients).toEqual([
      { address: "Ana@Example.com", status: "bounced", detail: "no such user" },
    ]);
    expect(returned.undeliverable).toMatchObject([{ address: "ana@example.com" }]);
  }
});

test("of several recipients nobody unnamed is blamed", () => {
  const two = original("ana@example.com", "bia@example.com");
  const returned = takeBounce(two, report([recipient({ address: undefined })]));
  expect(returned).toMatchObject({ status: "sent", recipients: two.recipients, undeliverable: [] });
});

test("what bounced stays so when a late delay comes", () => {
  const bounced = takeBounce(original("ana@example.com"), report([recipient()]));
  const late = takeBounce(
    { ...bounced.original, recipients: bounced.recipients, status: bounced.status },
    report([recipient()], "delayed"),
  );
  expect(late).toMatchObject({ status: "failed", recipients: [{ status: "bounced" }] });
});

describe("a report proves itself", () => {
  const originals = new Map([[MESSAGE, original("ana@example.com")]]);
  const proven = (id: string, inbox = "inbox") =>
    provenOriginals({ ...report([]), originalIds: [id] }, [], inbox, originals).length;

  test("by the whole id, in any case", () => {
    expect(proven(ID)).toBe(1);
    expect(proven(ID.toUpperCase())).toBe(1);
  });

  test("in its own inbox only", () => {
    expect(proven(ID, "other")).toBe(0);
  });

  test("never by an id that differs anywhere", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: ID.length - 1 }),
        fc.constantFrom(..."0z@."),
        (at, char) => {
          fc.pre(ID[at] !== char);
          expect(proven(ID.slice(0, at) + char + ID.slice(at + 1))).toBe(0);
          expect(proven(ID.slice(0, at))).toBe(0);
        },
      ),
    );
  });
});
