import { formOf, isRight, problemsOf } from "./quick-reply-form.ts";

const good = { ...formOf(null, false), name: "Boleto", body: "Olá {{cliente.nome}}" };

test("an agent begins one of their own, a supervisor one for everybody", () => {
  expect([formOf(null, false).scope, formOf(null, true).scope]).toEqual(["mine", "everybody"]);
});

test.each([
  ["whole", good, true],
  ["without a name", { ...good, name: " " }, false],
  ["without words", { ...good, body: "" }, false],
  ["of a queue that is not chosen", { ...good, scope: "queue" as const }, false],
  ["with a variable that means nothing", { ...good, body: "{{cliente.cpf}}" }, false],
])("one %s is right: %j", (_, form, right) => {
  expect(isRight(problemsOf(form))).toBe(right);
});
