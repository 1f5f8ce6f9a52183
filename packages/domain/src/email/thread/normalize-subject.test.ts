import { isForwardSubject, normalizeSubject, stripSubject } from "./normalize-subject.ts";

test.each([
  ["Re: Pedido", "Pedido"],
  ["RES: RE: Pedido", "Pedido"],
  ["AW: WG: Bestellung", "Bestellung"],
  ["RV: TR: Rif: I: Ordine", "Ordine"],
  ["Re[2]: Order", "Order"],
  ["Re (3) : Order", "Order"],
  ["SV: VS: Odp: Vá: Ynt: Отв: x", "x"],
  ["回复：订单", "订单"],
  ["Enc: [Fwd: Pedido]", "Pedido"],
  ["Retorno: pedido", "Retorno: pedido"],
  ["Reforma", "Reforma"],
  ["I have a question: when", "I have a question: when"],
  ["", ""],
])("%j is about %j", (subject, stripped) => {
  expect(stripSubject(subject)).toBe(stripped);
});

test("tags of lists and of gateways do not count in a comparison", () => {
  expect(normalizeSubject("RE: [EXTERNAL] [lista] Pedido  12")).toBe("pedido 12");
  expect(normalizeSubject("[urgente]")).toBe("[urgente]");
});

test.each(["Fwd: x", "ENC: x", "RV: x", "TR : x", "WG: x", "[Fwd: x]"])(
  "%s is passed on",
  (subject) => {
    expect(isForwardSubject(subject)).toBe(true);
  },
);
test.each(["Re: Fwd: x", "Encomenda: x", "x"])("%s is not", (subject) => {
  expect(isForwardSubject(subject)).toBe(false);
});

test("hostile subjects cost nothing", async () => {
  for (const unit of ["re:", "[", "[fwd:", "re ( ", " ", "(fwd)", "[a] "]) {
    const subject = unit.repeat(1_000_000 / unit.length);
    await expect(() => normalizeSubject(subject)).toCostAtMost(100);
  }
});
