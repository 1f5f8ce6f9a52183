import { rawChat } from "../testing/raw-chat.ts";
import {
  readAck,
  readCall,
  readEdit,
  readMissedEdit,
  readReaction,
  readRenumbered,
  readRevoke,
} from "./read-change.ts";
import type { ReadingContext } from "./read-message.ts";

const CONTEXT: ReadingContext = {
  account: { wid: "12025550100@c.us", lid: "100000000000100@lid" },
  names: { phoneOf: () => undefined, lidOf: () => undefined },
  groups: false,
  late: false,
};

test.each([
  [-1, "failed"],
  [0, undefined],
  [1, "sent"],
  [2, "delivered"],
  [3, "read"],
  [4, "read"],
])("ack %i is %s", (ack, status) => {
  const receipt = readAck(rawChat({ id: "3EB0", fromMe: true }), ack, CONTEXT);
  expect(receipt?.status).toBe(status);
});

test("an ack names the message as its send did, and twice the same is one", () => {
  const raw = rawChat({ id: "3EB0", fromMe: true });
  const [played, read] = [4, 3].map((ack) => readAck(raw, ack, CONTEXT));
  expect(read?.of).toBe("true:3EB0");
  expect(played?.externalId).toBe(read?.externalId);
});

test("that we read theirs is no news", () => {
  expect(readAck(rawChat({ id: "3A01" }), 3, CONTEXT)).toBeUndefined();
});

test("new words of a message are a change of it", () => {
  const raw = rawChat({ id: "3A01", latestEditSenderTimestampMs: 1_767_614_500_000 });
  expect(readEdit(raw, { text: "depois", before: "antes" }, CONTEXT)).toMatchObject({
    kind: "element",
    element: {
      kind: "change",
      of: "false:3A01",
      from: "tel:+5511987654321",
      by: "customer",
      change: { kind: "edited", text: "depois" },
      at: 1_767_614_500_000,
    },
  });
});

test.each([
  ["a ciphertext that can be read now", undefined],
  ["a caption that settled", "oi"],
])("%s is no edit", (_, before) => {
  expect(readEdit(rawChat({ id: "3A01" }), { text: "oi", before }, CONTEXT)).toBeUndefined();
});

test("an edit that was missed and the same one heard are one", () => {
  const raw = rawChat({ id: "3A01", body: "b", latestEditSenderTimestampMs: 5_000_000_000_000 });
  const heard = readEdit(raw, { text: "b", before: "a" }, CONTEXT);
  const missed = readMissedEdit(raw, CONTEXT);
  const idOf = (reading: typeof heard) =>
    reading?.kind === "element" ? reading.element.externalId : undefined;
  expect(idOf(heard)).toBe(idOf(missed));
  expect(readMissedEdit(rawChat({ id: "3A01", body: "a" }), CONTEXT)).toBeUndefined();
});

test("what is taken back names the message", () => {
  const raw = rawChat({ id: "3A01", fromMe: true, type: "revoked" });
  expect(readRevoke(raw, CONTEXT)).toMatchObject({
    element: { of: "true:3A01", by: "us", change: { kind: "revoked" } },
  });
});

test("what is taken back under another id names the message that it was", () => {
  const key = { fromMe: false, remote: "5511987654321@c.us", id: "3A00" };
  const raw = rawChat({ id: "3A01", type: "revoked", protocolMessageKey: key });
  expect(readRevoke(raw, CONTEXT)).toMatchObject({ element: { of: "false:3A00" } });
});

test("a new number of a customer is another name of theirs", () => {
  const change = { from: "5511987654321@c.us", to: "5521976543210@c.us" };
  expect(readRenumbered(change, CONTEXT)).toMatchObject({
    element: {
      from: "tel:+5521976543210",
      alsoKnownAs: ["tel:+5511987654321"],
      chat: { special: { kind: "notice", event: "number-changed" } },
    },
  });
  expect(readRenumbered({ ...change, to: "x" }, CONTEXT)).toBeUndefined();
});

const reaction = (fields: Record<string, unknown>) => ({
  msgId: { fromMe: true, remote: "5511987654321@c.us", id: "3EB0" },
  senderId: "5511987654321@c.us",
  reaction: "👍",
  timestamp: 1_767_614_400,
  ...fields,
});

test.each([
  ["theirs", {}, { by: "customer", change: { kind: "reaction", emoji: "👍" } }],
  ["ours", { senderId: "100000000000100@lid" }, { by: "us" }],
  ["taken back", { reaction: "" }, { change: { kind: "reaction", emoji: undefined } }],
  ["in milliseconds", { timestamp: 1_767_614_400_000 }, { at: 1_767_614_400_000 }],
  ["in seconds", {}, { at: 1_767_614_400_000 }],
])("a reaction, %s", (_, fields, expected) => {
  expect(readReaction(reaction(fields), CONTEXT)).toMatchObject({
    element: { of: "true:3EB0", from: "tel:+5511987654321", ...expected },
  });
});

test("reactions in groups that nobody wants are counted", () => {
  const raw = reaction({ msgId: { fromMe: false, remote: "1203630001@g.us", id: "1" } });
  expect(readReaction(raw, CONTEXT)).toEqual({ kind: "ignored", as: "group" });
});

test("a call that nobody answers here is told as missed", () => {
  const call = { id: "c1", from: "5511987654321@c.us", isVideo: true };
  expect(readCall(call, CONTEXT)).toMatchObject({
    element: {
      from: "tel:+5511987654321",
      chat: { special: { kind: "notice", event: "missed-call", detail: "video" } },
    },
  });
  expect(readCall({ ...call, fromMe: true }, CONTEXT)).toBeUndefined();
});

test.each([[undefined], [{}], ["x"], [{ msgId: 1 }]])("%j is no news", (raw) => {
  expect(readReaction(raw, CONTEXT)).toBeUndefined();
  expect(readCall(raw, CONTEXT)).toBeUndefined();
  expect(readAck(raw, 1, CONTEXT)).toBeUndefined();
  expect(readRevoke(raw, CONTEXT)).toBeUndefined();
});
