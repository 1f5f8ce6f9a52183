import { graphTemplate, readTemplate } from "./read-template.ts";

function read(components: unknown, more: Record<string, unknown> = {}) {
  const item = { name: "n", language: "pt_BR", status: "APPROVED", category: "UTILITY" };
  return readTemplate(graphTemplate.parse({ ...item, components, ...more }));
}
const BODY = { type: "BODY", text: "Olá {{1}}, seu pedido {{2}} chegou. Até {{1}}." };

test("words, variables and buttons are read", () => {
  expect(
    read([
      { type: "HEADER", format: "TEXT", text: "Pedido {{1}}" },
      BODY,
      { type: "FOOTER", text: "Loja" },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Parar" },
          { type: "URL", text: "Ver", url: "https://example.com/{{1}}" },
          { type: "URL", text: "Site", url: "https://example.com/" },
          { type: "PHONE_NUMBER", text: "Ligar", phone_number: "+5511900000000" },
        ],
      },
    ]),
  ).toEqual({
    name: "n",
    language: "pt_BR",
    category: "utility",
    header: "Pedido {{1}}",
    body: BODY.text,
    footer: "Loja",
    buttons: [
      { kind: "quick-reply", text: "Parar", hasVariable: false },
      { kind: "url", text: "Ver", hasVariable: true },
      { kind: "url", text: "Site", hasVariable: false },
      { kind: "phone", text: "Ligar", hasVariable: false },
    ],
    variables: { header: 1, body: 2 },
  });
});

test.each([
  ["header-image", [{ type: "HEADER", format: "IMAGE" }, BODY]],
  ["header-video", [{ type: "HEADER", format: "VIDEO" }, BODY]],
  ["header-document", [{ type: "HEADER", format: "DOCUMENT" }, BODY]],
  ["header-location", [{ type: "HEADER", format: "LOCATION" }, BODY]],
  ["named-variables", [{ type: "BODY", text: "Olá {{nome}}" }]],
  ["component-carousel", [BODY, { type: "CAROUSEL" }]],
  ["component-limited-time-offer", [BODY, { type: "LIMITED_TIME_OFFER" }]],
  ["button-copy-code", [BODY, { type: "BUTTONS", buttons: [{ type: "COPY_CODE", text: "C" }] }]],
  ["button-otp", [BODY, { type: "BUTTONS", buttons: [{ type: "OTP", text: "C" }] }]],
  ["no-body", []],
])("one that is more than words cannot be sent, and says why: %s", (because, components) => {
  expect(read(components).unusableBecause).toBe(because);
});

test("named variables are known by what Meta says of them, too", () => {
  expect(read([BODY], { parameter_format: "NAMED" }).unusableBecause).toBe("named-variables");
});
