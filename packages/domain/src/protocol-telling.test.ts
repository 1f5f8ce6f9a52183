import { protocolFooter, type TellingFacts } from "./protocol-telling.ts";

const facts: TellingFacts = {
  protocol: "261126-ABCDEFG1",
  channel: "sms",
  language: "pt",
  isTold: false,
  isTemplate: false,
  hasWords: true,
  isToMachine: false,
};

test.each<[string, Partial<TellingFacts>, string | undefined]>([
  ["the first answer by SMS tells it", {}, "Protocolo: 261126-ABCDEFG1"],
  ["in the customer's language", { language: "es" }, "Número de atención: 261126-ABCDEFG1"],
  ["in Portuguese where it is unknown", { language: undefined }, "Protocolo: 261126-ABCDEFG1"],
  ["a mail tells it", { channel: "email" }, "Protocolo: 261126-ABCDEFG1"],
  ["a second time it is not told", { isTold: true }, undefined],
  ["a chat window shows it itself", { channel: "webchat" }, undefined],
  ["nothing is added to a template", { isTemplate: true }, undefined],
  ["a picture alone is sent as it is", { hasWords: false }, undefined],
  ["machines are not told", { isToMachine: true }, undefined],
])("%s", (_, change, footer) => {
  expect(protocolFooter({ ...facts, ...change })).toBe(footer);
});
