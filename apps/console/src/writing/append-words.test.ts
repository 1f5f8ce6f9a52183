import { appendWords } from "./append-words.ts";

test.each([
  ["an empty reply", "", "Olá.", "Olá."],
  ["a reply of spaces", " \n", "Olá.", "Olá."],
  ["what was written, as a paragraph of its own", "Bom dia,\n", "Segue.", "Bom dia,\n\nSegue."],
])("prepared words are put after %s", (_, written, words, reply) => {
  expect(appendWords(written, words)).toBe(reply);
});
