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

test("what is gone is taken away, what is left empty stays as it is, and the rest is set", () => {
  expect(
    attributeChanges({ plan: "••••", city: "••••fe", language: "••••", crm: "••••" }, [
      { id: 0, key: "plan", value: "free", kept: "••••" },
      { id: 1, key: "language", value: " ", kept: "••••" },
      { id: 2, key: "Loja", value: "12" },
      { id: 3, key: "nada", value: " " },
      { id: 4, key: "CRM", value: "7", isNew: true },
    ]),
  ).toEqual({ plan: "free", city: null, crm: "7", loja: "12" });
});
