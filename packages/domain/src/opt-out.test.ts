import { matchKeyword } from "./opt-out.ts";

test.each([
  ["stop", "stop"],
  [" Stop. ", "stop"],
  ["STOPALL", "stop"],
  ["PARAR", "stop"],
  ["Sair!", "stop"],
  ["cancelar", "stop"],
  ["ＳＴＯＰ", "stop"],
  ["opt-out", "stop"],
  ["BAJA", "stop"],
  ["VOLTAR", "start"],
  ["unstop", "start"],
  ["Ajuda", "help"],
  ["STOP please", undefined],
  ["st0p", undefined],
  ["quero cancelar", undefined],
  ["", undefined],
])("%j is the keyword %s", (text, keyword) => {
  expect(matchKeyword(text)).toBe(keyword);
});
