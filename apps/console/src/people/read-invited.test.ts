import { readInvited } from "./read-invited.ts";

test.each([
  ["Ana Souza <ana@example.com>", "Ana Souza", "ana@example.com"],
  ["Ana Souza, ana@example.com", "Ana Souza", "ana@example.com"],
  ["ana@example.com; Ana Souza", "Ana Souza", "ana@example.com"],
  ['"Souza, Ana" <Ana@Example.com>', "Souza Ana", "ana@example.com"],
  ["Ana\tana@example.com\t", "Ana", "ana@example.com"],
  ["ana.souza@example.com", "Ana Souza", "ana.souza@example.com"],
])("%j is %j at %j", (line, name, email) => {
  expect(readInvited(line)).toMatchObject([{ name, email }]);
});

test("lines without an address are told, empty ones are not, and an address counts once", () => {
  const text = "Ana <a@example.com>\n\nBia sem endereço\r\nA@example.com";
  expect(readInvited(text)).toEqual([
    { line: "Ana <a@example.com>", name: "Ana", email: "a@example.com" },
    { line: "Bia sem endereço", name: "Bia sem endereço", email: null },
  ]);
});
