import { isDeliverable, readRecipients, withRecipients } from "./mail-recipients.ts";

const bare = (address: string) => ({ name: "", address });

test.each([
  ["ana@example.com", [bare("ana@example.com")]],
  ["Ana <ana@example.com>", [{ name: "Ana", address: "ana@example.com" }]],
  [
    '"Lima, Ana" <ana@example.com>, b@example.org',
    [{ name: "Lima, Ana", address: "ana@example.com" }, bare("b@example.org")],
  ],
  [
    "ana@example.com; b@example.org\nc@example.net,",
    [bare("ana@example.com"), bare("b@example.org"), bare("c@example.net")],
  ],
  ["ana@example.com b@example.org", [bare("ana@example.com"), bare("b@example.org")]],
  [
    "Ana <ana@example.com> Bia <b@example.org>",
    [
      { name: "Ana", address: "ana@example.com" },
      { name: "Bia", address: "b@example.org" },
    ],
  ],
  ["Ana", [bare("Ana")]],
  ["ana@", [bare("ana@")]],
  ["  ", []],
])("%j is read as the people in it", (written, people) => {
  expect(readRecipients(written)).toEqual(people);
});

test("what is no address stays to be mended, and is known as such", () => {
  expect(readRecipients("ana@@example.com").map(isDeliverable)).toEqual([false]);
  expect(readRecipients("ana@example.com").map(isDeliverable)).toEqual([true]);
});

test("nobody gets the same mail twice, however their address is spelled", () => {
  const held = [bare("ana@example.com")];
  const added = [bare("Ana@Example.com"), bare("b@example.org"), bare("B@example.org")];
  expect(withRecipients(held, added)).toEqual([bare("ana@example.com"), bare("b@example.org")]);
});
