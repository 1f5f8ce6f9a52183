import { simpleParser } from "mailparser";
import { writeMails } from "./write-mails.ts";

const MAILS = 120;

test("the same seed gives the same mails, another one others", () => {
  expect([...writeMails("a", 20)]).toEqual([...writeMails("a", 20)]);
  expect([...writeMails("b", 20)]).not.toEqual([...writeMails("a", 20)]);
});

test("each mail is whole: named once, with words, and some with HTML and files", async () => {
  const read = [];
  for (const mail of writeMails("a", MAILS)) {
    expect(mail).not.toMatch(/[^\r]\n/);
    read.push(await simpleParser(mail));
  }
  expect(new Set(read.map(({ messageId }) => messageId)).size).toBe(MAILS);
  for (const { text, html } of read)
    expect(`${text}${html}`).toMatch(/pedido|entrega|boleto|prazo/);
  expect(read.filter(({ html }) => html !== false).length).toBeGreaterThan(MAILS / 4);
  const files = read.flatMap(({ attachments }) => attachments);
  expect(files.length).toBeGreaterThan(0);
  for (const { size } of files) expect(size).toBe(100 * 1024);
});
