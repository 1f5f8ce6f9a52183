import { mailSignature } from "./signature.ts";

const facts = { agentName: "Ana Souza", company: "Loja Ipê", queueName: undefined };
const signature = (own: string, ofQueue: string) => mailSignature({ own, ofQueue, facts });

test("one's own lines stand above those of the queue", () => {
  expect(signature("Ana\nCobrança ", "*{{empresa}}*\n(41) 3333-0000")).toBe(
    "Ana\nCobrança\n*Loja Ipê*\n(41) 3333-0000",
  );
});

test("a line that names what nobody knows is left out, as is one with a variable that means nothing", () => {
  expect(signature("", "{{atendente.nome}}\n{{fila}} · {{empresa}}\n{{cargo}}")).toBe("Ana Souza");
});

test.each([
  ["", ""],
  [" \n", ""],
  ["", "{{fila}}"],
])("with %j and %j there is none", (own, ofQueue) => {
  expect(signature(own, ofQueue)).toBeUndefined();
});

test("what is put in is not read again", () => {
  const ofQueue = "{{atendente.nome}}";
  const named = { agentName: "{{empresa}}", company: "Loja" };
  expect(mailSignature({ own: "", ofQueue, facts: named })).toBe("{{empresa}}");
});
