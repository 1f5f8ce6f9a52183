import { randomBytes } from "node:crypto";
import { createSealer, SealError } from "./seal.ts";

const key = randomBytes(32);
const sealer = createSealer(key);

test("what was sealed opens again, and shows nothing while it is sealed", () => {
  const secret = JSON.stringify({ authToken: "canary-çãé-🔑" });
  const sealed = sealer.seal(secret, "inbox-1");
  expect(sealed).not.toContain("canary");
  expect(sealer.open(sealed, "inbox-1")).toBe(secret);
});

test("the same secret sealed twice looks different", () => {
  expect(sealer.seal("same", "inbox-1")).not.toBe(sealer.seal("same", "inbox-1"));
});

test("another key does not open it, and says so", () => {
  const sealed = sealer.seal("secret", "inbox-1");
  expect(kindOf(() => createSealer(randomBytes(32)).open(sealed, "inbox-1"))).toBe("wrong-key");
});

test("every changed byte is noticed", () => {
  const sealed = sealer.seal("secret", "inbox-1");
  const start = sealed.lastIndexOf(".") + 1;
  const box = Buffer.from(sealed.slice(start), "base64url");
  for (const [index, byte] of box.entries()) {
    const changed = Buffer.from(box);
    changed[index] = byte ^ 1;
    const tampered = sealed.slice(0, start) + changed.toString("base64url");
    expect(kindOf(() => sealer.open(tampered, "inbox-1"))).toBe("broken");
  }
});

test.each(["", "v1", "v1.", "v2.x.y", "plain text"])("%j is no sealed secret", (text) => {
  expect(() => sealer.open(text, "inbox-1")).toThrow(SealError);
});

test("a secret moved to another inbox's row does not open there", () => {
  expect(kindOf(() => sealer.open(sealer.seal("secret", "inbox-1"), "inbox-2"))).toBe("broken");
});

function kindOf(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) return error.kind;
    throw error;
  }
  return "opened";
}
