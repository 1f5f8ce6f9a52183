import { attributeChanges, attributeName, segmentsIn } from "./contact-form.ts";

test("segments are written as people write a list", () => {
  expect(segmentsIn(" VIP, plano ouro;; atraso,\n")).toEqual(["VIP", "plano ouro", "atraso"]);
});

test.each([
  ["Número do cliente", "numero_do_cliente"],
  [" plan ", "plan"],
])("the attribute %j is called %j", (written, name) => {
  expect(attributeName(written)).toBe(name);
});

test("what is gone or empty is taken away, and the rest is set", () => {
  expect(
    attributeChanges({ plan: "gold", city: "Recife", language: "pt" }, [
      { id: 0, key: "plan", value: "free" },
      { id: 1, key: "language", value: " " },
      { id: 2, key: "Loja", value: "12" },
    ]),
  ).toEqual({ plan: "free", city: null, language: null, loja: "12" });
});
