import { appendWords } from "./append-words.ts";

test.each([
  ["an empty reply", "", "Olá.", "Olá."],
  ["a reply of spaces", " \n", "Olá.", "Olá."],
  ["what was written, as a paragraph of its own", "Bom dia,\n", "Segue.", "Bom dia,\n\nSegue."],
  [
    "nothing, where it stands already",
    "Bom dia,\n\nSegue. Abraço",
    "Segue.",
    "Bom dia,\n\nSegue. Abraço",
  ],
])("a procedure's words are put after %s", (_, written, words, reply) => {
  expect(appendWords(written, words)).toBe(reply);
});
