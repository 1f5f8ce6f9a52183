import { Buffer } from "node:buffer";
import {
  readMessageId,
  readReferences,
  readReplyAddress,
  replyAddress,
  shortId,
  signedMessageId,
  signedReference,
  threadKeys,
  uuidOf,
} from "@circuito/domain";
import fc from "fast-check";
import { hmacSigner } from "./hmac-signer.ts";

const KEY = Buffer.alloc(32, 1);
const signer = hmacSigner([KEY]);
const CONVERSATION = "01890a5d-ac96-774b-bcce-b302099a8057";

test("a short id is the same id, spelled so that mail systems keep it", () => {
  fc.assert(fc.property(fc.uuid(), (uuid) => uuidOf(shortId(uuid)) === uuid));
});

test("a reply address names its conversation, in any case of letters", () => {
  const address = replyAddress("support@example.org", CONVERSATION, "i1", signer) ?? "";
  expect(address).toMatch(/^support\+c\.[0-9a-z]{26}\.[0-9a-z]{10}@example\.org$/);
  const valid = { kind: "valid", id: CONVERSATION };
  expect(readReplyAddress(address, "i1", signer)).toEqual(valid);
  expect(readReplyAddress(address.toUpperCase(), "i1", signer)).toEqual(valid);
});

test("a long name of an inbox leaves no room, and none is given", () => {
  expect(replyAddress(`${"a".repeat(30)}@example.org`, CONVERSATION, "i1", signer)).toBeUndefined();
});

test("an address of another inbox, another key, cut or altered anywhere is forged", () => {
  const address = replyAddress("support@example.org", CONVERSATION, "i1", signer) ?? "";
  expect(readReplyAddress(address, "i2", signer).kind).toBe("forged");
  expect(readReplyAddress(address, "i1", hmacSigner([Buffer.alloc(32, 2)])).kind).toBe("forged");
  const from = address.indexOf("+c.") + 3;
  const to = address.indexOf("@");
  for (let i = from; i < to; i += 1) {
    const other = address.charAt(i) === "0" ? "1" : "0";
    const altered = address.slice(0, i) + other + address.slice(i + 1);
    expect(readReplyAddress(altered, "i1", signer).kind).toBe("forged");
    const cut = address.slice(0, i) + address.slice(i + 1);
    expect(readReplyAddress(cut, "i1", signer).kind).toBe("forged");
  }
});

test("random tokens never pass", () => {
  const letter = fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz");
  const token = fc.tuple(
    fc.string({ unit: letter, minLength: 26, maxLength: 26 }),
    fc.string({ unit: letter, minLength: 6, maxLength: 16 }),
  );
  fc.assert(
    fc.property(token, ([id, mac]) => {
      expect(readReplyAddress(`a+c.${id}.${mac}@b.example`, "i1", signer).kind).toBe("forged");
      expect(readMessageId(`m.${id}.${mac}@b.example`, signer).kind).not.toBe("valid");
    }),
    { numRuns: 500 },
  );
});

test("one purpose's signature is none for another", () => {
  const address = replyAddress("support@example.org", CONVERSATION, "i1", signer) ?? "";
  const token = address.slice(address.indexOf("+c.") + 3, address.indexOf("@"));
  expect(readMessageId(`m.${token}@example.org`, signer).kind).toBe("forged");
});

test("a message id of ours is known again; one like it is forged, others are foreign", () => {
  const id = signedMessageId(CONVERSATION, "example.org", signer);
  expect(readMessageId(id, signer)).toEqual({ kind: "valid", id: CONVERSATION });
  expect(readMessageId(id.replace(/\.[0-9a-z]{4}/, ".0000"), signer).kind).not.toBe("valid");
  expect(readMessageId("CAF=x@mail.example", signer).kind).toBe("foreign");
  expect(readMessageId("m.12@mail.example", signer).kind).toBe("foreign");
});

test("a reference in a subject holds with its proof only", () => {
  const reference = signedReference("260112-ABCDEFG1", signer);
  expect(readReferences(`Re: ${reference} pedido`, signer)).toEqual(["260112-ABCDEFG1"]);
  expect(readReferences(reference.replace("260112", "260113"), signer)).toEqual([]);
});

test("an older key still opens what it signed", () => {
  const address = replyAddress("support@example.org", CONVERSATION, "i1", signer) ?? "";
  const rotated = hmacSigner([Buffer.alloc(32, 9), KEY]);
  expect(readReplyAddress(address, "i1", rotated).kind).toBe("valid");
  expect(() => hmacSigner([Buffer.alloc(16)])).toThrow("32 bytes");
});

test("the keys of a mail come in the order of precedence, forgeries apart", () => {
  const address = replyAddress("support@example.org", CONVERSATION, "i1", signer) ?? "";
  const own = signedMessageId(CONVERSATION, "example.org", signer);
  const { keys, forged } = threadKeys(
    {
      deliveredTo: [address],
      to: [{ name: "", address: "support+c.forged.token@example.org" }],
      cc: [],
      inReplyTo: ["foreign@example.com"],
      references: ["oldest@example.com", own],
      subject: "Re: pedido",
      visibleText: "oi",
      providerThreadId: "1800",
    },
    "i1",
    signer,
  );
  expect(keys.map((key) => key.rule)).toEqual([
    "reply-address",
    "own-message-id",
    "stored-id",
    "stored-id",
    "provider-thread",
  ]);
  expect(keys.map((key) => key.evidence).slice(2, 4)).toEqual([
    "foreign@example.com",
    "oldest@example.com",
  ]);
  expect(forged).toEqual(["support+c.forged.token@example.org"]);
});
