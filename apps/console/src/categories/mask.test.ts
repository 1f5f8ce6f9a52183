import { masked } from "./mask.ts";

test.each([
  ["cpf", "52998224725", "529.982.247-25"],
  ["cpf", "529.98", "529.98"],
  ["cpf", "529.982.247-25 e mais", "529.982.247-25"],
  ["cnpj", "12abc34501de35", "12.ABC.345/01DE-35"],
  ["cnpj", "11222", "11.222"],
  ["order", "#10 a", "#10 a"],
] as const)("%s %j is shown as %j", (kind, typed, shown) => {
  expect(masked(kind, typed)).toBe(shown);
});
