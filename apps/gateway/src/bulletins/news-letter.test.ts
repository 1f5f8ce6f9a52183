import type { NewsBulletin } from "@circuito/domain";
import { newsText } from "@circuito/protocol/bulletin-text";
import { bulletinLetter } from "./alert-message.ts";

const news: Pick<NewsBulletin, "language" | "counts"> = {
  language: "pt-BR",
  counts: { assigned: 2, message: 1 },
};

test("a letter has how much is new, where each is, and why somebody gets it", () => {
  const link = "https://circuito.example.com/inbox";
  const text = newsText(news, [{ protocol: "261129-AB", link: `${link}/1` }]);
  const letter = bulletinLetter(text, {
    ...{ id: "one", to: "ana@example.com", date: 0, language: "pt-BR", link },
  });
  expect(letter.subject).toBe("Novidades no Circuito: 3");
  expect(letter.text.split("\n")).toEqual([
    "Conversas novas com você: 2",
    "Clientes que responderam: 1",
    `261129-AB: ${link}/1`,
    "",
    `Abrir no Circuito: ${link}`,
    "",
    "-- ",
    expect.stringContaining("pediu avisos por e-mail"),
    "",
  ]);
});
