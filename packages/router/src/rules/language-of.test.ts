import { languageOf } from "./language-of.ts";

const of = (text: string, locale?: string) => languageOf({ text, locale });

test.each([
  ["pt", "Quero a segunda via do boleto"],
  ["pt", "cadê a minha entrega? já paguei e não chegou"],
  ["pt", "Oi!"],
  ["pt", "bom dia 😊"],
  ["es", "Necesito la factura de octubre, por favor"],
  ["es", "Hola"],
  ["es", "mi pedido no ha llegado todavía"],
  ["en", "where is my order?"],
  ["en", "I want to cancel my subscription"],
  ["en", "hi"],
  ["fr", "Bonjour, je voudrais annuler ma commande"],
  ["de", "Ich habe eine Frage zu meiner Rechnung"],
])("%s: %s", (language, text) => {
  expect(of(text)).toBe(language);
});

test("what a message says counts more than what a browser is set to", () => {
  expect(of("where is my order? I paid last week", "pt-BR")).toBe("en");
});

test.each([
  ["12345", "pt-BR", "pt"],
  ["👍", "es_AR", "es"],
  ["", "EN", "en"],
])("where words tell nothing, the channel's hint does: %j", (text, locale, language) => {
  expect(of(text, locale)).toBe(language);
});

test.each(["", "12345", "👍👍", "ok"])("%j alone tells nothing", (text) => {
  expect(of(text)).toBeUndefined();
});
