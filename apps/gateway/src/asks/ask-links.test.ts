import { type AskId, asId } from "@circuito/domain";
import fc from "fast-check";
import { createAskLinks } from "./ask-links.ts";

const links = createAskLinks(new Uint8Array(32).fill(1), "https://help.example.com");
const others = createAskLinks(new Uint8Array(32).fill(2), "https://help.example.com");
const ASK = asId<AskId>("01890000-0000-7000-8000-000000000001");

function tokenOf(url: string): string {
  return new URL(url).pathname.slice("/a/".length);
}

test("a question's link opens that question, whatever answer it proposes", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.constantFrom("yes", "no", undefined), (id, value) => {
      const url = links.urlOf(asId(id), value);
      expect(links.open(tokenOf(url))).toBe(id);
      expect(new URL(url).searchParams.get("answer")).toBe(value ?? null);
    }),
  );
});

test("no other letters open anything: neither another question's mac, nor another installation's", () => {
  const token = tokenOf(links.urlOf(ASK, undefined));
  const neighbour = tokenOf(links.urlOf(asId("11890000-0000-7000-8000-000000000002"), undefined));
  // 16 bytes are the first 21 letters and a part of the next: whole letters of each are put together.
  expect(links.open(token.slice(0, 21) + neighbour.slice(21))).toBeUndefined();
  expect(links.open(tokenOf(others.urlOf(ASK, undefined)))).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(63), fc.constantFrom(..."AZaz09-_"), (at, letter) => {
      const changed = token.slice(0, at) + letter + token.slice(at + 1);
      expect(links.open(changed)).toBe(changed === token ? ASK : undefined);
    }),
  );
});

test.each(["", "x", "a".repeat(64), "a".repeat(63), `${"a".repeat(64)}=`, "../../api/v1/agents"])(
  "%p is no token",
  (token) => {
    expect(links.open(token)).toBeUndefined();
  },
);
