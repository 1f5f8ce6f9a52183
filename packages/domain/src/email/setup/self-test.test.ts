import { actionFor } from "../automatic/automatic-action.ts";
import type { Signer } from "../thread/signed-names.ts";
import {
  isSelfTest,
  SELF_TEST_CLASSIFICATION,
  SELF_TEST_HEADER,
  selfTestMark,
} from "./self-test.ts";

/** Signs by writing down what it signed; the real one is tested where it is. */
const signer: Signer = {
  sign: (purpose, text, length) => mac(`${purpose} ${text}`, length),
  holds: (purpose, text, given) => mac(`${purpose} ${text}`, given.length) === given,
};
function mac(text: string, length: number): string {
  let sum = 7;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 2_147_483_647;
  return sum.toString(36).repeat(length).slice(0, length);
}

const OWN = "help@example.org";
const mark = selfTestMark("abc123def456", OWN, signer);
const mailOf = (value: string, from: readonly string[] = [OWN]) => ({
  headers: [{ name: SELF_TEST_HEADER, value }],
  from,
});

test("the mail that a test sent to itself is known again", () => {
  expect(isSelfTest(mailOf(mark), "Help@Example.org", signer)).toBe(true);
  expect(isSelfTest(mailOf(` ${mark.toUpperCase()} `), OWN, signer)).toBe(true);
});

test.each([
  ["without the header", { headers: [], from: [OWN] }],
  ["with a mark that nobody signed", mailOf(`abc123def456.${"x".repeat(20)}`)],
  ["with the beginning of a signature", mailOf(mark.slice(0, -6))],
  ["with more behind it", mailOf(`${mark}.x`)],
  ["from somebody else", mailOf(mark, ["mallory@example.com"])],
  ["from us and somebody else", mailOf(mark, [OWN, "mallory@example.com"])],
])("a mail %s is none", (_, mail) => {
  expect(isSelfTest(mail, OWN, signer)).toBe(false);
});

test("a mark of one mailbox says nothing in another", () => {
  expect(isSelfTest(mailOf(mark, ["sales@example.org"]), "sales@example.org", signer)).toBe(false);
});

test("it opens no conversation, joins none, and is answered by nobody", () => {
  const context = {
    proof: "signed",
    hardBounce: false,
    noticesOpen: true,
    bulkAllowed: true,
  } as const;
  expect(actionFor(SELF_TEST_CLASSIFICATION.class, context)).toMatchObject({
    place: "suppressed",
    opensConversation: false,
    reopens: false,
    mayAutoAnswer: false,
  });
  expect(SELF_TEST_CLASSIFICATION.noAnswer).toBe(true);
});
